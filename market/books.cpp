// SPDX-License-Identifier: EUPL-1.2
#include "market/books.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "market/clocks.hpp"
#include "market/figures.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

std::uint64_t hash_of(const ExternalIdentifier& identifier) {
  // Never leaves the process: it only finds candidates.
  return std::hash<std::string>{}(identifier.scheme + '\0' + identifier.value);
}

/// Adds what is kept for an asset.
template <class Kept>
void append(std::vector<Kept>& all, const std::map<Ordinal, std::vector<Kept>>& kept,
            Ordinal asset) {
  const auto found = kept.find(asset);
  if (found != kept.end()) all.insert(all.end(), found->second.begin(), found->second.end());
}

/// How far back a clawback of this second reaches.
Instant reach_of(Instant now) { return now + Duration::from_seconds(-kClawbackReach.seconds()); }

/// Calls `visit` with everything in a licence expression that may be a reference of its own.
template <class Visit>
void each_reference(std::string_view spdx, Visit&& visit) {
  constexpr std::string_view kPrefix = "LicenseRef-";
  for (std::size_t at = spdx.find(kPrefix); at != std::string_view::npos;) {
    const std::size_t end = std::min(spdx.find_first_of(" +()", at), spdx.size());
    visit(spdx.substr(at, end - at));
    at = spdx.find(kPrefix, end);
  }
}

/// The same of all terms, the later ones included.
template <class Visit>
void each_reference(const Terms& terms, Visit&& visit) {
  each_reference(std::string_view{terms.spdx}, visit);
  for (const DatedLicence& later : terms.then) each_reference(std::string_view{later.spdx}, visit);
}

}  // namespace

Books::Books(const Books* base)
    : base_{base},
      assets_{base == nullptr ? nullptr : &base->assets_},
      parties_{base == nullptr ? nullptr : &base->parties_},
      ledger_{base == nullptr ? nullptr : &base->ledger_} {}

template <class Visit>
void Books::each_bearer(const ExternalIdentifier& identifier, Visit&& visit) const {
  // What the layers below entered; how it stands now is asked of this one.
  for (const Books* layer = this; layer != nullptr; layer = layer->base_) {
    layer->bearers_.find(hash_of(identifier), [&](Ordinal candidate) {
      const auto& borne = layer->asset(candidate).particulars->identifiers;
      if (std::ranges::find(borne, identifier) != borne.end()) visit(candidate);
      return false;
    });
  }
}

std::optional<Ordinal> Books::bearer(const ExternalIdentifier& identifier) const {
  std::optional<Ordinal> found;
  each_bearer(identifier, [&](Ordinal candidate) {
    const AssetState state = asset(candidate).standing.state;
    if (state != AssetState::struck && state != AssetState::withdrawn) found = candidate;
  });
  return found;
}

std::optional<Ordinal> Books::withdrawn_bearer(const ExternalIdentifier& identifier) const {
  std::optional<Ordinal> newest;
  each_bearer(identifier,
              [&](Ordinal candidate) { newest = std::max(newest.value_or(candidate), candidate); });
  if (newest && asset(*newest).standing.state != AssetState::withdrawn) newest.reset();
  return newest;
}

