// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "market/event.hpp"
#include "market/state/books.hpp"

namespace quitrent::market {

/// What the passing of time brings about; the order in which changes of one second happen.
/// Source: MECHANISM.md, section 7.
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
  withdrawal = 10
};

/// One change that time will bring. Ordered by instant, kind, order of registration.
struct DueChange {
  Instant at;
  ChangeKind kind = ChangeKind::expiry;
  Ordinal asset = 0;
  /// The one global order.
  friend constexpr auto operator<=>(const DueChange&, const DueChange&) = default;
};

/// The next change that time alone will bring to this asset; nothing where there is none.
std::optional<DueChange> next_change(const Books& books, Ordinal asset);

/// What a due change makes true at its own second. Everything due before it is applied.
std::vector<Event> changes_of(const Books& books, const DueChange& due);

/// What it means that the register was down over a period: a hold on every asset, journalled at the
/// beginning of the period, before anything that fell due in it. Source: MECHANISM.md, section 7.
std::vector<Event> outage_of(Period down);

/// When the purchases that wait close from now on; recorded after an outage, in the same second,
/// for whoever follows one asset alone and does not see the clocks of the others.
std::vector<Event> closes_after_outage(const Books& books);

/// What identifiers that time makes derive from: asset, kind and instant. Source: DESIGN.md.
Seed seed_of_change(const AssetId& asset, ChangeKind kind, Instant at);

}  // namespace quitrent::market
