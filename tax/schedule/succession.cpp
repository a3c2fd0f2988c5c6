// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/succession.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "registry/vocabulary/ensure.hpp"
#include "tax/schedule/amount_text.hpp"
#include "tax/schedule/section.hpp"

namespace quitrent::tax {
namespace {

/// How long after its approval a schedule takes effect at the latest. While one waits, every other
/// one has to follow it: a wrong year would bar all law for centuries.
constexpr Duration kLatestEffect = Duration::from_days(3'653);

/// An effective rate before and after a change.
struct Step {
  Money above = {};   ///< the edge of the bracket
  Share degree = {};  ///< the point of the curve
  AnnualRate before = {};
  AnnualRate after = {};
  SourcePosition position = {};  ///< of the new bracket
};

/// The bracket in which the money just above `edge` lies; null where the class has no scale.
const Bracket* bracket_above(const Regime& regime, Money edge) {
  const Bracket* found = nullptr;
  for (const Bracket& bracket : regime.brackets) {
    if (bracket.above <= edge) found = &bracket;
  }
  return found;
}

AnnualRate rate_at(const Regime& regime, Money edge, Share degree) {
  const Bracket* const bracket = bracket_above(regime, edge);
  if (bracket == nullptr) return {};
  return effective_rate(bracket->base, multiplier(regime.points, degree));
}

/// Every effective rate that a change from one regime to the next one changes.
std::vector<Step> steps_between(const Regime& before, const Regime& after) {
  std::set<Money> edges{Money{}};
  std::set<Share> degrees;
  for (const Regime* const regime : {&before, &after}) {
    for (const Bracket& bracket : regime->brackets) edges.insert(bracket.above);
    for (const CurvePoint& point : regime->points) degrees.insert(point.degree);
  }
  std::vector<Step> steps;
  for (const Money edge : edges) {
    for (const Share degree : degrees) {
      Step step{.above = edge,
                .degree = degree,
                .before = rate_at(before, edge, degree),
                .after = rate_at(after, edge, degree)};
      if (step.before == step.after) continue;
      if (const Bracket* const bracket = bracket_above(after, edge)) {
        step.position = bracket->position;
      }
      steps.push_back(step);
    }
  }
  return steps;
}

AnnualRate size_of(const Step& step) {
  return AnnualRate::from_ppb(std::max(step.before.ppb(), step.after.ppb()) -
                              std::min(step.before.ppb(), step.after.ppb()));
}

/// The largest lawful change of a rate. Rates are below 2^44, so the product is split.
AnnualRate room_of(const Charter& charter, AnnualRate before) {
  constexpr std::int64_t whole = 1'000'000'000;
  const std::int64_t part = charter.largest_step.ppb();
  const std::int64_t of_rate = before.ppb() / whole * part + before.ppb() % whole * (part / whole) +
                               before.ppb() % whole * (part % whole) / whole;
  return AnnualRate::from_ppb(std::max(of_rate, charter.largest_step_points.ppb()));
}

std::string quoted(AssetClass asset_class) { return '"' + std::string{to_text(asset_class)} + '"'; }

/// Compares a schedule with those before it.
class Comparison {
 public:
  Comparison(const Charter& charter, const Succession& succession)
      : charter_{charter},
        succession_{succession},
        law_{succession.before},
        previous_{succession.before.back().schedule},
        next_{succession.next} {}

  std::vector<ScheduleFault> found() {
    check_frame();
    check_classes();
    if (next_.effective && *next_.effective > latest()) {
      const ScheduleTimeline timeline{published()};
      for (const ClassSchedule& scheduled : next_.classes) {
        check_rates(timeline, scheduled);
        check_rises(timeline, scheduled.asset_class);
      }
      check_notice();
    }
    for (const ScheduleFault& fault : breaches(charter_, next_)) {
      faults_.add(fault.position(), fault.what);
    }
    return faults_.sorted();
  }

 private:
  /// The second after which the schedule must take effect.
  Instant latest() const {
    return std::max(succession_.approved_at, succession_.before.back().in_force_from);
  }

  std::vector<PublishedSchedule> published() const {
    std::vector<PublishedSchedule> all = succession_.before;
    all.push_back({.in_force_from = *next_.effective, .schedule = next_});
    return all;
  }

  void check_frame() {
    if (!next_.effective) {
      faults_.add(next_.positions.effective,
                  "a schedule that follows another states \"effective\", its first day");
    } else if (*next_.effective <= succession_.approved_at) {
      faults_.add(next_.positions.effective,
                  "the schedule takes effect in the past: it must be after " +
                      to_text(succession_.approved_at));
    } else if (*next_.effective <= latest()) {
      faults_.add(next_.positions.effective,
                  "the schedule must take effect after the one before it, which does on " +
                      to_text(latest()));
    }
    if (next_.effective && *next_.effective - succession_.approved_at > kLatestEffect) {
      faults_.add(next_.positions.effective,
                  "the schedule takes effect more than ten years after its approval; check the "
                  "year");
    }
    if (next_.currency != previous_.currency) {
      faults_.add(next_.positions.currency, "a register keeps its one currency, \"" +
                                                previous_.currency + "\"; here it is \"" +
                                                next_.currency + '"');
    }
  }

  void check_classes() {
    for (const AssetClass live : succession_.live_classes) {
      if (names(next_, live)) continue;
      faults_.add({1, 1}, "class " + quoted(live) + " has live assets and may not be dropped");
    }
  }

  static bool names(const Schedule& schedule, AssetClass asset_class) {
    return std::ranges::find(schedule.classes, asset_class, &ClassSchedule::asset_class) !=
           schedule.classes.end();
  }

  /// Everything needs the notice of a decrease; what rises is checked by check_rates().
  void check_notice() {
    const Instant earliest = succession_.approved_at + charter_.notice_of_decrease;
    if (*next_.effective >= earliest) return;
    faults_.add(next_.positions.effective, "the charter allows no effect before " +
                                               to_text(earliest) + ", " +
                                               stated(charter_.notice_of_decrease) +
                                               " after the approval (notice_of_decrease)");
  }

  /// Checks every change of the rates of a class that the schedule brings.
  void check_rates(const ScheduleTimeline& timeline, const ClassSchedule& scheduled) {
    const AssetClass asset_class = scheduled.asset_class;
    const auto regimes = timeline.regimes(asset_class);
    std::optional<Instant> last_change;
    bool last_was_law = true;
    for (std::size_t at = 1; at < regimes.size(); ++at) {
      const Regime& before = regimes[at - 1];
      const Regime& after = regimes[at];
      // What the founding schedule dates before the founding was never a change, and a class that
      // was not taken had no rates.
      const bool is_past = after.from <= succession_.before.front().in_force_from;
      if (is_past || !timeline.schedules(asset_class, after.from + Duration::from_seconds(-1))) {
        continue;
      }
      const std::vector<Step> steps = steps_between(before, after);
      if (steps.empty()) continue;
      const bool law =
          after.from < *next_.effective || is_law(asset_class, after.from, {before, after});
      if (!law) check_size(asset_class, after.from, steps);
      if (!law || !last_was_law) {
        check_gap(asset_class, last_change, after.from, position_of(steps));
      }
      last_change = after.from;
      last_was_law = law;
    }
  }

  /// Whether the schedules before bring the same change of rates at the same instant.
  bool is_law(AssetClass asset_class, Instant from,
              std::pair<const Regime&, const Regime&> change) const {
    const Regime& before = law_.regime(asset_class, from + Duration::from_seconds(-1));
    return steps_between(before, change.first).empty() &&
           steps_between(law_.regime(asset_class, from), change.second).empty();
  }

  /// Checks the notice of every rate that is higher than the one that the schedules before promise
  /// for the same instant. So a fall that was promised is not taken back without notice either.
  void check_rises(const ScheduleTimeline& timeline, AssetClass asset_class) {
    std::set<Instant> days{*next_.effective};
    for (const ScheduleTimeline* one : std::array<const ScheduleTimeline*, 2>{&law_, &timeline}) {
      for (const Regime& regime : one->regimes(asset_class)) {
        if (regime.from > *next_.effective) days.insert(regime.from);
      }
    }
    for (const Instant day : days) {
      if (!law_.schedules(asset_class, day)) continue;
      check_rise(asset_class, day,
                 {law_.regime(asset_class, day), timeline.regime(asset_class, day)});
    }
  }

  /// Where the schedule states a change: the first new bracket that it states, else its first day.
  SourcePosition position_of(const std::vector<Step>& steps) const {
    for (const Step& step : steps) {
      if (step.position != SourcePosition{}) return step.position;
    }
    return next_.positions.effective;
  }

  void check_rise(AssetClass asset_class, Instant from,
                  std::pair<const Regime&, const Regime&> change) {
    const auto& [before, after] = change;
    const Instant earliest = succession_.approved_at + charter_.notice_of_increase;
    if (from >= earliest) return;
    const std::vector<Step> steps = steps_between(before, after);
    const std::string law = " before " + to_text(earliest) + ", " +
                            stated(charter_.notice_of_increase) +
                            " after the approval (notice_of_increase)";
    const auto rise =
        std::ranges::find_if(steps, [](const Step& step) { return step.after > step.before; });
    if (rise != steps.end()) {
      faults_.add(position_of({*rise}), "the charter allows no rise" + law + "; " +
                                            sentence(asset_class, *rise) + " from " +
                                            to_text(from) + " on");
    } else if (before.weights != after.weights) {
      faults_.add(next_.positions.effective,
                  "the charter allows no change of the weights of class " + quoted(asset_class) +
                      ", which raises the degree of some terms," + law);
    }
  }

  /// Reports the largest step of each edge that is too large.
  void check_size(AssetClass asset_class, Instant from, const std::vector<Step>& steps) {
    for (auto begin = steps.begin(); begin != steps.end();) {
      const auto end = std::find_if(begin, steps.end(),
                                    [&](const Step& step) { return step.above != begin->above; });
      const Step* worst = nullptr;
      for (auto step = begin; step != end; ++step) {
        if (size_of(*step) <= room_of(charter_, step->before)) continue;
        if (worst == nullptr || size_of(*worst) <= size_of(*step)) worst = &*step;
      }
      if (worst != nullptr) {
        faults_.add(position_of({*worst}),
                    "the charter allows no step above " + stated(room_of(charter_, worst->before)) +
                        " (the greater of largest_step, " + stated(charter_.largest_step) +
                        " of the old rate, and largest_step_points, " +
                        stated(charter_.largest_step_points) + "); " +
                        sentence(asset_class, *worst) + " on " + stated_day(from));
      }
      begin = end;
    }
  }

  void check_gap(AssetClass asset_class, std::optional<Instant> last, Instant from,
                 SourcePosition position) {
    if (!last || from - *last >= charter_.between_steps) return;
    faults_.add(position, "the charter allows no change of the rates of class " +
                              quoted(asset_class) + " on " + stated_day(from) + ", " +
                              stated(from - *last) + " after the one of " + stated_day(*last) +
                              ": " + stated(charter_.between_steps) +
                              " lie between two (between_steps)");
  }

  /// `the effective rate of class "patent" above 0 at degree 1 goes from 3% to 3.5%`.
  static std::string sentence(AssetClass asset_class, const Step& step) {
    return "the effective rate of class " + quoted(asset_class) + " above " + stated(step.above) +
           " at degree " + stated(step.degree) + " goes from " + stated(step.before) + " to " +
           stated(step.after);
  }

  const Charter& charter_;
  const Succession& succession_;
  ScheduleTimeline law_;  // the schedules before
  const Schedule& previous_;
  const Schedule& next_;
  Faults faults_;
};

}  // namespace

std::vector<ScheduleFault> succession_faults(const Charter& charter, const Succession& succession) {
  ensure(!succession.before.empty(), "a schedule that follows others has one before it");
  return Comparison{charter, succession}.found();
}

}  // namespace quitrent::tax
