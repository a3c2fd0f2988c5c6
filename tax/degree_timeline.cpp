// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree_timeline.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string>
#include <utility>

namespace quitrent::tax {
namespace {

/// The choices in force at an instant: those of the latest date at or before it, else the first
/// ones.
std::span<const DatedOpennessLevels> levels_in_force(std::span<const DatedOpennessLevels> levels,
                                                     Instant at) {
  auto end = std::ranges::upper_bound(levels, at, std::ranges::less{}, &DatedOpennessLevels::from);
  if (end == levels.begin()) {
    end = std::ranges::upper_bound(levels, levels.front().from, std::ranges::less{},
                                   &DatedOpennessLevels::from);
  }
  const auto begin = std::ranges::lower_bound(levels.begin(), end, std::prev(end)->from,
                                              std::ranges::less{}, &DatedOpennessLevels::from);
  return {begin, end};
}

Share least_degree(std::span<const DatedOpennessLevels> choices, const Weights& weights) {
  Share least = kWhole;
  for (const DatedOpennessLevels& choice : choices) {
    least = std::min(least, profile_degree({choice.levels}, weights));
  }
  return least;
}

/// Adds the instants after `after` at which the degree of `levels` may change.
void add_breaks(std::vector<Instant>& breaks, std::span<const DatedOpennessLevels> levels,
                Instant after) {
  for (const DatedOpennessLevels& choice : levels) {
    if (choice.from > after && (breaks.empty() || breaks.back() != choice.from)) {
      breaks.push_back(choice.from);
    }
  }
}

/// The instants after `after` at which weights, or levels of either list, change, ascending.
std::vector<Instant> breaks_of(std::span<const Instant> weights, Instant after,
                               std::span<const DatedOpennessLevels> levels,
                               std::span<const DatedOpennessLevels> others) {
  std::vector<Instant> breaks;
  for (const Instant from : weights) {
    if (from > after) breaks.push_back(from);
  }
  add_breaks(breaks, levels, after);
  add_breaks(breaks, others, after);
  std::ranges::sort(breaks);
  return breaks;
}

}  // namespace

Share degree_at(const ScheduleTimeline& timeline, AssetClass asset_class,
                std::span<const DatedOpennessLevels> levels, Instant at) {
  if (levels.empty()) return kWhole;
  return least_degree(levels_in_force(levels, at), timeline.regime(asset_class, at).weights);
}

std::vector<DatedOpennessLevels> choices_at(std::span<const DatedOpennessLevels> levels,
                                            Instant at) {
  std::vector<DatedOpennessLevels> choices = levels_since(levels, at);
  std::erase_if(choices,
                [](const DatedOpennessLevels& one) { return one.from != kBeginningOfTime; });
  return choices;
}

std::vector<DatedOpennessLevels> levels_since(std::span<const DatedOpennessLevels> levels,
                                              Instant at) {
  std::vector<DatedOpennessLevels> since;
  if (levels.empty()) return since;
  const std::span<const DatedOpennessLevels> now = levels_in_force(levels, at);
  since.assign(now.begin(), levels.end());
  for (std::size_t index = 0; index < now.size(); ++index) since[index].from = kBeginningOfTime;
  return since;
}

std::vector<DegreeStep> degree_steps(const ScheduleTimeline& timeline, AssetClass asset_class,
                                     std::span<const DatedOpennessLevels> levels, Instant after) {
  std::vector<DegreeStep> steps;
  if (levels.empty()) return steps;
  const std::span<const Instant> weights = timeline.weight_changes(asset_class);
  // Nearly always there is no later change.
  if (levels.back().from <= after && (weights.empty() || weights.back() <= after)) return steps;
  Share before = degree_at(timeline, asset_class, levels, after);
  for (const Instant at : breaks_of(weights, after, levels, {})) {
    const Share degree = degree_at(timeline, asset_class, levels, at);
    if (degree != before) steps.push_back({.from = at, .degree = degree});
    before = degree;
  }
  return steps;
}

std::expected<void, DegreeFault> steps_that_open(const ScheduleTimeline& timeline,
                                                 AssetClass asset_class, const Terms& terms,
                                                 std::span<const DatedOpennessLevels> levels) {
  std::string pointer;
  for (const DatedLicence& later : terms.then) {
    pointer += "/then";
    const auto next = std::ranges::lower_bound(levels, later.on, {}, &DatedOpennessLevels::from);
    const Share before = degree_at(timeline, asset_class, {levels.begin(), next}, later.on);
    const Share after = degree_at(timeline, asset_class, levels, later.on);
    if (after <= before) continue;
    return std::unexpected(DegreeFault{"Later terms may only be more open: these have degree " +
                                           to_text(after) + ", those before " + to_text(before) +
                                           '.',
                                       std::move(pointer)});
  }
  return {};
}

std::expected<void, DegreeFault> steps_to_come(const Terms& terms, Instant now) {
  if (terms.then.empty() || terms.then.front().on > now) return {};
  return std::unexpected(DegreeFault{
      .what = "Later terms begin after now; state what holds already as the terms of today.",
      .pointer = "/then/on",
      .code = RefusalCode::invalid_field});
}

std::optional<Instant> less_open_at(const ScheduleTimeline& timeline, AssetClass asset_class,
                                    const Restatement& terms, Instant from) {
  const auto worse = [&](Instant at) {
    return degree_at(timeline, asset_class, terms.after, at) >
           degree_at(timeline, terms.before_class.value_or(asset_class), terms.before, at);
  };
  if (worse(from)) return from;
  for (const Instant at :
       breaks_of(timeline.weight_changes(asset_class), from, terms.after, terms.before)) {
    if (worse(at)) return at;
  }
  return std::nullopt;
}

}  // namespace quitrent::tax
