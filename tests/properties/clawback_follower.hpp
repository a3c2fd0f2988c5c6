// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include "market/state/figures.hpp"
#include "tax/degree/degree.hpp"
#include "tests/properties/clawback_oracle.hpp"
#include "tests/properties/market_crowd.hpp"

namespace quitrent::properties {

/// Follows the entries of a register and computes each clawback by itself.
class Follower {
 public:
  explicit Follower(trial::TrialRegister& stage) : stage_{stage} {}

  /// Reads the new entries. Every clawback must be as computed.
  void follow() {
    for (; read_ < stage_.entries().size(); ++read_) {
      now_ = stage_.entered_at()[read_];
      owed_ = 0;
      upheld_.clear();
      for (const Event& event : decoded(stage_.entries()[read_].private_events)) {
        if (const auto* fact = std::get_if<DebtChanged>(&event)) take(*fact);
      }
      for (const Event& event : decoded(stage_.entries()[read_].public_events)) {
        std::visit([this](const auto& fact) { take(fact); }, event);
      }
      for (const auto& [id, past] : pasts_.assets) REQUIRE(past.expected.empty());
      collect();
    }
  }

  /// No second was clawed back twice and none was forgotten: all that was claimed is the tax at the
  /// highest degree that any clawback claimed for a second, less the tax charged for it.
  void add_up() const {
    for (const std::set<AssetId>& family : pasts_.families()) {
      if (is_uncertain(family)) continue;
      Whole claimed = 0;
      for (const Brought& one : pasts_.clawed_back) {
        if (!family.contains(one.asset)) continue;
        for (const FindingPart& part : one.parts) claimed += part.clawback.micro();
      }
      Whole exact = 0;
      int roundings = 0;
      for (const AssetId& asset : family) {
        exact += oracle().claimed_in_all(asset, now_);
        roundings += pasts_.assets.at(asset).roundings;
      }
      CHECK(claimed * kCarryLimit <= exact);
      CHECK(exact - claimed * kCarryLimit <= Whole{kCarryLimit} * roundings);
    }
  }

  int reckoned = 0;     ///< clawbacks above zero
  int older = 0;        ///< those among them of assets that are older than a clawback reaches
  int more_often = 0;   ///< those among them of assets with an earlier clawback
  int inherited = 0;    ///< those among them that reach the past of a withdrawn predecessor
  int several = 0;      ///< findings because of which several parties owe
  int voided = 0;       ///< void findings
  int by_decision = 0;  ///< those among them whose contest was upheld
  int passed_on = 0;    ///< clawbacks that took over what a void finding had claimed
  int withdrawn = 0;    ///< withdrawn commitments that cost something
  int after_end = 0;    ///< findings of an asset that had ended
  int collected = 0;    ///< findings that fell due: all of it became arrears or a claim on a party

 private:
  ClawbackOracle oracle() const { return {*stage_.books().timeline(), pasts_}; }

  Past& past_of(const AssetId& asset) { return pasts_.assets.at(asset); }

  bool is_uncertain(const std::set<AssetId>& assets) const {
    return std::ranges::any_of(
        assets, [this](const AssetId& one) { return pasts_.assets.at(one).uncertain; });
  }

  template <class Fact>
  void take(const Fact& /*fact*/) {}
  void take(const ContestDecided& fact) {
    if (fact.outcome == ContestOutcome::upheld && fact.contest.finding) {
      upheld_.insert(*fact.contest.finding);
    }
  }
  void take(const DebtChanged& fact) {
    if (fact.creditor) return;
    const Whole debt = (Whole{fact.debt.high()} << 64U) + fact.debt.low();
    const Whole before = std::exchange(debts_[{fact.party, fact.asset}], debt);
    if (debt > before) owed_ += debt - before;
  }

