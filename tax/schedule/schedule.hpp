// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
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
#include "tax/schedule/behaviour_parameters.hpp"
#include "tax/schedule/engine_requirement.hpp"
#include "tax/schedule/schedule_fault.hpp"
#include "tax/schedule/schedule_test.hpp"

namespace quitrent::tax {

/// The most brackets of a scale, and the most points of a curve, in a schedule that is not recorded
/// yet: comparing two schedules looks at each edge and each point of both.
inline constexpr std::size_t kMostBrackets = 32;
inline constexpr std::size_t kMostPoints = 32;

/// The part of the assessment above `above`, up to the next bracket, is taxed at `base` a year,
/// before the multiplier of the degree. Source: MECHANISM.md, section 2.
struct Bracket {
  Money above = {};              ///< 0 for the first bracket, then ascending
  AnnualRate base = {};          ///< at most 1'000'000%
  SourcePosition position = {};  ///< where the file states it
};

/// A reference to the law behind a scale.
struct LegalReference {
  std::string title;  ///< 1 to 200 characters
  std::string href;   ///< 1 to 200 characters
};

/// The marginal scale of a class from a day on.
struct Scale {
  Instant from = {};                             ///< first second in which it applies
  std::vector<Bracket> brackets = {};            ///< at least one; in the first, `above` is 0
  std::optional<LegalReference> reference = {};  ///< may be absent
  SourcePosition position = {};                  ///< where the file states the day
};

/// Whether a seller keeps a licence of the asset that it sold. Source: MECHANISM.md, section 6.
enum class GrantBack : std::uint8_t { off = 0, on = 1 };

/// What a schedule says about one class of assets.
struct ClassSchedule {
  AssetClass asset_class = AssetClass::patent;
  Duration notice = {};                  ///< from purchase to its close; 0 s if not stated
  GrantBack grant_back = GrantBack::on;  ///< if not stated: on, but off for trademark
  std::vector<Scale> scales = {};        ///< at least one, by day; the rate is 0 before the first
  SourcePosition notice_position = {};   ///< where the file states the notice
  SourcePosition from_position = {};     ///< where the file states the first scale
  SourcePosition name_position = {};     ///< where the file states the class
};

/// One point of the curve that gives the multiplier of a degree.
struct CurvePoint {
  Share degree = {};
  Share multiplier = {};
  SourcePosition position = {};  ///< where the file states the multiplier
};

/// The multiplier from a day on: linear between its points, never decreasing, 0 at degree 0.
/// Source: MECHANISM.md, section 2.
struct DegreeCurve {
  Instant from;                    ///< first second in which it applies
  std::vector<CurvePoint> points;  ///< at least two, from degree 0 to degree 1, ascending
  SourcePosition position = {};    ///< where the file states the day
};

/// The weights of one class of works from a day on. Source: MECHANISM.md, section 9.
struct DegreeWeights {
  Instant from = {};                              ///< first second in which they apply
  AssetClass asset_class = AssetClass::software;  ///< a class whose terms are a licence
  Weights weights = {};
  SourcePosition position = {};        ///< where the file states the day
  SourcePosition class_position = {};  ///< where the file states the class
};

/// Where the file states the values of a procedure. For a value that is not stated: the position of
/// the table.
struct ProcedurePositions {
  SourcePosition from = {};
  SourcePosition escrow_cover = {};
  SourcePosition grace = {};
  SourcePosition auction = {};
  SourcePosition withdrawal_notice = {};
  SourcePosition late_surcharge = {};
  SourcePosition finding_surcharge = {};
};

/// The values of the procedure from a day on: lengths of time, surcharge, fee, least deposit.
/// Source: MECHANISM.md, sections 4 to 7.
struct Procedure {
  Instant from = {};                ///< first second in which it applies
  Duration escrow_cover = {};       ///< the future tax that an escrow must hold
  Duration grace = {};              ///< from delinquency to foreclosure
  Duration auction = {};            ///< length of an auction; 0 s: straight to the commons
  Duration withdrawal_notice = {};  ///< from notice to withdrawal; 90 d if not stated
  Share late_surcharge = {};        ///< of all arrears that arose in a delinquency
  Share finding_surcharge =
      Share::from_ppm(250'000);  ///< of the clawback of a finding; 25% if not stated
  Money registration_fee = {};   ///< the fee of a registration; 0 if not stated
  /// The least deposit into an escrow, unless a smaller one cures; 0.01 if not stated.
  Money minimum_deposit = Money::from_micro(10'000);
  ProcedurePositions positions = {};
};

/// The share of one beneficiary in the revenue.
struct RevenueShare {
  std::string to;  ///< name of the beneficiary, 1 to 200 characters, once in its list
  Share share;
  SourcePosition position = {};  ///< where the file states the share
};

/// Who gets the revenue from a day on. Source: MECHANISM.md, section 8.
struct RevenueShares {
  Instant from;                      ///< first second in which they apply
  std::vector<RevenueShare> shares;  ///< at least one; their sum is exactly 1
  SourcePosition position = {};      ///< where the file states the day
};

/// Where the file states values of its frame; line 1, column 1 for what is not stated.
struct FramePositions {
  SourcePosition currency = {1, 1};
  SourcePosition effective = {1, 1};
  SourcePosition engine = {1, 1};
};

/// A tax schedule as its file states it; every list is ordered by day. Source: MECHANISM.md,
/// section 10; API.md, Schedule.
struct Schedule {
  std::string title = {};                   ///< 1 to 200 characters
  std::string currency = {};                ///< three capital letters
  std::optional<Instant> effective = {};    ///< first second of a schedule that succeeds another
  std::vector<ClassSchedule> classes = {};  ///< at least one, each class once
  std::vector<DegreeCurve> curves = {};     ///< at least one
  std::vector<DegreeWeights> weights = {};  ///< a class without any has those of the licence table
  std::vector<Procedure> procedures = {};   ///< at least one
  std::vector<RevenueShares> revenue = {};  ///< at least one
  /// The versions of the program that may read it; all, if not stated. No part of the law.
  std::optional<EngineRequirement> engine = {};
  std::vector<ScheduleTest> tests = {};  ///< `[[test]]`; no part of the law
  BehaviourParameters behaviour = {};    ///< for simulations; no part of the law
  FramePositions positions = {};
};

/// Reads a schedule from TOML. Returns all faults, in the order of their positions; a text that is
/// no TOML has one fault. Refuses unknown keys. Refuses a list (except scales) that begins after
/// the schedule takes effect: the earlier of the file's `effective` and `founded_at` (a founding
/// schedule is in force at once), where given. So a text that can be read with `founded_at` can be
/// read without it. Names are accepted as journals may have them, see read_new_schedule().
std::expected<Schedule, std::vector<ScheduleFault>> read_schedule(
    std::string_view toml, std::optional<Instant> founded_at = std::nullopt);

/// Reads a schedule that is not recorded yet, as read_schedule() does. It also refuses names
/// without a visible character or with a control of direction, which old journals may have.
std::expected<Schedule, std::vector<ScheduleFault>> read_new_schedule(
    std::string_view toml, std::optional<Instant> founded_at = std::nullopt);

/// A schedule as far as it can be read, and everything that is wrong with it.
struct InspectedSchedule {
  Schedule schedule;                       ///< a value with a fault has its default
  std::vector<ScheduleFault> faults = {};  ///< in the order of positions
};

/// Reads a schedule as read_new_schedule() does, but keeps what is sound where there are faults. A
/// text without quotes, a day that is in no calendar and a key that is there twice do not end the
/// reading; nothing can be read behind another error of grammar, and the schedule is then empty.
InspectedSchedule inspect_schedule(std::string_view toml,
                                   std::optional<Instant> takes_effect = std::nullopt);

}  // namespace quitrent::tax
