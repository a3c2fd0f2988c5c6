// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/unmoved.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace quitrent::tax {
namespace {

/// What the register has of one class.
struct Occurrence {
  std::size_t assets = 0;
  bool weighed = false;             ///< some terms have levels, so weights count
  Money highest = {};               ///< the highest assessment that bears tax
  std::vector<Share> degrees = {};  ///< of the terms, later ones included
};
using Occurrences = std::array<Occurrence, kAssetClasses.size()>;

Occurrences occurrences_in(const RegisterColumns& assets, const std::vector<Taxed>& taxed) {
  Occurrences found;
  for (std::size_t row = 0; row < assets.size(); ++row) {
    const std::uint32_t terms = assets.terms_of[row];
    Occurrence& one = found[static_cast<std::size_t>(assets.terms[terms].asset_class)];
    ++one.assets;
    const bool taxable = taxed[terms].degree > Share{} || !taxed[terms].steps.empty();
    if (taxable) one.highest = greatest(one.highest, assets.assessment[row]);
  }
  for (std::size_t row = 0; row < taxed.size(); ++row) {
    Occurrence& one = found[static_cast<std::size_t>(taxed[row].asset_class)];
    one.weighed = one.weighed || !assets.terms[row].levels.empty();
    one.degrees.push_back(taxed[row].degree);
    for (const DegreeStep& step : taxed[row].steps) one.degrees.push_back(step.degree);
  }
  return found;
}

/// What the findings are made from.
struct Comparison {
  const ComparedTimelines& timelines;
  const Schedule& reform;
  Instant effective;  ///< of the reform, at least the beginning of the period
  Period over;
  Occurrences found;
  std::vector<ScheduleFault> unmoved = {};