  /// What fell due in this entry became arrears of the asset, or was taken from a party: each claim
  /// is its debt first, then paid. Another debt of the entry would be that of an asset that ended.
  void collect() {
    if (fell_due_ == 0) return;
    REQUIRE(fell_due_ == owed_);
    ++collected;
    fell_due_ = 0;
  }
  void take(const ProfileRecorded& fact) {
    recorded_.insert_or_assign({fact.profile.reference, fact.profile.document},
                               Profile{fact.profile.levels});
    for (auto& [id, past] : pasts_.assets) {
      if (past.ended) continue;
      Mark mark = past.marks.back();
      mark.from = now_;
      mark.recorded = recorded_;
      past.marks.push_back(std::move(mark));
    }
  }
  void take(const AssetRegistered& fact) {
    const std::size_t nth = pasts_.assets.size();
    std::set<AssetId> predecessors = pasts_.withdrawn_with(fact.particulars->identifiers);
    Past& past = pasts_.assets[fact.id];
    past.nth = nth;
    past.identifiers = fact.particulars->identifiers;
    past.predecessors = std::move(predecessors);
    past.asset_class = fact.asset_class;
    past.marks.push_back({now_, true, stage_.ordinal(fact.holder.id), fact.status.assessment,
                          fact.particulars->terms, recorded_});
  }
  void take(const AssetStatusChanged& fact) { record_status(fact.asset, fact.status); }
  void take(const EncumbrancesChanged& fact) { record_status(fact.asset, fact.status); }
  void take(const RegistrarNoted& fact) { record_status(fact.asset, fact.status); }
  void take(const AssetConveyed& fact) {
    if (fact.conveyance.cause == ConveyanceCause::redemption) {
      each_of_auction(fact.asset, [](Mark& mark) { mark.taxed = true; });
    }
    record_status(fact.asset, fact.status);
    if (fact.conveyance.has_holder) {
      past_of(fact.asset).marks.back().holder = stage_.ordinal(fact.conveyance.holder.id);
    }
  }
  void take(const TermsChanged& fact) {
    Past& past = past_of(fact.asset);
    const Terms& terms = fact.particulars->terms;
    const bool claws = fact.cause == TermsCause::withdrawal || fact.cause == TermsCause::finding;
    if (fact.cause == TermsCause::withdrawal && fact.clawback > Money{}) ++withdrawn;
    if (fact.cause == TermsCause::finding && past.ended && fact.clawback > Money{}) ++after_end;
    if (claws) {
      claim(fact);
    } else {
      CHECK(fact.clawback == Money{});
    }
    const bool auctioned = fact.status.state == AssetState::auction;
    if (fact.cause == TermsCause::finding_void && auctioned) past.uncertain = true;
    // What a finding says counts from the foreclosure on, where its degree is higher.
    if (fact.cause == TermsCause::finding && auctioned) {
      each_of_auction(fact.asset, [&terms](Mark& mark) { mark.also.push_back(terms); });
    }
    record_status(fact.asset, fact.status);
    if (past.ended && terms != past.marks.back().terms) past.marks.back().recorded = recorded_;
    past.marks.back().terms = terms;
    past.marks.back().also.clear();
  }
  void take(const FindingChanged& fact) {
    Past& past = past_of(fact.asset);
    if (fact.outcome == FindingOutcome::due) {
      for (const FindingPart& part : fact.parts) fell_due_ += part.owed().micro();
      fell_due_ -= fact.arrears.micro();
    }
    if (fact.outcome == FindingOutcome::is_void && upheld_.contains(fact.finding)) ++by_decision;
    if (fact.outcome == FindingOutcome::is_void) {
      make_void(fact.finding);
    } else if (!past.expected.empty()) {
      const Expected& next = past.expected.front();
      REQUIRE(next.finding == fact.finding);
      REQUIRE(next.outcome == fact.outcome);
      REQUIRE(next.parts == fact.parts);
      past.expected.erase(past.expected.begin());
    } else if (!is_uncertain(pasts_.with_predecessors(fact.asset))) {
      Brought& one = *std::ranges::find(pasts_.clawed_back, fact.finding, &Brought::finding);
      REQUIRE(one.parts == fact.parts);
      one.pending = fact.outcome == FindingOutcome::pending;
    }
    record_status(fact.asset, fact.status);
  }

  /// What a new clawback must come to.
  void claim(const TermsChanged& fact) {
    Past& past = past_of(fact.asset);
    Brought one{.asset = fact.asset,
                .reaches = pasts_.with_predecessors(fact.asset),
                .until = now_,
                .to = past.marks.back(),
                .finding = {},
                .payer = {}};
    one.to.terms = fact.particulars->terms;
    // The terms of an asset that has ended are not stated anew on the day of later ones.
    for (std::vector<DatedLicence>& then = one.to.terms.then;
         !then.empty() && then.front().on <= now_; then.erase(then.begin())) {
      one.to.terms.spdx = then.front().spdx;
    }
    // A profile recorded after the end of an asset does not reach its terms, unless they are stated
    // anew.
    const bool kept = past.ended && fact.particulars->terms == past.marks.back().terms;
    if (!kept) one.to.recorded = recorded_;
    one.to.also.clear();
    const auto exact = oracle().saved(one, pasts_.clawed_back);
    if (fact.cause == TermsCause::withdrawal) {
      one.payer = past.marks.back().holder;
      Whole sum = 0;
      for (const auto& [holder, part] : exact) sum += part;
      add_part(one, *one.payer, sum / kCarryLimit);
      for (FindingPart& part : one.parts) part.surcharge = Money{};
    } else {
      REQUIRE(fact.finding.has_value());
      one.finding = fact.finding->id;
      for (const auto& [holder, part] : exact) add_part(one, holder, part / kCarryLimit);
    }
    Money sum;
    for (const FindingPart& part : one.parts) sum += part.clawback;
    if (!is_uncertain(one.reaches)) {
      REQUIRE(sum == fact.clawback);
      if (fact.finding) REQUIRE(one.parts == fact.finding->parts);
    } else if (fact.finding) {
      one.parts = fact.finding->parts;
    }
    one.pending = one.finding && !one.parts.empty();
    if (sum > Money{}) count(one);
    pasts_.clawed_back.push_back(std::move(one));
  }

