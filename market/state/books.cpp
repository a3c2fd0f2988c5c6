// SPDX-License-Identifier: EUPL-1.2
#include "market/state/books.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"
#include "market/state/origins.hpp"
#include "registry/title/external_identifier.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {
namespace {

std::uint64_t hash_of(const std::string& identity) {
  // Never leaves the process: it only finds candidates.
  return std::hash<std::string>{}(identity);
}

/// What a purchase that waits holds of its buyer's money.
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
      past_{base == nullptr ? nullptr : &base->past_},
      changes_{base == nullptr ? nullptr : &base->changes_} {}

template <class Visit>
void Books::each_identifier_owner(const ExternalIdentifier& identifier, Visit&& visit) const {
  const std::string wanted = identity_of(identifier);
  // What the layers below entered; how it stands now is asked of this one.
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
    const AssetState state = asset(candidate).status.state;
    if (state != AssetState::struck && state != AssetState::withdrawn) found = candidate;
  });
  return found;
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
  const Books* layer = this;
  while (layer->schedules_ == nullptr) {
    ensure(layer->base_ != nullptr, "only a founded register has schedules");
    layer = layer->base_;
  }
  return *layer->schedules_;
}

const PendingPurchase* Books::pending(std::uint32_t number) const {
  const auto found = pending_.find(number);
  if (found != pending_.end()) return found->second ? &*found->second : nullptr;
  return base_ == nullptr ? nullptr : base_->pending(number);
}

std::uint32_t Books::pending_count() const {
  if (pending_count_ || base_ == nullptr) return pending_count_.value_or(0);
  return base_->pending_count();
}

Instant Books::outage_until() const {
  if (outage_until_ || base_ == nullptr) return outage_until_.value_or(Instant{});
  return base_->outage_until();
}

Instant Books::register_levied_at() const {
  if (register_levied_at_ || base_ == nullptr) return register_levied_at_.value_or(kEndOfTime);
  return base_->register_levied_at();
}

const std::vector<std::string>& Books::beneficiaries() const {
  static const std::vector<std::string> nobody;
  if (beneficiaries_) return *beneficiaries_;
  return base_ == nullptr ? nobody : base_->beneficiaries();
}

std::map<std::uint32_t, PendingPurchase> Books::all_pending() const {
  std::map<std::uint32_t, PendingPurchase> pending;
  if (base_ != nullptr) pending = base_->all_pending();
  for (const auto& [number, purchase] : pending_) {
    pending.erase(number);
    if (purchase) pending.emplace(number, *purchase);
  }
  return pending;
}

Money Books::reserved(const PartyId& buyer) const {
  const auto found = reserved_.find(buyer);
  if (found != reserved_.end()) return found->second;
  return base_ == nullptr ? Money{} : base_->reserved(buyer);
}

void Books::reserve(const PendingPurchase& purchase, Money change) {
  const Money sum = reserved(purchase.buyer.id) + change;
  if (sum != Money{} || base_ != nullptr) {
    reserved_.insert_or_assign(purchase.buyer.id, sum);
  } else {
    reserved_.erase(purchase.buyer.id);
  }
}

void Books::follow(std::uint32_t number, std::optional<PendingPurchase> purchase) {
  if (number > pending_count()) pending_count_ = number;
  if (const PendingPurchase* before = pending(number)) reserve(*before, -reserved_sum(*before));
  if (purchase) reserve(*purchase, reserved_sum(*purchase));
  // Whole books forget a purchase that has ended; an overlay must hide the one below it.
  if (purchase || base_ != nullptr) {
    pending_.insert_or_assign(number, std::move(purchase));
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
      continue;  // no tax at all: splitting the time changes nothing
    }
    AssetStatus& status = assets_.change(ordinal).status;
    status = after_levy(status, levy);
    ledger_.move({AccountKind::escrow, ordinal}, {AccountKind::revenue, 0}, levy.paid);
  }
  register_levied_at_ = at;
  past_.forget(at);
}

