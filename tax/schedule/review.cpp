// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/review.hpp"

#include <algorithm>
#include <string>

#include "tax/schedule/amount_text.hpp"
#include "tax/schedule/section.hpp"

namespace quitrent::tax {
namespace {

/// The steepest part of a curve that is no cliff. Unit: ppm of a degree; ppm of the multiplier.
constexpr std::int32_t kCliffWidth = 10'000;
constexpr std::int32_t kCliffHeight = 500'000;

bool are_equal(const Scale& left, const Scale& right) {
  const auto same = [](const Bracket& a, const Bracket& b) {
    return a.above == b.above && a.base == b.base;
  };
  return std::ranges::equal(left.brackets, right.brackets, same);
}

bool are_equal(const DegreeCurve& left, const DegreeCurve& right) {
  const auto same = [](const CurvePoint& a, const CurvePoint& b) {
    return a.degree == b.degree && a.multiplier == b.multiplier;
  };
  return std::ranges::equal(left.points, right.points, same);
}

bool are_equal(const DegreeWeights& left, const DegreeWeights& right) {
  return left.weights == right.weights;
}

bool are_equal(const Procedure& left, const Procedure& right) {
  return left.escrow_cover == right.escrow_cover && left.grace == right.grace &&
         left.auction == right.auction && left.withdrawal_notice == right.withdrawal_notice &&
         left.late_surcharge == right.late_surcharge &&
         left.finding_surcharge == right.finding_surcharge &&
         left.registration_fee == right.registration_fee &&
         left.minimum_deposit == right.minimum_deposit;
}

bool are_equal(const RevenueShares& left, const RevenueShares& right) {
  const auto same = [](const RevenueShare& a, const RevenueShare& b) {
    return a.to == b.to && a.share == b.share;
  };
  return std::ranges::equal(left.shares, right.shares, same);
}

SourcePosition position_of(const Procedure& procedure) { return procedure.positions.from; }
template <class Dated>
SourcePosition position_of(const Dated& dated) {
  return dated.position;
}

/// Collects findings beside the faults of the reader.
class Review {
 public:
  Review(const InspectedSchedule& read, Instant effective)
      : schedule_{read.schedule}, effective_{effective}, read_{read.faults} {}

  std::vector<ScheduleFault> found() {
    for (const ClassSchedule& scheduled : schedule_.classes) {
      check_dated(scheduled.scales, "scale");
      for (const Scale& scale : scheduled.scales) check_brackets(scale.brackets);
    }
    check_dated(schedule_.curves, "curve");
    for (const DegreeCurve& curve : schedule_.curves) check_points(curve.points);
    check_weights();
    check_dated(schedule_.procedures, "procedure");
    check_dated(schedule_.revenue, "division of the revenue");
    for (const RevenueShares& revenue : schedule_.revenue) {
      for (const RevenueShare& share : revenue.shares) {
        if (share.share == Share{}) warn(share.position, "a share of 0% changes nothing");
      }
    }
    return findings_.sorted();
  }

 private:
  /// Whether the reader accepted the value at a position.
  bool is_sound(SourcePosition position) const {
    return std::ranges::find(read_, position, &ScheduleFault::position) == read_.end();
  }
  /// Whether no fault lies from one position up to another one.
  bool is_sound(SourcePosition begin, SourcePosition end) const {
    return std::ranges::none_of(read_, [&](const ScheduleFault& fault) {
      return fault.position() >= begin && fault.position() < end;
    });
  }
  void warn(SourcePosition position, std::string what) {
    if (is_sound(position)) findings_.add(position, std::move(what), Severity::warning);
  }