  void add(SourcePosition position, std::string what) {
    unmoved.push_back({position.line, position.column, std::move(what)});
  }
  /// When a list entry from `from` until `until` applies within the period.
  Period applies(Instant from, Instant until) const {
    return {std::max({from, effective, over.begin}), std::min(until, over.end)};
  }
};

template <class Value>
Instant end_of(const std::vector<Value>& values, std::size_t index) {
  return index + 1 < values.size() ? values[index + 1].from : kEndOfTime;
}

bool same_bracket(const std::vector<Bracket>& brackets, const Bracket& one) {
  return std::ranges::any_of(brackets, [&one](const Bracket& other) {
    return other.above == one.above && other.base == one.base;
  });
}

bool same_points(const std::vector<CurvePoint>& left, const std::vector<CurvePoint>& right) {
  return std::ranges::equal(left, right, [](const CurvePoint& one, const CurvePoint& other) {
    return one.degree == other.degree && one.multiplier == other.multiplier;
  });
}

void compare_scales(Comparison& all, const ClassSchedule& scheduled) {
  const Occurrence& one = all.found[static_cast<std::size_t>(scheduled.asset_class)];
  const std::string name{to_text(scheduled.asset_class)};
  for (std::size_t index = 0; index < scheduled.scales.size(); ++index) {
    const Scale& scale = scheduled.scales[index];
    const Period applies = all.applies(scale.from, end_of(scheduled.scales, index));
    const Instant at = std::max(all.effective, scale.from);
    const auto& before = all.timelines.baseline->regime(scheduled.asset_class, at).brackets;
    for (const Bracket& bracket : scale.brackets) {
      if (same_bracket(before, bracket)) continue;
      if (applies.end <= applies.begin) {
        all.add(bracket.position,
                "this rate of class " + name + " applies only outside the period");
      } else if (one.assets == 0) {
        all.add(bracket.position, "no taxed asset has class " + name);
      } else if (one.highest <= bracket.above) {
        all.add(bracket.position,
                "no taxed asset of class " + name + " is assessed above " + to_text(bracket.above));
      }
    }
  }
}

void compare_classes(Comparison& all) {
  for (const ClassSchedule& scheduled : all.reform.classes) {
    compare_scales(all, scheduled);
    const ScheduleTimeline& baseline = *all.timelines.baseline;
    const std::string name{to_text(scheduled.asset_class)};
    if (scheduled.notice != baseline.notice(scheduled.asset_class, all.effective)) {
      all.add(scheduled.notice_position, "the notice of class " + name + " is in no figure");
    }
    if (scheduled.grant_back != baseline.grant_back(scheduled.asset_class, all.effective)) {
      all.add(scheduled.notice_position, "grant_back of class " + name + " is in no figure");
    }
  }
}

/// Whether some degree lies where this point shapes the curve.
bool shapes_a_degree(const Comparison& all, const std::vector<CurvePoint>& points,
                     std::size_t index) {
  const Share low = index > 0 ? points[index - 1].degree : Share{};
  const Share high = index + 1 < points.size() ? points[index + 1].degree : kWhole;
  return std::ranges::any_of(all.found, [&](const Occurrence& one) {
    return std::ranges::any_of(one.degrees, [&](Share degree) {
      return (degree > low && degree < high) || degree == points[index].degree;
    });
  });
}

void compare_curves(Comparison& all) {
  for (std::size_t index = 0; index < all.reform.curves.size(); ++index) {
    const DegreeCurve& curve = all.reform.curves[index];
    const Period applies = all.applies(curve.from, end_of(all.reform.curves, index));
    const Instant at = std::max(all.effective, curve.from);
    const auto& before = all.timelines.baseline->regime(AssetClass::patent, at).points;
    if (same_points(before, curve.points)) continue;
    if (applies.end <= applies.begin) {
      all.add({}, "the multipliers from " + to_text(curve.from) + " apply only outside the period");
      continue;
    }
    // The first point is always the same: degree 0 is not taxed.
    for (std::size_t point = 1; point < curve.points.size(); ++point) {
      if (shapes_a_degree(all, curve.points, point)) continue;
      all.add({}, "no taxed asset has a degree near the multiplier's point at degree " +
                      to_text(curve.points[point].degree));
    }
  }
  for (const DegreeWeights& stated : all.reform.weights) {
    const Instant at = std::max(all.effective, stated.from);
    if (all.timelines.baseline->regime(stated.asset_class, at).weights == stated.weights) continue;
    if (all.found[static_cast<std::size_t>(stated.asset_class)].weighed && at < all.over.end) {
      continue;
    }
    all.add({}, "the weights of class " + std::string{to_text(stated.asset_class)} + " from " +
                    to_text(stated.from) + " weigh no taxed asset in the period");
  }
}

void compare_procedures(Comparison& all) {
  const Procedure& before = all.timelines.baseline->procedure(all.effective);
  const Procedure& after = all.timelines.reform->procedure(all.effective);
  const ProcedurePositions& at = after.positions;
  const auto compare = [&all](bool same, SourcePosition position, const char* name) {
    if (!same) all.add(position, std::string{name} + " is in no figure");
  };
  compare(before.grace == after.grace, at.grace, "grace");
  compare(before.auction == after.auction, at.auction, "auction");
  compare(before.withdrawal_notice == after.withdrawal_notice, at.withdrawal_notice,
          "withdrawal_notice");
  compare(before.late_surcharge == after.late_surcharge, at.late_surcharge, "late_surcharge");
  compare(before.finding_surcharge == after.finding_surcharge, at.finding_surcharge,
          "finding_surcharge");
  compare(before.registration_fee == after.registration_fee, at.grace, "registration_fee");
  compare(before.minimum_deposit == after.minimum_deposit, at.grace, "minimum_deposit");
  const auto& shares_before = all.timelines.baseline->shares(all.effective).shares;
  const auto& shares_after = all.timelines.reform->shares(all.effective).shares;
  const bool same = std::ranges::equal(shares_before, shares_after,
                                       [](const RevenueShare& left, const RevenueShare& right) {
                                         return left.to == right.to && left.share == right.share;
                                       });
  compare(same, {}, "the division of revenue");
}

}  // namespace

std::vector<ScheduleFault> unmoved_parameters(const RegisterColumns& assets,
                                              const ComparedTimelines& timelines, Period over) {
  const PublishedSchedule& last = timelines.reform->published().back();
  Comparison all{
      .timelines = timelines,
      .reform = last.schedule,
      .effective = std::max(last.in_force_from, over.begin),
      .over = over,
      .found = occurrences_in(assets, taxed_terms(*timelines.reform, assets.terms, over.begin))};
  compare_classes(all);
  compare_curves(all);
  compare_procedures(all);
  std::ranges::stable_sort(all.unmoved, [](const ScheduleFault& left, const ScheduleFault& right) {
    return std::pair{left.line, left.column} < std::pair{right.line, right.column};
  });
  return std::move(all.unmoved);
}

}  // namespace quitrent::tax
