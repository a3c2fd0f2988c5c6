// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/chain_is_unbroken.hpp"

namespace quitrent::market::chain_is_unbroken {

std::optional<std::string> violation(const Books& books, const TitleRecord& record) {
  if (record.size() != books.asset_count()) {
    return "the events registered " + std::to_string(record.size()) + " assets, the books hold " +
           std::to_string(books.asset_count());
  }
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    const std::string name = to_text(asset.id);
    const TitleRecord::Chain* chain = record.chain(asset.id);
    if (chain == nullptr) return name + " was never registered";
    if (!chain->broken.empty()) return name + " was " + chain->broken;
    if (chain->links != asset.conveyances) return name + " has lost or won a link of its chain";
    if (chain->digest != asset.chain) return name + " has another chain of title than its events";
    if (chain->last.at != asset.conveyed_at) return name + " changed hands at another second";
  }
  return std::nullopt;
}

}  // namespace quitrent::market::chain_is_unbroken
