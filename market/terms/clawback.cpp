// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/clawback.hpp"

#include <algorithm>
#include <map>

#include "market/state/figures.hpp"
#include "registry/vocabulary/scaled.hpp"
#include "tax/clawback.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::market {
namespace {

/// Undertaxed intervals by the party that owes for them.
using ByParty = std::map<Ordinal, std::vector<tax::Undertaxed>>;

/// The time that a clawback at `now` reaches.
Period reach_before(Instant now) {
  return {now + Duration::from_seconds(-tax::kClawbackReach.seconds()), now};
}

/// The part of an interval from its beginning until the weights change or an earlier clawback ends.
Period evenly_owed(const tax::ScheduleTimeline& timeline, AssetClass asset_class,
                   const Period& over, std::span<const PastClawback> clawed_back) {
  Period part = over;
  for (const Instant change : timeline.weight_changes(asset_class)) {
    if (change > over.begin) part.end = std::min(part.end, change);
  }
  for (const PastClawback& before : clawed_back) {
    if (before.until > over.begin) part.end = std::min(part.end, before.until);
  }
  return part;
}

/// Levels that a clawback claims, and the class of the asset for whose terms it does.
struct Claimed {
  AssetClass stated_for;
  std::span<const DatedOpennessLevels> levels;
};

/// The past of one asset, read for a clawback about it or about its successor. The successor may be
/// of another class; the past was taxed under the asset's own.
class PastOf {
 public:
  PastOf(const Books& books, Ordinal asset, Instant now)
      : books_{books},
        timeline_{*books.timeline()},
        asset_class_{books.asset(asset).asset_class},
        clawbacks_{books.past().clawbacks(asset)},
        intervals_{books.past().intervals(asset)} {
    const Asset& row = books.asset(asset);
    if (!accrues(row.status)) return;
    const auto open = intervals_of(timeline_, row, now);
    intervals_.insert(intervals_.end(), open.begin(), open.end());
  }

  /// A part of the past as taxed at `part.degree`, owed at `degree`.
  tax::Undertaxed owed_at(const tax::PastInterval& part, Share degree) const {
    return {.asset_class = asset_class_, .taxed = part, .degree = degree};
  }

  /// The clawbacks that were claimed, in order.
  const std::vector<PastClawback>& clawbacks() const { return clawbacks_; }

  /// Calls `visit(part)` for each part of the past within `reach` that no change of weights and no
  /// end of a clawback divides.
  template <class Visit>
  void each_part(Period reach, Visit&& visit) const {
    for (const tax::PastInterval& interval : intervals_) {
      Period rest{std::max(interval.over.begin, reach.begin),
                  std::min(interval.over.end, reach.end)};
      while (rest.begin < rest.end) {
        tax::PastInterval part = interval;
        part.over = evenly_owed(timeline_, asset_class_, rest, clawbacks_);
        rest.begin = part.over.end;
        visit(part);
      }
    }
  }

  /// The degree of claimed levels in a part. A licence is weighed as the class of the past weighs
  /// it; a commitment has one degree, whatever the past was. Source: MECHANISM.md, section 9.
  Share degree_in(const tax::PastInterval& part, const Claimed& claimed) const {
    const bool fixed = terms_form(claimed.stated_for) == TermsForm::commitment;
    return degree_at(timeline_, fixed ? claimed.stated_for : asset_class_, claimed.levels,
                     part.over.begin);
  }

  /// The degree in a part that an earlier clawback claimed.
  Share degree_in(const tax::PastInterval& part, const PastClawback& before) const {
    return degree_in(part, {books_.asset(before.asset).asset_class, before.levels});
  }

  /// The degree to which the first `count` clawbacks, all but `except`, brought the tax of a part.
  Share brought_to(const tax::PastInterval& part, std::size_t count,
                   std::optional<std::size_t> except) const {
    Share degree = part.degree;
    for (std::size_t index = 0; index < count; ++index) {
      const PastClawback& before = clawbacks_[index];
      if (index == except || before.until <= part.over.begin) continue;
      degree = std::max(degree, degree_in(part, before));
    }
    return degree;
  }

