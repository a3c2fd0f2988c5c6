// SPDX-License-Identifier: EUPL-1.2
#include "api/views/asset_replay.hpp"

#include <algorithm>
#include <variant>
#include <vector>

#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::api {

void AssetReplay::take(const market::Event& event) {
  if (std::holds_alternative<market::SchedulePublished>(event) ||
      std::holds_alternative<market::DegreeBasisRecorded>(event) ||
      std::holds_alternative<market::OutageRecorded>(event)) {
    if (!books_.founded() && !std::holds_alternative<market::SchedulePublished>(event)) {
      throw DamagedBytes("the views miss the founding schedule");
    }
    apply(books_, event);
    if (std::holds_alternative<market::SchedulePublished>(event)) {
      reforecast(books_, 0, books_.asset_count());
    }
    return;
  }
  const std::vector<AssetId> about = subjects(event);
  if (std::ranges::find(about, id_) == about.end()) return;
  check(event);
  take_own(event);
}

void AssetReplay::check(const market::Event& event) const {
  // An index found this event. Applying one that does not fit would end the process.
  if (std::holds_alternative<market::AssetRegistered>(event) != (asset() == nullptr)) {
    throw DamagedBytes("the views miss an event of an asset, or have one too many");
  }
}

void AssetReplay::take_own(const market::Event& event) {
  if (const auto* registered = std::get_if<market::AssetRegistered>(&event))
    add_party(registered->holder);
  if (const auto* conveyed = std::get_if<market::AssetConveyed>(&event)) {
    add_party(conveyed->from);
    if (conveyed->conveyance.has_holder) add_party(conveyed->conveyance.holder);
  }
  if (const auto* changed = std::get_if<market::PurchaseChanged>(&event)) {
    // The books hold no other asset of the basket.
    add_party(changed->purchase.buyer);
    market::PurchaseChanged own = *changed;
    std::erase_if(own.purchase.items,
                  [this](const market::PendingItem& item) { return item.asset != id_; });
    apply(books_, own);
    return;
  }
  apply(books_, event);
}

void AssetReplay::add_party(const NamedParty& party) {
  if (books_.party(party.id) != nullptr) return;
  // Roles and keys of the party do not matter here; keys only have to differ.
  apply(books_, market::PartyRegistered{.id = party.id,
                                        .name = party.name,
                                        .roles = Roles{Role::member},
                                        .key = sha256(view(party.id.uuid))});
}

}  // namespace quitrent::api
