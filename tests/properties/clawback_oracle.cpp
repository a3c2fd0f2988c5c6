// SPDX-License-Identifier: EUPL-1.2
#include "tests/properties/clawback_oracle.hpp"

#include <algorithm>
#include <string_view>

#include "market/state/figures.hpp"
#include "tax/accrual.hpp"

namespace quitrent::properties {
namespace {

/// The time that is looked at, and what divides it beside the past of the asset.
struct Look {
  const ScheduleTimeline& timeline;
  Period within;
  const std::vector<Brought>& earlier;
};

/// Calls `visit(mark, over)` for each taxed part between two instants in which nothing changes.
template <class Visit>
void each_part(const Look& look, const Past& past, Visit visit) {
  const auto& [timeline, within, earlier] = look;
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

/// The clawbacks among `all` that reach the past of an asset.
std::vector<Brought> reaching(const AssetId& asset, const std::vector<Brought>& all) {
  std::vector<Brought> found;
  for (const Brought& one : all) {
    if (one.reaches.contains(asset)) found.push_back(one);
  }
  return found;
}

}  // namespace

Instant clawback_reach(Instant until) { return until + Duration::from_seconds(-3 * 365 * 86'400); }

std::set<AssetId> Pasts::withdrawn_with(const std::vector<ExternalIdentifier>& identifiers) const {
  std::set<AssetId> found;
  for (const ExternalIdentifier& identifier : identifiers) {
    const std::pair<const AssetId, Past>* newest = nullptr;
    for (const auto& entry : assets) {
      const bool bears = std::ranges::count(entry.second.identifiers, identifier) > 0;
      if (bears && (newest == nullptr || entry.second.nth > newest->second.nth)) newest = &entry;
    }
    if (newest != nullptr && newest->second.withdrawn) found.insert(newest->first);
  }
  return found;
}

std::set<AssetId> Pasts::with_predecessors(const AssetId& asset) const {
  std::set<AssetId> all{asset};
  for (const AssetId& before : assets.at(asset).predecessors) all.merge(with_predecessors(before));
  return all;
}

std::vector<std::set<AssetId>> Pasts::families() const {
  std::vector<std::set<AssetId>> all;
  for (const auto& [id, past] : assets) {
    std::set<AssetId> family = with_predecessors(id);
    std::erase_if(all, [&family](std::set<AssetId>& other) {
      const auto is_common = [&family](const AssetId& one) { return family.contains(one); };
      if (std::ranges::none_of(other, is_common)) return false;
      family.merge(other);
      return true;
    });
    all.push_back(std::move(family));
  }
  return all;
}

std::map<Ordinal, Whole> ClawbackOracle::saved(const Brought& claim,
                                               const std::vector<Brought>& earlier) const {
  std::map<Ordinal, Whole> sums;
  for (const AssetId& asset : claim.reaches) {
    add_saved(sums, pasts_.assets.at(asset), claim, reaching(asset, earlier));
  }
  return sums;
}

void ClawbackOracle::add_saved(std::map<Ordinal, Whole>& sums, const Past& past,
                               const Brought& claim, const std::vector<Brought>& earlier) const {
  each_part({timeline_, {clawback_reach(claim.until), claim.until}, earlier}, past,
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
}

Whole ClawbackOracle::claimed_in_all(const AssetId& asset, Instant now) const {
  const Past& past = pasts_.assets.at(asset);
  const std::vector<Brought> claims = reaching(asset, pasts_.clawed_back);
  std::vector<Brought> ends = claims;
  for (const Brought& one : claims) {
    ends.push_back(one);
    ends.back().until = clawback_reach(one.until);  // the walk stops there too
  }
  Whole sum = 0;
  each_part({timeline_, {Instant{}, now}, ends}, past, [&](const Mark& mark, Period over) {
    const Share had = charged(past, mark, over.begin);
    Share highest = had;
    for (const Brought& one : claims) {
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
  auto weights = timeline_.weights(past.asset_class, at);
  if (terms.form == terms_form(past.asset_class)) {
    return *degree(facts, weights, past.asset_class, terms);
  }
  // A predecessor may have been of another class: its tax is that of its class, so the weights are
  // those of its class too.
  if (!weights) weights = founding_licences().weights(past.asset_class);
  const bool is_work = terms.form == TermsForm::licence;
  return *degree(facts, weights, is_work ? AssetClass::software : AssetClass::patent, terms);
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