const std::vector<SchedulePublished>& Books::schedules() const {
  const Books* layer = this;
  while (layer->schedules_ == nullptr) {
    promise(layer->base_ != nullptr, "only a founded register has schedules");
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
  std::map<std::uint32_t, PendingPurchase> waiting;
  if (base_ != nullptr) waiting = base_->all_pending();
  for (const auto& [number, purchase] : pending_) {
    waiting.erase(number);
    if (purchase) waiting.emplace(number, *purchase);
  }
  return waiting;
}

Money Books::held(const PartyId& buyer) const {
  Money sum;
  for (const auto& [number, purchase] : all_pending()) {
    if (purchase.buyer.id == buyer) sum += ledger_.balance({AccountKind::held, number});
  }
  return sum;
}

void Books::follow(std::uint32_t number, std::optional<PendingPurchase> purchase) {
  if (number > pending_count()) pending_count_ = number;
  // Whole books forget a purchase that has ended; an overlay must hide the one below it.
  if (purchase || base_ != nullptr) {
    pending_.insert_or_assign(number, std::move(purchase));
  } else {
    pending_.erase(number);
  }
}

void Books::levy_all(Instant at) {
  for (Ordinal place = 0; place < assets_.size(); ++place) {
    const Asset& asset = assets_.at(place);
    if (!accrues(asset.standing)) continue;
    const Levy levy =
        levied(*calendar(), taxed(*calendar(), asset), settlement(asset.standing), at);
    if (levy.paid == Money{} && levy.arrears == Money{} && levy.carry == asset.standing.carry) {
      continue;  // no tax at all: splitting the time changes nothing
    }
    Standing& standing = assets_.change(place).standing;
    standing = after_levy(standing, levy);
    ledger_.move({AccountKind::escrow, place}, {AccountKind::revenue, 0}, levy.paid);
  }
  register_levied_at_ = at;
}

void Books::hold_all(Period down) {
  for (Ordinal place = 0; place < assets_.size(); ++place) {
    const Asset& asset = assets_.at(place);
    if (!has_running_clock(asset.standing)) continue;
    const Instant held = std::max(held_until(*this, asset), down.begin);
    if (held < down.end) postpone(assets_.change(place).standing, down.begin, down.end - held);
  }
  outage_until_ = std::max(outage_until(), down.end);
  std::map<std::uint32_t, PendingPurchase> waiting = all_pending();
  for (auto& [number, purchase] : waiting) {
    purchase.closes_at = close_of(*this, purchase);
    follow(number, std::move(purchase));
  }
}

std::optional<Ordinal> Books::key_owner(const Digest& key) const {
  const auto found = keys_.find(key);
  if (found != keys_.end()) return found->second;
  return base_ == nullptr ? std::nullopt : base_->key_owner(key);
}

Debt Books::debt(Ordinal party) const {
  const auto found = debts_.find(party);
  if (found != debts_.end()) return found->second;
  return base_ == nullptr ? Debt{} : base_->debt(party);
}

bool Books::counted(const std::string& reference) const {
  return references_.contains(reference) || (base_ != nullptr && base_->counted(reference));
}

void Books::merge(Books&& overlay) {
  promise(overlay.base_ == this, "only an overlay over these books is merged");
  assets_.merge(std::move(overlay.assets_));
  parties_.merge(std::move(overlay.parties_));
  ledger_.merge(overlay.ledger_);
  bearers_.merge(overlay.bearers_);
  keys_.merge(overlay.keys_);
  references_.merge(overlay.references_);
  for (const auto& [party, debt] : overlay.debts_) owe(party, debt);
  for (auto& [number, purchase] : overlay.pending_) follow(number, std::move(purchase));
  if (overlay.outage_until_) outage_until_ = overlay.outage_until_;
  if (overlay.register_levied_at_) register_levied_at_ = overlay.register_levied_at_;
  if (overlay.beneficiaries_) beneficiaries_ = std::move(overlay.beneficiaries_);
  for (auto& [reference, places] : overlay.mentions_) mentions_[reference].merge(places);
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
  for (const auto& [place, stretches] : overlay.past_) {
    for (const PastStretch& stretch : stretches) remember(place, stretch);
  }
  for (const auto& [place, all] : overlay.settled_) {
    for (const Settled& settled : all) remember(place, settled);
  }
  if (overlay.calendar_ != nullptr) calendar_ = std::move(overlay.calendar_);
  if (overlay.schedules_) schedules_ = std::move(overlay.schedules_);
}

void Books::owe(Ordinal party, const Debt& debt) {
  // Whole books forget a debt that is paid; an overlay must hide the one below it.
  if (debt.outstanding() || base_ != nullptr) {
    debts_.insert_or_assign(party, debt);
  } else {
    debts_.erase(party);
  }
}

void Books::enter(Asset asset) {
  const Ordinal ordinal = assets_.add(std::move(asset));
  for (const ExternalIdentifier& identifier : assets_.at(ordinal).particulars->identifiers) {
    bearers_.add(hash_of(identifier), ordinal);
  }
  note_references(assets_.at(ordinal));
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

void Books::note_references(const Asset& asset) {
  const Ordinal place = *assets_.ordinal(asset.id);
  each_reference(asset.particulars->terms, [&](std::string_view reference) {
    mentions_[std::string{reference}].insert(place);
  });
}

std::vector<Ordinal> Books::mentioning(std::string_view reference) const {
  std::set<Ordinal> places;
  for (const Books* layer = this; layer != nullptr; layer = layer->base_) {
    const auto found = layer->mentions_.find(reference);
    if (found != layer->mentions_.end()) places.insert(found->second.begin(), found->second.end());
  }
  // Terms may have changed since.
  std::erase_if(places, [&](Ordinal place) {
    bool named = false;
    each_reference(asset(place).particulars->terms,
                   [&](std::string_view other) { named = named || other == reference; });
    return !named;
  });
  return {places.begin(), places.end()};
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

std::vector<PastStretch> Books::past(Ordinal asset) const {
  std::vector<PastStretch> all = base_ == nullptr ? std::vector<PastStretch>{} : base_->past(asset);
  append(all, past_, asset);
  return all;
}

std::vector<Settled> Books::settled(Ordinal asset) const {
  std::vector<Settled> all = base_ == nullptr ? std::vector<Settled>{} : base_->settled(asset);
  append(all, settled_, asset);
  return all;
}

void Books::remember(Asset& asset, Instant until) {
  const Ordinal place = *assets_.ordinal(asset.id);
  for (const PastStretch& stretch : stretches_of(*calendar(), asset, until)) {
    remember(place, stretch);
  }
  asset.taxed_alike_since = until;
}

void Books::remember(Ordinal place, const PastStretch& stretch) {
  if (stretch.degree == kWhole) return;  // no degree is higher
  std::vector<PastStretch>& stretches = past_[place];
  const Instant reached = reach_of(stretch.over.end);
  const auto first = std::ranges::find_if(
      stretches, [reached](const PastStretch& old) { return old.over.end > reached; });
  stretches.erase(stretches.begin(), first);
  stretches.push_back(stretch);
}

void Books::remember(Ordinal place, const Settled& settled) {
  std::vector<Settled>& all = settled_[place];
  const Instant reached = reach_of(settled.until);
  std::erase_if(all, [&](const Settled& old) {
    const bool covered = old.levels == settled.levels && old.part == Money{};
    return old.until <= reached || covered;
  });
  all.push_back(settled);
}

void Books::inherit_past(const Asset& asset, Ordinal place) {
  std::set<Ordinal> forerunners;
  for (const ExternalIdentifier& identifier : asset.particulars->identifiers) {
    if (const auto forerunner = withdrawn_bearer(identifier)) forerunners.insert(*forerunner);
  }
  for (const Ordinal forerunner : forerunners) {
    for (const PastStretch& stretch : past(forerunner)) remember(place, stretch);
    for (const Settled& before : settled(forerunner)) remember(place, before);
  }
}

void reforecast(Books& books, Ordinal first, Ordinal end) {
  const Calendar& calendar = *books.calendar();
  for (Ordinal place = first; place < end; ++place) {
    const Asset& asset = books.assets_.at(place);
    if (asset.standing.state != AssetState::active) continue;
    const Instant dry = runs_dry(calendar, asset, asset.standing);
    if (dry != asset.standing.funded_until) {
      books.assets_.change(place).standing.funded_until = dry;
    }
  }
}

}  // namespace quitrent