 private:
  const Books& books_;
  const tax::ScheduleTimeline& timeline_;
  AssetClass asset_class_;
  std::vector<PastClawback> clawbacks_;
  std::vector<tax::PastInterval> intervals_;
};

/// What a clawback to `levels` at `now` claims, by holder.
ByParty undertaxed(const Books& books, Ordinal ordinal, std::span<const DatedOpennessLevels> levels,
                   Instant now) {
  const std::vector<DatedOpennessLevels> owed = tax::choices_at(levels, now);
  const Claimed claimed{books.asset(ordinal).asset_class, owed};
  ByParty all;
  for (const Ordinal one : books.past().with_predecessors(ordinal)) {
    const PastOf past{books, one, now};
    past.each_part(reach_before(now), [&](tax::PastInterval part) {
      part.degree = past.brought_to(part, past.clawbacks().size(), std::nullopt);
      const Share degree = past.degree_in(part, claimed);
      if (part.degree < degree) all[part.holder].push_back(past.owed_at(part, degree));
    });
  }
  return all;
}

/// One part for each party that owes anything, without a surcharge.
std::vector<FindingPart> rounded(const Books& books, const ByParty& all) {
  std::vector<FindingPart> parts;
  for (const auto& [party, intervals] : all) {
    const Money due = tax::clawback(*books.timeline(), intervals);
    if (due == Money{}) continue;
    parts.push_back({.party = books.party(party).id, .clawback = due, .surcharge = {}});
  }
  return parts;
}

/// A later clawback, and what it claims in addition.
struct LaterClaim {
  PastClawback later;
  ByParty claimed;
};

/// The entry of a clawback; the past of an asset and of its predecessor each name it.
LaterClaim& entry_of(std::vector<LaterClaim>& all, const PastClawback& later) {
  const auto found = std::ranges::find(all, later, &LaterClaim::later);
  if (found != all.end()) return *found;
  return all.emplace_back(LaterClaim{.later = later, .claimed = {}});
}

}  // namespace

Money clawback_of(const Books& books, Ordinal ordinal, std::span<const DatedOpennessLevels> levels,
                  Instant now) {
  std::vector<tax::Undertaxed> all;
  for (const auto& [holder, intervals] : undertaxed(books, ordinal, levels, now)) {
    all.insert(all.end(), intervals.begin(), intervals.end());
  }
  return tax::clawback(*books.timeline(), all);
}

std::vector<FindingPart> parts_of_finding(const Books& books, Ordinal ordinal,
                                          std::span<const DatedOpennessLevels> levels,
                                          Instant now) {
  auto parts = rounded(books, undertaxed(books, ordinal, levels, now));
  for (FindingPart& part : parts) part = with_surcharge(books, part, now);
  return parts;
}

std::vector<PassedOn> passed_on(const Books& books, Ordinal ordinal, const FindingId& voided,
                                Instant now) {
  std::vector<LaterClaim> claims;
  for (const Ordinal one : books.past().with_predecessors(ordinal)) {
    const PastOf past{books, one, now};
    const std::vector<PastClawback>& all = past.clawbacks();
    const auto found = std::ranges::find(all, voided, &PastClawback::finding);
    if (found == all.end()) continue;
    const auto nth = static_cast<std::size_t>(found - all.begin());
    for (std::size_t index = nth + 1; index < all.size(); ++index) {
      const PastClawback& later = all[index];
      past.each_part(reach_before(later.until), [&](tax::PastInterval part) {
        const Share with = past.brought_to(part, index, std::nullopt);
        part.degree = past.brought_to(part, index, nth);
        const Share degree = std::min(with, past.degree_in(part, later));
        if (part.degree >= degree) return;
        const Ordinal party = later.payer.value_or(part.holder);
        entry_of(claims, later).claimed[party].push_back(past.owed_at(part, degree));
      });
    }
  }
  std::vector<PassedOn> answer;
  for (const LaterClaim& claim : claims) {
    auto parts = rounded(books, claim.claimed);
    if (!parts.empty()) answer.push_back({.later = claim.later, .parts = std::move(parts)});
  }
  return answer;
}

FindingPart with_surcharge(const Books& books, FindingPart part, Instant found_at) {
  const Share share = books.timeline()->procedure(found_at).finding_surcharge;
  part.surcharge = scaled(part.clawback, share.ppm(), kWhole.ppm(), Rounding::up);
  return part;
}

bool is_revocable(const Terms& terms) {
  return terms.form == TermsForm::commitment && !is_lasting(terms.commitment);
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
