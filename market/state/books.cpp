// SPDX-License-Identifier: EUPL-1.2
#include "market/state/books.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"
#include "registry/title/external_identifier.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {
namespace {

std::uint64_t hash_of(const std::string& identity) {
  // The hash is used in this process only, to find candidates.
  return std::hash<std::string>{}(identity);
}

/// The money of the buyer that a pending purchase reserves.
Money reserved_sum(const PendingPurchase& purchase) {
  Money sum;
  for (const PendingItem& item : purchase.items) sum += item.price + item.escrow;
  return sum;
}

}  // namespace

Books::Books(const Books* base)
    : base_{base},
      assets_{base == nullptr ? nullptr : &base->assets_},
      parties_{base == nullptr ? nullptr : &base->parties_},
      ledger_{base == nullptr ? nullptr : &base->ledger_},
      holdings_{base == nullptr ? nullptr : &base->holdings_},
      overdue_{base == nullptr ? nullptr : &base->overdue_},
      debts_{base == nullptr ? nullptr : &base->debts_},
      sales_{base == nullptr ? nullptr : &base->sales_},
      timeline_{base == nullptr ? nullptr : &base->timeline_, nullptr},
      schedules_{base == nullptr ? nullptr : &base->schedules_, nullptr},
      pending_{base == nullptr ? nullptr : &base->pending_},
      reserved_{base == nullptr ? nullptr : &base->reserved_},
      pending_count_{base == nullptr ? nullptr : &base->pending_count_, 0},
      outage_until_{base == nullptr ? nullptr : &base->outage_until_, Instant{}},
      register_levied_at_{base == nullptr ? nullptr : &base->register_levied_at_, kEndOfTime},
      beneficiaries_{base == nullptr ? nullptr : &base->beneficiaries_, {}},
      rectified_{base == nullptr ? nullptr : &base->rectified_},
      profiles_{base == nullptr ? nullptr : &base->profiles_},
      contests_{base == nullptr ? nullptr : &base->contests_},
      findings_{base == nullptr ? nullptr : &base->findings_},
      past_{base == nullptr ? nullptr : &base->past_},
      changes_{base == nullptr ? nullptr : &base->changes_},
      acts_{base == nullptr ? nullptr : &base->acts_},
      proposals_{base == nullptr ? nullptr : &base->proposals_},
      held_time_{base == nullptr ? nullptr : &base->held_time_} {}

template <class Visit>
void Books::each_identifier_owner(const ExternalIdentifier& identifier, Visit&& visit) const {
  const std::string wanted = identity_of(identifier);
  // The layers below have entries too; this layer has the present state of the asset.
  for (const Books* layer = this; layer != nullptr; layer = layer->base_) {
    layer->identifier_owners_.find(hash_of(wanted), [&](Ordinal candidate) {
      const auto& borne = layer->asset(candidate).particulars->identifiers;
      const auto same = [&](const auto& other) { return identity_of(other) == wanted; };
      if (std::ranges::any_of(borne, same)) visit(candidate);
      return false;
    });
  }
}

std::optional<Ordinal> Books::identifier_owner(const ExternalIdentifier& identifier) const {
  std::optional<Ordinal> found;
  each_identifier_owner(identifier, [&](Ordinal candidate) {
    if (!frees_identifiers(asset(candidate).status.state)) found = candidate;
  });
  return found;
}

std::set<Ordinal> Books::identifier_owners(const ExternalIdentifier& identifier) const {
  std::set<Ordinal> owners;
  each_identifier_owner(identifier, [&](Ordinal candidate) { owners.insert(candidate); });
  return owners;
}

std::optional<Ordinal> Books::withdrawn_identifier_owner(
    const ExternalIdentifier& identifier) const {
  std::optional<Ordinal> newest;
  each_identifier_owner(identifier, [&](Ordinal candidate) {
    newest = std::max(newest.value_or(candidate), candidate);
  });
  if (newest && asset(*newest).status.state != AssetState::withdrawn) newest.reset();
  return newest;
}

