// SPDX-License-Identifier: EUPL-1.2
#include "market/books.hpp"

#include <algorithm>
#include <functional>

#include "market/clocks.hpp"
#include "market/figures.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

std::uint64_t hash_of(const ExternalIdentifier& identifier) {
  // Never leaves the process: it only finds candidates.
  return std::hash<std::string>{}(identifier.scheme + '\0' + identifier.value);
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

template <class Visit>
void Books::each_pending(Visit&& visit) const {
  std::map<std::uint32_t, const PendingPurchase*> seen;
  for (const Books* layer = this; layer != nullptr; layer = layer->base_) {
    for (const auto& [number, purchase] : layer->pending_) {
      seen.emplace(number, purchase ? &*purchase : nullptr);
    }
  }
  for (const auto& [number, purchase] : seen) {
    if (purchase != nullptr) visit(number, *purchase);
  }
}

Money Books::held(const PartyId& buyer) const {
  Money sum;
  each_pending([&](std::uint32_t number, const PendingPurchase& purchase) {
    if (purchase.buyer.id == buyer) sum += ledger_.balance({AccountKind::held, number});
  });
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
    const Levy levy = levied(*calendar(), taxed(asset), settlement(asset.standing), at);
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
  std::map<std::uint32_t, PendingPurchase> moved;
  each_pending([&](std::uint32_t number, const PendingPurchase& purchase) {
    PendingPurchase later = purchase;
    later.closes_at = close_of(*this, purchase);
    moved.emplace(number, std::move(later));
  });
  for (auto& [number, purchase] : moved) follow(number, std::move(purchase));
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
}

/// What each kind of event makes of the books.
struct Books::Applier {
  Books& books;

  Asset& changed(const AssetId& id) const {
    const auto ordinal = books.assets_.ordinal(id);
    promise(ordinal.has_value(), "an event names an asset of the register");
    return books.assets_.change(*ordinal);
  }

  void operator()(const AssetRegistered& event) const {
    const auto holder = books.parties_.ordinal(event.holder.id);
    promise(holder.has_value(), "an asset is registered by a party of the register");
    Asset asset;
    asset.id = event.id;
    asset.asset_class = event.asset_class;
    asset.degree = event.degree;
    asset.registered_at = event.standing.levied_to;
    asset.expires_at = event.expires_at;
    asset.standing = event.standing;
    asset.particulars = event.particulars;
    asset.encumbrances = event.encumbrances;
    convey(asset,
           {.cause = ConveyanceCause::registration,
            .has_holder = true,
            .holder = event.holder,
            .at = event.standing.levied_to,
            .price = {}},
           *holder);
    books.enter(std::move(asset));
  }

  void operator()(const StandingChanged& event) const {
    changed(event.asset).standing = event.standing;
  }

  void operator()(const AssetConveyed& event) const {
    Asset& asset = changed(event.asset);
    Ordinal holder = asset.holder;
    if (event.conveyance.has_holder) {
      const auto found = books.parties_.ordinal(event.conveyance.holder.id);
      promise(found.has_value(), "title passes to a party of the register");
      holder = *found;
    }
    convey(asset, event.conveyance, holder);
    asset.standing = event.standing;
    asset.encumbrances = event.encumbrances;
    if (event.standing.state == AssetState::commons) asset.degree = Share{};
  }

  void operator()(const EncumbrancesChanged& event) const {
    Asset& asset = changed(event.asset);
    asset.encumbrances = event.encumbrances;
    asset.standing = event.standing;
  }

  void operator()(const RegistrarNoted& event) const {
    Asset& asset = changed(event.asset);
    asset.expires_at = event.expires_at;
    if (event.note == RegistrarNote::evidence) asset.title_evidence = TitleEvidence::confirmed;
    asset.standing = event.standing;
  }

  void operator()(const PurchaseChanged& event) const {
    const bool waits = event.status == PurchaseStatus::pending;
    books.follow(event.number, waits ? std::optional{event.purchase} : std::nullopt);
  }

  void operator()(const OutageRecorded& event) const { books.hold_all(event.down); }

  void operator()(const RegisterLevied& event) const { books.levy_all(event.at); }

  void operator()(const RevenueApportioned& event) const {
    std::vector<std::string> names = books.beneficiaries();
    for (const ApportionedShare& share : event.shares) {
      if (std::ranges::find(names, share.to) == names.end()) names.push_back(share.to);
    }
    books.beneficiaries_ = std::move(names);
  }

  void operator()(const PartyFrozen& event) const {
    books.parties_.change(event.party).frozen = event.frozen;
  }

  void operator()(const SchedulePublished& event) const {
    std::vector<SchedulePublished> schedules;
    if (books.founded()) {
      schedules = books.schedules();
    } else {
      books.register_levied_at_ = event.effective;
    }
    schedules.push_back(event);
    std::vector<PublishedSchedule> published;
    for (const SchedulePublished& one : schedules) {
      auto schedule = read_schedule(one.toml);
      promise(schedule.has_value(), "a published schedule was read without fault before");
      published.push_back({.in_force_from = one.effective, .schedule = std::move(*schedule)});
    }
    books.calendar_ = std::make_shared<const Calendar>(std::move(published));
    books.schedules_ = std::make_shared<const std::vector<SchedulePublished>>(std::move(schedules));
  }

  void operator()(const PartyRegistered& event) const {
    const Ordinal ordinal =
        books.parties_.add({.id = event.id, .name = event.name, .roles = event.roles});
    promise(books.keys_.emplace(event.key, ordinal).second, "no two parties share a key");
  }

  void operator()(const MoneyPosted& event) const {
    books.ledger_.post(event.posting);
    if (event.posting.kind == PostingKind::credit) {
      books.references_.insert(event.posting.reference);
    }
  }

  void operator()(const DebtChanged& event) const { books.owe(event.party, event.debt); }
};

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

void apply(Books& books, const Event& event) { std::visit(Books::Applier{books}, event); }

}  // namespace quitrent
