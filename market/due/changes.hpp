// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "market/event.hpp"
#include "market/state/books.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::market {

/// The kinds of time-driven changes, in the order in which changes of one second happen. Source:
/// MECHANISM.md, section 7.
enum class ChangeKind : std::uint8_t {
  apportionment = 0,
  monthly_levy = 1,
  expiry = 2,
  hold_end = 3,
  schedule_date = 4,
  degree_step = 5,
  notice_close = 6,
  delinquency = 7,
  foreclosure = 8,
  auction_end = 9,
  withdrawal = 10,
  /// What is owed because of a finding falls due, or a contested finding is void. It is the last of
  /// its second: whoever holds after every other change of that second owes the present holder's
  /// part as arrears, and a finding never makes another change of its own second come late.
  finding = 11,
  /// The next slice of a recorded profile. It comes before every other change of its second: the
  /// recording was decided after those of before, and nothing is decided until it is in effect.
  profile = 12
};

/// One time-driven change. Ordered by instant, kind, order of registration.
struct DueChange {
  Instant at;
  ChangeKind kind = ChangeKind::expiry;
  Ordinal asset = 0;
  /// The order of all due changes.
  friend constexpr auto operator<=>(const DueChange&, const DueChange&) = default;
};

/// The next time-driven change of this asset if no filing comes first; nothing if there is none.
std::optional<DueChange> next_change(const Books& books, Ordinal asset);

/// The events of a due change at its own second. All earlier changes must be applied. `licences`
/// judges the terms that a recorded profile changes.
std::vector<Event> changes_of(const Books& books, const DueChange& due,
                              const tax::LicenceTable& licences = tax::founding_licences());

/// How long after an outage every asset stays held. Source: MECHANISM.md, section 7.
inline constexpr Duration kAfterOutage = Duration::from_seconds(60 * 60);

/// The events of an outage: a hold on every asset during `gap` and kAfterOutage after it,
/// journalled at the beginning of the gap, before anything that fell due in it. Source:
/// MECHANISM.md, section 7.
std::vector<Event> outage_of(Period gap);

/// Events with the new closing seconds of the pending purchases. They are recorded after an outage,
/// in the same second, for readers of one asset's events, who do not see the clocks of other
/// assets.
std::vector<Event> closes_after_outage(const Books& books);

/// The seed of identifiers that a time-driven change makes: from asset, kind and instant. Source:
/// DESIGN.md.
Seed seed_of_change(const AssetId& asset, ChangeKind kind, Instant at);

}  // namespace quitrent::market