const std::vector<SchedulePublished>& Books::schedules() const {
  ensure(founded(), "only a founded register has schedules");
  return *schedules_.get();
}

std::map<std::uint32_t, PendingPurchase> Books::all_pending() const {
  std::map<std::uint32_t, PendingPurchase> all;
  for (const auto& [number, purchase] : pending_.all()) all.emplace(number, *purchase);
  return all;
}

Money Books::reserved(const PartyId& party) const {
  const Money* const sum = reserved_.find(party);
  return sum == nullptr ? Money{} : *sum;
}

void Books::reserve(const PartyId& party, Money change) {
  const Money sum = reserved(party) + change;
  if (sum == Money{}) {
    reserved_.erase(party);
  } else {
    reserved_.put(party, sum);
  }
}

void Books::set_pending_purchase(std::uint32_t number, std::optional<PendingPurchase> purchase) {
  if (number > pending_count()) pending_count_.set(number);
  if (const PendingPurchase* before = pending(number))
    reserve(before->buyer.id, -reserved_sum(*before));
  if (purchase) {
    reserve(purchase->buyer.id, reserved_sum(*purchase));
    pending_.put(number, *std::move(purchase));
  } else {
    pending_.erase(number);
  }
}

void Books::levy_all(Instant at) {
  for (Ordinal ordinal = 0; ordinal < assets_.size(); ++ordinal) {
    const Asset& asset = assets_.at(ordinal);
    if (!accrues(asset.status)) continue;
    const tax::Levy levy =
        levied(*timeline(), taxed(*timeline(), asset), accrual_state(asset.status), at);
    if (levy.paid == Money{} && levy.arrears == Money{} && levy.carry == asset.status.carry) {
      continue;  // no tax: splitting the time changes nothing
    }
    AssetStatus& status = assets_.change(ordinal).status;
    status = after_levy(status, levy);
    ledger_.move({AccountKind::escrow, ordinal}, {AccountKind::revenue, 0}, levy.paid);
  }
  register_levied_at_.set(at);
  past_.forget(at);
  sales_.forget(at);
}

void Books::hold_all(Period down) {
  for (Ordinal ordinal = 0; ordinal < assets_.size(); ++ordinal) {
    const Asset& asset = assets_.at(ordinal);
    if (!has_running_clock(asset.status, down.begin)) continue;
    const Instant held = std::max(held_until(*this, asset), down.begin);
    if (held < down.end) postpone(assets_.change(ordinal).status, down.begin, down.end - held);
  }
  outage_until_.set(std::max(outage_until(), down.end));
  std::map<std::uint32_t, PendingPurchase> pending = all_pending();
  for (auto& [number, purchase] : pending) {
    purchase.closes_at = close_of(*this, purchase);
    set_pending_purchase(number, std::move(purchase));
  }
}

std::optional<Ordinal> Books::key_owner(const Digest& key) const {
  const auto found = keys_.find(key);
  if (found != keys_.end()) return found->second;
  return base_ == nullptr ? std::nullopt : base_->key_owner(key);
}

const PartyDebts& Books::debts(Ordinal party) const {
  static const PartyDebts none;
  const PartyDebts* const debts = debts_.find(party);
  return debts == nullptr ? none : *debts;
}

Debt Books::debt(Ordinal party) const { return debts(party).total(); }

bool Books::counted(const std::string& reference) const {
  return references_.contains(reference) || (base_ != nullptr && base_->counted(reference));
}