  /// Checks one list of dated values of one subject.
  template <class Dated>
  void check_dated(const std::vector<Dated>& values, const std::string& what) {
    for (std::size_t at = 1; at < values.size(); ++at) {
      const Dated& before = values[at - 1];
      const Dated& value = values[at];
      const bool is_readable = is_sound(position_of(before), end_of(position_of(value)));
      if (!is_readable || value.from <= before.from) continue;
      if (value.from <= effective_) {
        warn(position_of(before), "this " + what + " never applies: the next one, of " +
                                      stated_day(value.from) +
                                      ", is in force when the schedule takes effect");
      } else if (are_equal(before, value)) {
        warn(position_of(value), "this " + what + " equals the one before it, of " +
                                     stated_day(before.from) + ": it changes nothing");
      }
    }
  }
  /// The position before which a dated value ends, for is_sound(): the next table in the file.
  SourcePosition end_of(SourcePosition position) const {
    SourcePosition end{1'000'000'000, 1};
    const auto take = [&](SourcePosition other) {
      if (other > position) end = std::min(end, other);
    };
    for (const ClassSchedule& scheduled : schedule_.classes) {
      take(scheduled.name_position);
      for (const Scale& scale : scheduled.scales) take(scale.position);
    }
    for (const DegreeCurve& curve : schedule_.curves) take(curve.position);
    for (const DegreeWeights& weights : schedule_.weights) take(weights.position);
    for (const Procedure& procedure : schedule_.procedures) take(procedure.positions.from);
    for (const RevenueShares& revenue : schedule_.revenue) take(revenue.position);
    return end;
  }

  void check_brackets(const std::vector<Bracket>& brackets) {
    bool is_advised = false;
    for (std::size_t at = 1; at < brackets.size(); ++at) {
      const Bracket& before = brackets[at - 1];
      const Bracket& bracket = brackets[at];
      const bool is_readable = is_sound(before.position) && is_sound(bracket.position) &&
                               is_sound(before.position, bracket.position);
      if (!is_readable) continue;
      if (bracket.base == before.base) {
        warn(bracket.position, "this bracket has the rate of the one before, " +
                                   stated(bracket.base) + ": it changes nothing");
      } else if (bracket.above >= kHighestAssessment) {
        warn(bracket.position, "no assessment is above " + stated(kHighestAssessment) +
                                   ": this bracket changes nothing");
      } else if (bracket.base > before.base && !is_advised) {
        is_advised = true;
        findings_.add(bracket.position,
                      "the rate rises with the value, from " + stated(before.base) + " to " +
                          stated(bracket.base) +
                          ": two assets of half the value pay less than one, which invites to "
                          "split an asset",
                      Severity::advice);
      }
    }
  }

  void check_points(const std::vector<CurvePoint>& points) {
    for (std::size_t at = 1; at < points.size(); ++at) {
      const CurvePoint& left = points[at - 1];
      const CurvePoint& right = points[at];
      if (!is_sound(left.position, right.position) || !is_sound(right.position)) continue;
      const std::int64_t run = right.degree.ppm() - left.degree.ppm();
      const std::int64_t rise = right.multiplier.ppm() - left.multiplier.ppm();
      if (run <= kCliffWidth && rise > kCliffHeight) {
        warn(right.position, "a cliff: from degree " + stated(left.degree) + " to " +
                                 stated(right.degree) + " the multiplier rises from " +
                                 stated(left.multiplier) + " to " + stated(right.multiplier));
      }
      if (at + 1 == points.size()) break;
      const CurvePoint& next = points[at + 1];
      if (!is_sound(right.position, next.position) || !is_sound(next.position)) continue;
      // Every factor is below 2^20.
      const std::int64_t next_run = next.degree.ppm() - right.degree.ppm();
      const std::int64_t next_rise = next.multiplier.ppm() - right.multiplier.ppm();
      if (rise * next_run == next_rise * run) {
        warn(right.position,
             "this point lies on the line between its neighbours: it changes nothing");
      }
    }
  }

  void check_weights() {
    for (const AssetClass asset_class : kAssetClasses) {
      std::vector<DegreeWeights> of_class;
      for (const DegreeWeights& weights : schedule_.weights) {
        if (weights.asset_class == asset_class && is_sound(weights.class_position)) {
          of_class.push_back(weights);
        }
      }
      check_dated(of_class, "set of weights");
      const bool is_taken =
          std::ranges::find(schedule_.classes, asset_class, &ClassSchedule::asset_class) !=
          schedule_.classes.end();
      for (const DegreeWeights& weights : of_class) {
        if (is_taken) break;
        warn(weights.class_position, "the schedule names no [[class]] \"" +
                                         std::string{to_text(asset_class)} +
                                         "\": these weights change nothing");
      }
    }
  }

  const Schedule& schedule_;
  Instant effective_;
  const std::vector<ScheduleFault>& read_;
  Faults findings_;
};

}  // namespace

std::vector<ScheduleFault> review(const InspectedSchedule& read, Instant effective) {
  return Review{read, effective}.found();
}

}  // namespace quitrent::tax
