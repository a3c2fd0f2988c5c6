// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/clawback.hpp"

#include <algorithm>

#include "market/state/figures.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::market {
namespace {

/// The part of an interval from its beginning until the weights change or an earlier clawback ends.
Period evenly_owed(const tax::ScheduleTimeline& timeline, AssetClass asset_class,
                   const Period& over, std::span<const tax::PastClawback> clawed_back) {
  Period part = over;
  for (const Instant change : timeline.weight_changes(asset_class)) {
    if (change > over.begin) part.end = std::min(part.end, change);
  }
  for (const tax::PastClawback& before : clawed_back) {
    if (before.until > over.begin) part.end = std::min(part.end, before.until);
  }
  return part;
}

/// The intervals in which the asset was taxed in the reach of a clawback.
std::vector<tax::PastInterval> taxed_in_reach(const Books& books, Ordinal ordinal, Instant now) {
  const Asset& asset = books.asset(ordinal);
  std::vector<tax::PastInterval> intervals = books.past(ordinal);
  if (accrues(asset.status)) {
    const auto open = intervals_of(*books.timeline(), asset, now);
    intervals.insert(intervals.end(), open.begin(), open.end());
  }
  const Instant reached = now + Duration::from_seconds(-tax::kClawbackReach.seconds());
  for (tax::PastInterval& interval : intervals)
    interval.over.begin = std::max(interval.over.begin, reached);
  std::erase_if(intervals, [](const tax::PastInterval& interval) {
    return interval.over.begin >= interval.over.end;
  });
  return intervals;
}

}  // namespace

Money clawback_of(const Books& books, Ordinal ordinal, std::span<const DatedOpennessLevels> levels,
                  Instant now) {
  const tax::ScheduleTimeline& timeline = *books.timeline();
  const AssetClass asset_class = books.asset(ordinal).asset_class;
  const std::vector<DatedOpennessLevels> owed = tax::choices_at(levels, now);
  const std::vector<tax::PastClawback> clawed_back = books.past_clawbacks(ordinal);
  std::vector<tax::Undertaxed> undertaxed;
  for (const tax::PastInterval& interval : taxed_in_reach(books, ordinal, now)) {
    for (Period rest = interval.over; rest.begin < rest.end;) {
      tax::PastInterval part = interval;
      part.over = evenly_owed(timeline, asset_class, rest, clawed_back);
      rest.begin = part.over.end;
      const Instant at = part.over.begin;
      for (const tax::PastClawback& before : clawed_back) {
        if (before.until <= at || before.part > Money{}) continue;
        part.degree = std::max(part.degree, degree_at(timeline, asset_class, before.levels, at));
      }
      undertaxed.push_back({part, degree_at(timeline, asset_class, owed, at)});
    }
  }
  Money paid;
  for (const tax::PastClawback& before : clawed_back) {
    if (now - before.until < tax::kClawbackReach) paid = saturating_add(paid, before.part);
  }
  return greatest(Money{}, clawback(timeline, asset_class, undertaxed) - paid);
}

bool is_revocable(const Terms& terms) {
  return terms.form == TermsForm::commitment && terms.commitment != Commitment::royalty_free;
}

std::optional<Money> clawback_now(const Books& books, Ordinal ordinal, Instant now) {
  const Asset& asset = books.asset(ordinal);
  const bool owes = shown_state(asset.status) == AssetState::active &&
                    is_revocable(asset.particulars->terms) &&
                    degree_at(*books.timeline(), asset, now) < kWhole;
  if (!owes) return std::nullopt;
  return clawback_of(books, ordinal, {}, now);
}

}  // namespace quitrent::market