void Books::merge(Books&& overlay) {
  ensure(overlay.base_ == this, "only an overlay over these books is merged");
  std::vector<Ordinal> restated;
  overlay.assets_.each_changed([this, &restated](Ordinal ordinal, const Asset& row) {
    const Asset& before = assets_.at(ordinal);
    if (before.particulars == row.particulars) return;
    forget_documents(before);
    restated.push_back(ordinal);
  });
  for (Ordinal ordinal = assets_.size(); ordinal < overlay.assets_.size(); ++ordinal) {
    restated.push_back(ordinal);
  }
  assets_.merge(std::move(overlay.assets_));
  for (const Ordinal ordinal : restated) index_documents(assets_.at(ordinal));
  parties_.merge(std::move(overlay.parties_));
  ledger_.merge(overlay.ledger_);
  identifier_owners_.merge(overlay.identifier_owners_);
  keys_.merge(overlay.keys_);
  references_.merge(overlay.references_);
  holdings_.merge(overlay.holdings_,
                  [this](Ordinal party, Ordinal asset) { return holds(party, asset); });
  overdue_.merge(std::move(overlay.overdue_));
  debts_.merge(std::move(overlay.debts_));
  sales_.merge(overlay.sales_);
  timeline_.merge(overlay.timeline_);
  schedules_.merge(overlay.schedules_);
  pending_.merge(std::move(overlay.pending_));
  reserved_.merge(std::move(overlay.reserved_));
  pending_count_.merge(overlay.pending_count_);
  outage_until_.merge(overlay.outage_until_);
  beneficiaries_.merge(overlay.beneficiaries_);
  rectified_.merge(std::move(overlay.rectified_));
  profiles_.merge(std::move(overlay.profiles_));
  contests_.merge(std::move(overlay.contests_));
  findings_.merge(std::move(overlay.findings_));
  past_.merge(std::move(overlay.past_));
  if (overlay.register_levied_at_.is_own()) {
    past_.forget(overlay.register_levied_at());
    sales_.forget(overlay.register_levied_at());
  }
  register_levied_at_.merge(overlay.register_levied_at_);
  changes_.merge(overlay.changes_);
  acts_.merge(std::move(overlay.acts_));
  proposals_.merge(std::move(overlay.proposals_));
  held_time_.merge(std::move(overlay.held_time_));
}

void Books::set_debts(Ordinal party, const PartyDebts& debts) {
  if (debts.outstanding()) {
    debts_.put(party, debts);
  } else {
    debts_.erase(party);
  }
}

void Books::add_asset(Asset asset) {
  const Ordinal ordinal = assets_.add(std::move(asset));
  for (const ExternalIdentifier& identifier : assets_.at(ordinal).particulars->identifiers) {
    identifier_owners_.add(hash_of(identity_of(identifier)), ordinal);
  }
  index_documents(assets_.at(ordinal));
  index_holder(ordinal);
}

bool Books::holds(Ordinal party, Ordinal asset) const {
  const Asset& row = assets_.at(asset);
  return row.has_holder() && row.holder == party;
}

void Books::index_holder(Ordinal asset) {
  const Asset& row = assets_.at(asset);
  if (is_overdue(row.status.state)) overdue_.put({row.holder, asset}, {});
  if (!row.has_holder()) return;
  holdings_.add(row.holder, asset,
                [this](Ordinal party, Ordinal one) { return holds(party, one); });
}

void Books::index_change(Ordinal asset, Ordinal holder_before, AssetState state_before) {
  const Asset& row = assets_.at(asset);
  const bool was = is_overdue(state_before);
  const bool is = is_overdue(row.status.state);
  if (row.holder == holder_before && was == is) return;
  if (was) overdue_.erase({holder_before, asset});
  if (is) overdue_.put({row.holder, asset}, {});
}

std::vector<Ordinal> Books::held_by(Ordinal party) const {
  return holdings_.of(party, [this](Ordinal one, Ordinal asset) { return holds(one, asset); });
}

std::vector<Ordinal> Books::overdue_of(Ordinal party) const {
  std::vector<Ordinal> assets;
  const auto same = [party](const auto& key) { return key.first == party; };
  for (const auto& [key, nothing] : overdue_.from({party, 0}, same)) {
    assets.push_back(key.second);
  }
  return assets;
}

