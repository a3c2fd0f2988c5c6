// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/degree/profile.hpp"

namespace quitrent::tax {

/// Where in a file something is written; both from 1, columns in characters.
struct SourcePosition {
  int line = 0;
  int column = 0;
  /// Equal where both are.
  friend constexpr bool operator==(const SourcePosition&, const SourcePosition&) = default;
};

/// One thing that is wrong with a schedule or charter.
struct ScheduleFault {
  int line = 0;      ///< from 1
  int column = 0;    ///< from 1
  std::string what;  ///< one sentence without a full stop
};

/// The part of the assessment above `above`, up to the next bracket, is taxed at `base` a year,
/// before the multiplier of the degree. Source: MECHANISM.md, section 2.
struct Bracket {
  Money above = {};              ///< 0 for the first, then ascending
  AnnualRate base = {};          ///< at most 1'000'000%
  SourcePosition position = {};  ///< where the file states it
};

/// Where the reader may find the law behind a scale.
struct LegalReference {
  std::string title;  ///< 1 to 200 characters
  std::string href;   ///< 1 to 200 characters
};

/// The marginal scale of a class from a day on.
struct Scale {
  Instant from = {};                             ///< first second in which it holds
  std::vector<Bracket> brackets = {};            ///< at least one; the first above 0
  std::optional<LegalReference> reference = {};  ///< may be absent
};

/// Whether a seller keeps a licence to what it sold. Source: MECHANISM.md, section 6.
enum class GrantBack : std::uint8_t { off = 0, on = 1 };

/// What a schedule says about one class of assets.
struct ClassSchedule {
  AssetClass asset_class = AssetClass::patent;
  Duration notice = {};                  ///< from purchase to its close; 0 s where none is stated
  GrantBack grant_back = GrantBack::on;  ///< unless stated: on, but off for trademark
  std::vector<Scale> scales = {};        ///< at least one, by day; before the first the rate is 0
  SourcePosition notice_place = {};      ///< where the file states the notice
  SourcePosition from_place = {};        ///< where the file states the first scale's day
};

/// One point of the multiplier over the degree.
struct CurvePoint {
  Share degree;
  Share multiplier;
};

/// The multiplier from a day on: straight between its points, never falling, 0 at degree 0.
/// Source: MECHANISM.md, section 2.
struct DegreeCurve {
  Instant from;                    ///< first second in which it holds
  std::vector<CurvePoint> points;  ///< at least two, from degree 0 to degree 1, ascending
};

/// The weights of one class of works from a day on. Source: MECHANISM.md, section 9.
struct DegreeWeights {
  Instant from = {};                              ///< first second in which they hold
  AssetClass asset_class = AssetClass::software;  ///< a class whose terms are a licence
  Weights weights = {};
};

/// Where the file states the values of a procedure; of the table where it does not state one.
struct ProcedurePositions {
  SourcePosition escrow_cover = {};
  SourcePosition grace = {};
  SourcePosition auction = {};
  SourcePosition withdrawal_notice = {};
  SourcePosition late_surcharge = {};
};

/// The lengths of time and the surcharge of the procedure from a day on. Source: MECHANISM.md, 4
/// to 7.
struct Procedure {
  Instant from = {};                ///< first second in which it holds
  Duration escrow_cover = {};       ///< how much tax ahead an escrow must hold
  Duration grace = {};              ///< from delinquency to foreclosure
  Duration auction = {};            ///< how long an auction falls; 0 s: straight to the commons
  Duration withdrawal_notice = {};  ///< from notice to withdrawal; 90 d where none is stated
  Share late_surcharge = {};        ///< of all arrears that arose in a delinquency
  Money registration_fee = {};      ///< what a registration costs; 0 where none is stated
  /// The least that may be paid into an escrow, but for what cures; 0.01 where none is stated.
  Money minimum_deposit = Money::from_micro(10'000);
  ProcedurePositions positions = {};
};

/// What one beneficiary gets of the revenue.
struct RevenueShare {
  std::string to;  ///< name of the beneficiary, 1 to 200 characters, once in its list
  Share share;
};

/// Who gets the revenue from a day on. Source: MECHANISM.md, section 8.
struct RevenueShares {
  Instant from;                      ///< first second in which they hold
  std::vector<RevenueShare> shares;  ///< at least one; together exactly 1
};

/// A tax schedule as its file states it; every list by day, ascending. Source: MECHANISM.md,
/// section 10; API.md, Schedule.
struct Schedule {
  std::string title = {};                   ///< 1 to 200 characters
  std::string currency = {};                ///< three capital letters
  std::optional<Instant> effective = {};    ///< first second of a schedule that follows another
  std::vector<ClassSchedule> classes = {};  ///< at least one, each class once
  std::vector<DegreeCurve> curves = {};     ///< at least one
  std::vector<DegreeWeights> weights = {};  ///< classes without any keep those of the licence table
  std::vector<Procedure> procedures = {};   ///< at least one
  std::vector<RevenueShares> revenue = {};  ///< at least one
};

/// Reads a schedule from TOML. Answers with all faults at once, by place; a text that is no TOML
/// has one. Refuses unknown keys, and lists (but scales) that begin later than the schedule takes
/// effect: the earlier of the file's `effective` and `founded_at` (a founding schedule is in force
/// at once), as far as there are any. So whatever can be read with a second of founding can be read
/// without one. Takes names as the journal may have them, see read_new_schedule().
std::expected<Schedule, std::vector<ScheduleFault>> read_schedule(
    std::string_view toml, std::optional<Instant> founded_at = std::nullopt);

/// Reads a schedule that nobody has recorded yet: as read_schedule(), and refuses names without a
/// visible character or with a control of direction, which old journals may hold.
std::expected<Schedule, std::vector<ScheduleFault>> read_new_schedule(
    std::string_view toml, std::optional<Instant> founded_at = std::nullopt);

}  // namespace quitrent::tax