void Books::hold_all(Period down) {
  for (Ordinal ordinal = 0; ordinal < assets_.size(); ++ordinal) {
    const Asset& asset = assets_.at(ordinal);
    if (!has_running_clock(asset.status)) continue;
    const Instant held = std::max(held_until(*this, asset), down.begin);
    if (held < down.end) postpone(assets_.change(ordinal).status, down.begin, down.end - held);
  }
  outage_until_ = std::max(outage_until(), down.end);
  std::map<std::uint32_t, PendingPurchase> pending = all_pending();
  for (auto& [number, purchase] : pending) {
    purchase.closes_at = close_of(*this, purchase);
    follow(number, std::move(purchase));
  }
}

std::optional<Ordinal> Books::key_owner(const Digest& key) const {
  const auto found = keys_.find(key);
  if (found != keys_.end()) return found->second;
  return base_ == nullptr ? std::nullopt : base_->key_owner(key);
}

const PartyDebts& Books::debts(Ordinal party) const {
  static const PartyDebts none;
  const auto found = debts_.find(party);
  if (found != debts_.end()) return found->second;
  return base_ == nullptr ? none : base_->debts(party);
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
    forget_references(before);
    restated.push_back(ordinal);
  });
  for (Ordinal ordinal = assets_.size(); ordinal < overlay.assets_.size(); ++ordinal) {
    restated.push_back(ordinal);
  }
  assets_.merge(std::move(overlay.assets_));
  for (const Ordinal ordinal : restated) index_references(assets_.at(ordinal));
  parties_.merge(std::move(overlay.parties_));
  ledger_.merge(overlay.ledger_);
  identifier_owners_.merge(overlay.identifier_owners_);
  keys_.merge(overlay.keys_);
  references_.merge(overlay.references_);
  for (const auto& [party, debts] : overlay.debts_) owe(party, debts);
  for (auto& [number, purchase] : overlay.pending_) follow(number, std::move(purchase));
  if (overlay.outage_until_) outage_until_ = overlay.outage_until_;
  if (overlay.register_levied_at_) register_levied_at_ = overlay.register_levied_at_;
  if (overlay.beneficiaries_) beneficiaries_ = std::move(overlay.beneficiaries_);
  for (auto& [reference, profile] : overlay.profiles_) {
    profiles_.insert_or_assign(reference, std::move(profile));
  }
  for (auto& [key, contest] : overlay.contests_) {
    if (contest || base_ != nullptr) {
      contests_.insert_or_assign(key, std::move(contest));
    } else {
      contests_.erase(key);
    }
  }
  past_.merge(overlay.past_);
  if (overlay.register_levied_at_) past_.forget(*overlay.register_levied_at_);
  changes_.merge(overlay.changes_);
  if (overlay.timeline_ != nullptr) timeline_ = std::move(overlay.timeline_);
  if (overlay.schedules_) schedules_ = std::move(overlay.schedules_);
}

void Books::owe(Ordinal party, const PartyDebts& debts) {
  // Whole books forget debts that are paid; an overlay must hide those below it.
  if (debts.outstanding() || base_ != nullptr) {
    debts_.insert_or_assign(party, debts);
  } else {
    debts_.erase(party);
  }
}

void Books::enter(Asset asset) {
  asset.origins_at = origins_ordinal(*this, *asset.particulars);
  const Ordinal ordinal = assets_.add(std::move(asset));
  for (const ExternalIdentifier& identifier : assets_.at(ordinal).particulars->identifiers) {
    identifier_owners_.add(hash_of(identity_of(identifier)), ordinal);
  }
  index_references(assets_.at(ordinal));
}

std::optional<RecordedProfile> Books::profile(std::string_view reference) const {
  const auto found = profiles_.find(reference);
  if (found != profiles_.end()) return found->second;
  return base_ == nullptr ? std::nullopt : base_->profile(reference);
}

