// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/one_holder_per_asset.hpp"

namespace quitrent::market::one_holder_per_asset {

std::optional<std::string> violation(const Books& books, const TitleRecord& record) {
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    const std::string name = to_text(asset.id);
    if (asset.holder >= books.party_count()) return name + " is held by nobody of the register";
    const TitleRecord::Chain* chain = record.chain(asset.id);
    if (chain == nullptr) return name + " was never registered";
    const std::string state{to_text(asset.status.state)};
    if (asset.has_holder() && !chain->last.has_holder) {
      return name + " is " + state + ", but nobody is in title";
    }
    if (!asset.has_holder() && chain->last.has_holder) {
      return name + " is " + state + ", but somebody is in title";
    }
    if (books.party(asset.holder).id != chain->last_holder) {
      return name + " is held by another than its chain of title says";
    }
  }
  return std::nullopt;
}

}  // namespace quitrent::market::one_holder_per_asset
