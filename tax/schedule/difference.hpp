// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// A rate that another schedule changes, before the multiplier of the degree.
struct ChangedRate {
  AssetClass asset_class = AssetClass::patent;
  Instant from = {};                      ///< the first second of the change
  Money above = {};                       ///< the lower edge of the part of the assessment
  std::optional<AnnualRate> before = {};  ///< nothing: the class has no rate
  std::optional<AnnualRate> after = {};   ///< nothing: the class has no rate
};

/// Which live assets of a register a change touches, as far as both schedules tell. It is the same
/// the other way round.
struct ChangeScope {
  /// How they are found.
  enum class Of : std::uint8_t {
    nothing,      ///< none: names, laws, shares of revenue, what registrations to come pay
    all,          ///< every one
    asset_class,  ///< those of the class, with an assessment above `above`, whatever their degree
    degrees,      ///< those with a degree above `beyond` and below `until`, where the curves differ
    weights       ///< those of the class whose degree differs under both weights
  };
  Of of = Of::nothing;
  AssetClass asset_class = AssetClass::patent;  ///< of `asset_class` and `weights`
  Money above = {};                             ///< of `asset_class`
  Share beyond = {};                            ///< of `degrees`: the point before, excluded
  std::optional<Share> until = {};              ///< the point behind, excluded; nothing: up to 1
  /// Equal where all are.
  friend bool operator==(const ChangeScope&, const ChangeScope&) = default;
};

/// One thing that is different.
struct ScheduleChange {
  std::string subject;                ///< its group: `patent`, `degree`, `procedure`
  std::optional<Instant> from = {};   ///< its first second; nothing for what has no date
  std::optional<Instant> until = {};  ///< the first second in which both are the same again
  std::string about;                  ///< `patents above 1,000,000.00 pay`
  std::string before;                 ///< `3%`
  std::string after;                  ///< `3.5%`
  ChangeScope scope = {};             ///< whom it touches from its first second on
  /// Equal where all are.
  friend bool operator==(const ScheduleChange&, const ScheduleChange&) = default;
};

/// What one schedule changes in another.
struct ScheduleDifference {
  std::vector<ChangedRate> rates = {};       ///< by class, then by first second, then by edge
  std::vector<ScheduleChange> changes = {};  ///< grouped by subject, each group by first second
};

/// What `after` changes in `before`. Where one of them states `effective`, only what applies from
/// the later of these days on counts: what is past is not changed. Tests and comments are no part
/// of it. The other way round, every `before` and `after` change places and nothing else does.
ScheduleDifference difference_between(const Schedule& before, const Schedule& after);

/// The change as a sentence that names both sides: `From 1 July 2027 patents above 1,000,000.00 pay
/// 3.5% instead of 3%.`
std::string sentence(const ScheduleChange& change);

}  // namespace quitrent::tax
