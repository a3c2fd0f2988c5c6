// SPDX-License-Identifier: EUPL-1.2
#include "market/books.hpp"

#include <algorithm>
#include <functional>

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

std::optional<Ordinal> Books::bearer(const ExternalIdentifier& identifier) const {
  const auto found = bearers_.find(hash_of(identifier), [&](Ordinal candidate) {
    const auto& borne = asset(candidate).particulars->identifiers;
    return std::ranges::find(borne, identifier) != borne.end();
  });
  if (found || base_ == nullptr) return found;
  return base_->bearer(identifier);
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
  if (overlay.calendar_ != nullptr) calendar_ = std::move(overlay.calendar_);
  if (overlay.founding_) founding_ = std::move(overlay.founding_);
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
  }

  void operator()(const SchedulePublished& event) const {
    auto schedule = read_schedule(event.toml);
    promise(schedule.has_value(), "a published schedule was read without fault before");
    books.calendar_ = Calendar::founded_on(std::move(*schedule));
    books.founding_ = event;
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

void apply(Books& books, const Event& event) { std::visit(Books::Applier{books}, event); }

}  // namespace quitrent