std::vector<RecordedProfile> Books::profiles() const {
  std::map<std::string_view, const RecordedProfile*> seen;
  for (const Books* layer = this; layer != nullptr; layer = layer->base_) {
    for (const auto& [reference, profile] : layer->profiles_) seen.emplace(reference, &profile);
  }
  std::vector<RecordedProfile> all;
  for (const auto& [reference, profile] : seen) all.push_back(*profile);
  return all;
}

void Books::index_references(const Asset& asset) {
  const auto references = references_of(asset.particulars->terms);
  if (references.empty()) return;
  const Ordinal ordinal = *assets_.ordinal(asset.id);
  for (const std::string_view reference : references) {
    mentions_[std::string{reference}].insert(ordinal);
  }
}

void Books::forget_references(const Asset& asset) {
  const auto references = references_of(asset.particulars->terms);
  if (references.empty()) return;
  const Ordinal ordinal = *assets_.ordinal(asset.id);
  for (const std::string_view reference : references) {
    const auto found = mentions_.find(reference);
    if (found == mentions_.end()) continue;
    found->second.erase(ordinal);
    if (found->second.empty()) mentions_.erase(found);
  }
}

std::vector<Ordinal> Books::mentioning(std::string_view reference) const {
  std::set<Ordinal> ordinals;
  for (const Books* layer = this; layer != nullptr; layer = layer->base_) {
    const auto found = layer->mentions_.find(reference);
    if (found != layer->mentions_.end())
      ordinals.insert(found->second.begin(), found->second.end());
  }
  // Terms may have changed since.
  std::erase_if(ordinals, [&](Ordinal ordinal) {
    return !references_of(asset(ordinal).particulars->terms).contains(reference);
  });
  return {ordinals.begin(), ordinals.end()};
}

std::size_t Books::mentions() const {
  std::size_t sum = 0;
  for (const auto& [reference, ordinals] : mentions_) sum += ordinals.size();
  return sum;
}

std::vector<Contest> Books::contests(const AssetId& asset) const {
  std::map<ContestId, const Contest*> seen;
  for (const Books* layer = this; layer != nullptr; layer = layer->base_) {
    auto at = layer->contests_.lower_bound({asset, ContestId{}});
    for (; at != layer->contests_.end() && at->first.first == asset; ++at) {
      seen.emplace(at->first.second, at->second ? &*at->second : nullptr);
    }
  }
  std::vector<Contest> open;
  for (const auto& [id, contest] : seen) {
    if (contest != nullptr) open.push_back(*contest);
  }
  return open;
}

void Books::remember(Asset& asset, Instant until) {
  const Ordinal ordinal = *assets_.ordinal(asset.id);
  for (const tax::PastInterval& interval : intervals_of(*timeline(), asset, until)) {
    past_.remember(ordinal, interval);
  }
  asset.taxed_alike_since = until;
}

void Books::inherit_past(const Asset& asset, Ordinal ordinal) {
  std::set<Ordinal> forerunners;
  for (const ExternalIdentifier& identifier : asset.particulars->identifiers) {
    if (const auto forerunner = withdrawn_identifier_owner(identifier))
      forerunners.insert(*forerunner);
  }
  past_.inherit(ordinal, forerunners);
}

void reforecast(Books& books, Ordinal first, Ordinal end) {
  const tax::ScheduleTimeline& timeline = *books.timeline();
  for (Ordinal ordinal = first; ordinal < end; ++ordinal) {
    const Asset& asset = books.assets_.at(ordinal);
    if (asset.status.state != AssetState::active) continue;
    const Instant dry = runs_dry(timeline, asset, asset.status);
    if (dry != asset.status.funded_until) {
      books.assets_.change(ordinal).status.funded_until = dry;
    }
  }
}

}  // namespace quitrent::market