  void count(const Brought& one) {
    ++reckoned;
    if (past_of(one.asset).marks.front().from < clawback_reach(now_)) ++older;
    if (std::ranges::count(pasts_.clawed_back, one.asset, &Brought::asset) > 0) ++more_often;
    if (one.reaches.size() > 1) ++inherited;
    if (one.parts.size() > 1) ++several;
  }

  /// Adds an amount to what a party owes for a clawback.
  void add_part(Brought& one, Ordinal holder, const Whole& due) {
    ++past_of(one.asset).roundings;
    if (due == 0) return;
    const PartyId& party = stage_.books().party(holder).id;
    auto found = std::ranges::find(one.parts, party, &FindingPart::party);
    if (found == one.parts.end()) found = one.parts.insert(found, {party, {}, {}});
    found->clawback += Money::from_micro(static_cast<std::int64_t>(due));
    const Whole quarter = (Whole{found->clawback.micro()} * 25 + 99) / 100;
    found->surcharge = Money::from_micro(static_cast<std::int64_t>(quarter));
  }

  /// What later clawbacks claim instead of a finding that is void.
  void make_void(const FindingId& finding) {
    ++voided;
    const auto found = std::ranges::find(pasts_.clawed_back, finding, &Brought::finding);
    REQUIRE(found != pasts_.clawed_back.end());
    const auto nth = found - pasts_.clawed_back.begin();
    for (auto& [one, more] : passed(static_cast<std::size_t>(nth))) {
      Brought& later = pasts_.clawed_back[one];
      Brought added = later;
      added.parts.clear();
      for (const auto& [holder, part] : more) {
        const Whole due = part / kCarryLimit;
        if (due == 0) continue;
        add_part(later.pending ? later : added, later.payer.value_or(holder), due);
      }
      std::vector<Expected>& expected = past_of(later.asset).expected;
      const bool known = !is_uncertain(later.reaches);
      if (later.pending && !more.empty() && known) {
        expected.push_back({*later.finding, FindingOutcome::pending, later.parts});
      } else if (!added.parts.empty()) {
        if (later.payer) added.parts[0].surcharge = Money{};
        const FindingId named = later.finding.value_or(finding);
        if (known) expected.push_back({named, FindingOutcome::due, added.parts});
        later.parts.insert(later.parts.end(), added.parts.begin(), added.parts.end());
      }
      ++passed_on;
    }
    pasts_.clawed_back.erase(pasts_.clawed_back.begin() + nth);
  }

  /// For each later clawback that claims more once the one at `nth` is void: what, exactly, by
  /// holder. Unit: µ x ppb x s.
  std::vector<std::pair<std::size_t, std::map<Ordinal, Whole>>> passed(std::size_t nth) const {
    const std::vector<Brought>& all = pasts_.clawed_back;
    std::vector<std::pair<std::size_t, std::map<Ordinal, Whole>>> answer;
    for (std::size_t one = nth + 1; one < all.size(); ++one) {
      std::vector<Brought> before{all.begin(), all.begin() + static_cast<std::ptrdiff_t>(one)};
      const auto less = oracle().saved(all[one], before);
      before.erase(before.begin() + static_cast<std::ptrdiff_t>(nth));
      std::map<Ordinal, Whole> more;
      Whole sum = 0;
      for (const auto& [holder, whole] : oracle().saved(all[one], before)) {
        const auto found = less.find(holder);
        const Whole rest = whole - (found == less.end() ? Whole{0} : found->second);
        sum += rest;
        if (rest >= kCarryLimit) more[holder] = rest;
      }
      if (all[one].payer) {
        more.clear();
        if (sum >= kCarryLimit) more[*all[one].payer] = sum;
      }
      if (!more.empty()) answer.emplace_back(one, std::move(more));
    }
    return answer;
  }

  void record_status(const AssetId& id, const AssetStatus& status) {
    Past& past = past_of(id);
    std::vector<Mark>& marks = past.marks;
    past.ended = is_terminal(status.state);
    past.withdrawn = status.state == AssetState::withdrawn;
    Mark mark = marks.back();
    mark.from = now_;
    mark.taxed = accrues(status);
    mark.assessment = status.assessment;
    marks.push_back(std::move(mark));
  }

  template <class Change>
  void each_of_auction(const AssetId& id, Change change) {
    std::vector<Mark>& marks = past_of(id).marks;
    for (auto mark = marks.rbegin(); mark != marks.rend() && !mark->taxed; ++mark) change(*mark);
  }

  trial::TrialRegister& stage_;
  std::size_t read_ = 0;
  Instant now_;
  std::map<LicenceDocument, Profile> recorded_;
  Pasts pasts_;
  std::map<std::pair<std::uint32_t, std::optional<std::uint32_t>>, Whole> debts_;
  Whole owed_ = 0;              ///< by how much debts to the treasury grew in the present entry
  Whole fell_due_ = 0;          ///< in the present entry, less what became arrears
  std::set<FindingId> upheld_;  ///< findings whose contests the present entry upholds
};

}  // namespace quitrent::properties
