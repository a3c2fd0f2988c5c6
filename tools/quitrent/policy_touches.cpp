// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_touches.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "tax/degree_timeline.hpp"
#include "tax/schedule_timeline.hpp"
#include "tools/simulation/tables.hpp"

namespace quitrent {
namespace {

using Of = tax::ChangeScope::Of;

/// The curve in force, else the first one, as in a difference.
const tax::DegreeCurve& curve_at(const tax::Schedule& schedule, Instant at) {
  const tax::DegreeCurve* found = &schedule.curves.front();
  for (const tax::DegreeCurve& curve : schedule.curves) {
    if (curve.from <= at) found = &curve;
  }
  return *found;
}

/// Decides which assets of a register a change touches.
class TouchFinder {
 public:
  TouchFinder(const api::FoldedJournal& folded, const tax::Schedule& before,
              const tax::Schedule& after)
      : folded_{folded},
        before_{before},
        after_{after},
        before_alone_{tax::ScheduleTimeline::founded_on(before, folded.books.timeline()->basis())},
        after_alone_{tax::ScheduleTimeline::founded_on(after, folded.books.timeline()->basis())} {}

  bool touches(const tax::ScheduleChange& change, const Asset& asset) const {
    const tax::ChangeScope& scope = change.scope;
    const Instant at = change.from.value_or(folded_.head.at);
    if (!asset.has_holder() || asset.expires_at <= std::max(at, folded_.head.at)) return false;
    switch (scope.of) {
      case Of::nothing:
        return false;
      case Of::all:
        return true;
      case Of::asset_class:
        return asset.asset_class == scope.asset_class && asset.status.assessment > scope.above;
      case Of::degrees:
        return lies_within(scope, degree_of(*folded_.books.timeline(), asset, at), at);
      case Of::weights:
        return asset.asset_class == scope.asset_class &&
               degree_of(*before_alone_, asset, at) != degree_of(*after_alone_, asset, at);
    }
    return false;
  }

 private:
  static Share degree_of(const tax::ScheduleTimeline& timeline, const Asset& asset, Instant at) {
    return degree_at(timeline, asset.asset_class, asset.particulars->levels, at);
  }
  bool lies_within(const tax::ChangeScope& scope, Share degree, Instant at) const {
    if (degree <= scope.beyond || (scope.until && degree >= *scope.until)) return false;
    return multiplier(curve_at(before_, at).points, degree) !=
           multiplier(curve_at(after_, at).points, degree);
  }

  const api::FoldedJournal& folded_;
  const tax::Schedule& before_;
  const tax::Schedule& after_;
  std::shared_ptr<const tax::ScheduleTimeline> before_alone_, after_alone_;
};

/// Counts assets and their holders.
class TouchCount {
 public:
  explicit TouchCount(std::size_t parties) : seen_(parties) {}
  void add(const Asset& asset) {
    ++touched_.assets;
    touched_.assessed += asset.status.assessment;
    if (seen_[asset.holder]) return;
    seen_[asset.holder] = true;
    ++touched_.holders;
  }
  const Touched& touched() const { return touched_; }

 private:
  std::vector<bool> seen_;
  Touched touched_;
};

}  // namespace

TouchedByAll touched_by(const api::FoldedJournal& folded, const tax::Schedule& before,
                        const tax::Schedule& after) {
  const market::Books& books = folded.books;
  const TouchFinder finder{folded, before, after};
  const tax::ScheduleDifference difference = difference_between(before, after);
  std::vector<TouchCount> counts(difference.changes.size(), TouchCount{books.party_count()});
  TouchCount together{books.party_count()};
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    bool is_touched = false;
    for (std::size_t at = 0; at < counts.size(); ++at) {
      if (!finder.touches(difference.changes[at], asset)) continue;
      counts[at].add(asset);
      is_touched = true;
    }
    if (is_touched) together.add(asset);
  }
  TouchedByAll all{.changes = {}, .together = together.touched()};
  for (const TouchCount& count : counts) all.changes.push_back(count.touched());
  return all;
}

std::string touched_sentence(const Touched& touched) {
  if (touched.assets == 0) return "Touches no asset.";
  const auto counted = [](std::size_t count, const char* one) {
    return fmt::format("{} {}{}", grouped(std::to_string(count)), one, count == 1 ? "" : "s");
  };
  return fmt::format("Touches {} of {}, assessed at {}.", counted(touched.assets, "asset"),
                     counted(touched.holders, "holder"), grouped(to_text(touched.assessed)));
}

nlohmann::ordered_json touched_json(const Touched& touched) {
  return {{"assets", touched.assets},
          {"holders", touched.holders},
          {"assessed", to_text(touched.assessed)}};
}

}  // namespace quitrent
