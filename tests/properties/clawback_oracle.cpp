// SPDX-License-Identifier: EUPL-1.2
#include "tests/properties/clawback_oracle.hpp"

#include <algorithm>
#include <string_view>

#include "market/state/figures.hpp"
#include "tax/accrual.hpp"

namespace quitrent::properties {
namespace {

/// Calls `visit(mark, over)` for each taxed part between two instants in which nothing changes.
template <class Visit>
void each_part(const ScheduleTimeline& timeline, const Past& past, Period within,
               const std::vector<Brought>& earlier, Visit visit) {
  for (std::size_t index = 0; index < past.marks.size(); ++index) {
    const Mark& mark = past.marks[index];
    Instant end = index + 1 < past.marks.size() ? past.marks[index + 1].from : within.end;
    end = std::min(end, within.end);
    Instant begin = std::max(mark.from, within.begin);
    while (mark.taxed && begin < end) {
      Instant next = std::min(end, timeline.next_change(past.asset_class, begin).value_or(end));
      for (const Brought& before : earlier) {
        if (begin < before.until) next = std::min(next, before.until);
      }
      visit(mark, Period{begin, next});
      begin = next;
    }
  }
}

}  // namespace

Instant clawback_reach(Instant until) { return until + Duration::from_seconds(-3 * 365 * 86'400); }

std::map<Ordinal, Whole> ClawbackOracle::saved(const Past& past, const Brought& claim,
                                               const std::vector<Brought>& earlier) const {
  std::map<Ordinal, Whole> sums;
  each_part(timeline_, past, {clawback_reach(claim.until), claim.until}, earlier,
            [&](const Mark& mark, Period over) {
              Share had = charged(past, mark, over.begin);
              for (const Brought& before : earlier) {
                if (over.begin < before.until) {
                  had = std::max(had, degree_of(past, before.to, over.begin));
                }
              }
              const Share degree = degree_of(past, claim.to, over.begin);
              if (had < degree) sums[mark.holder] += difference(past, mark, {had, degree}, over);
            });
  return sums;
}

Whole ClawbackOracle::claimed_in_all(const Past& past, Instant now) const {
  Whole sum = 0;
  std::vector<Brought> ends = past.clawed_back;
  for (const Brought& one : past.clawed_back) {
    ends.push_back(one);
    ends.back().until = clawback_reach(one.until);  // the walk stops there too
  }
  each_part(timeline_, past, {Instant{}, now}, ends, [&](const Mark& mark, Period over) {
    const Share had = charged(past, mark, over.begin);
    Share highest = had;
    for (const Brought& one : past.clawed_back) {
      const bool reaches = over.begin < one.until && over.begin >= clawback_reach(one.until);
      if (reaches) highest = std::max(highest, degree_of(past, one.to, over.begin));
    }
    if (had < highest) sum += difference(past, mark, {had, highest}, over);
  });
  return sum;
}

Whole ClawbackOracle::difference(const Past& past, const Mark& mark,
                                 std::pair<Share, Share> degrees, Period over) const {
  return (yearly(past, mark, degrees.second, over.begin) -
          yearly(past, mark, degrees.first, over.begin)) *
         (over.end - over.begin).seconds();
}

Share ClawbackOracle::charged(const Past& past, const Mark& mark, Instant at) const {
  Share degree = degree_of(past, mark, at);
  for (const Terms& terms : mark.also) {
    Mark other = mark;
    other.terms = terms;
    degree = std::max(degree, degree_of(past, other, at));
  }
  return degree;
}

Share ClawbackOracle::degree_of(const Past& past, const Mark& mark, Instant at) const {
  const DegreeFacts facts{
      .licences = founding_licences(), .recorded = [&mark](const LicenceDocument& stated) {
        const auto found = mark.recorded.find(stated);
        return found == mark.recorded.end() ? std::nullopt : std::optional{found->second};
      }};
  Terms terms = mark.terms;
  terms.then.clear();
  const auto weights = timeline_.weights(past.asset_class, at);
  return *degree(facts, weights, past.asset_class, terms);
}

Whole ClawbackOracle::yearly(const Past& past, const Mark& mark, Share degree, Instant at) const {
  const Taxed taxed{past.asset_class, mark.assessment, degree, {}};
  const auto rates = bracket_rates(timeline_, taxed, at);
  Whole sum = 0;
  for (std::size_t index = 0; index < rates.size(); ++index) {
    Money top = mark.assessment;
    if (index + 1 < rates.size()) top = least(top, rates[index + 1].above);
    const Money part = greatest(Money{}, top - rates[index].above);
    sum += Whole{part.micro()} * rates[index].rate.ppb();
  }
  return sum;
}

}  // namespace quitrent::properties