std::optional<Instant> Books::cover_due_at(const Asset& asset) const {
  const HoldId* const hold = rectified_.find(asset.id);
  if (hold == nullptr) return std::nullopt;
  const auto& holds = asset.encumbrances->holds;
  return std::ranges::find(holds, *hold, &Hold::id)->ends_at;
}

std::vector<Ordinal> Books::reached_by(const RecordedProfile& profile,
                                       const FirstAssets& range) const {
  const auto terms_of = [this](Ordinal one) -> const Terms& {
    return asset(one).particulars->terms;
  };
  return profiles_.reached_by(profile, terms_of, range);
}

void Books::index_documents(const Asset& asset) {
  if (asset.particulars->terms.documents.empty()) return;
  profiles_.index(asset.particulars->terms, *assets_.ordinal(asset.id));
}

void Books::forget_documents(const Asset& asset) {
  if (asset.particulars->terms.documents.empty()) return;
  profiles_.forget(asset.particulars->terms, *assets_.ordinal(asset.id));
}

std::vector<Contest> Books::contests(const AssetId& asset) const {
  std::vector<Contest> open;
  const auto of_asset = [&asset](const auto& key) { return key.first == asset; };
  for (const auto& [key, contest] : contests_.from({asset, ContestId{}}, of_asset)) {
    open.push_back(*contest);
  }
  return open;
}

void Books::set_contest(const Contest& contest) {
  end_contest(contest);
  reserve(contest.by.id, contest.bond);
  contests_.put({contest.asset, contest.id}, contest);
}

void Books::end_contest(const Contest& contest) {
  const Contest* const before = contests_.find(std::pair{contest.asset, contest.id});
  if (before == nullptr) return;
  reserve(before->by.id, -before->bond);
  contests_.erase({contest.asset, contest.id});
}

std::vector<PendingFinding> Books::findings(const AssetId& asset) const {
  std::vector<PendingFinding> pending;
  const auto of_asset = [&asset](const auto& key) { return key.first == asset; };
  for (const auto& [key, finding] : findings_.from({asset, FindingId{}}, of_asset)) {
    pending.push_back(*finding);
  }
  return pending;
}

std::vector<PendingFinding> Books::findings() const {
  std::vector<PendingFinding> pending;
  for (const auto& [key, finding] : findings_.all()) pending.push_back(*finding);
  return pending;
}

void Books::remember(Ordinal ordinal, Instant until) {
  Asset& asset = assets_.change(ordinal);
  for (const tax::PastInterval& interval : intervals_of(*timeline(), asset, until)) {
    past_.remember(ordinal, interval);
  }
  asset.taxed_alike_since = until;
}

std::set<Ordinal> Books::withdrawn_before(const Particulars& particulars) const {
  std::set<Ordinal> withdrawn;
  for (const ExternalIdentifier& identifier : particulars.identifiers) {
    if (const auto one = withdrawn_identifier_owner(identifier)) withdrawn.insert(*one);
  }
  return withdrawn;
}

void Books::inherit_past(const Asset& asset, Ordinal ordinal) {
  past_.inherit(ordinal, withdrawn_before(*asset.particulars));
}

void reforecast(Books& books, Ordinal first, Ordinal end) {
  const tax::ScheduleTimeline& timeline = *books.timeline();
  for (Ordinal ordinal = first; ordinal < end; ++ordinal) {
    const Asset& asset = books.assets_.at(ordinal);
    if (asset.status.state != AssetState::active) continue;
    const Instant dry =
        books.cover_due_at(asset).value_or(funded_until(timeline, asset, asset.status));
    if (dry != asset.status.funded_until) {
      books.assets_.change(ordinal).status.funded_until = dry;
    }
  }
}

}  // namespace quitrent::market
