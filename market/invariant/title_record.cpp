// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/title_record.hpp"

namespace quitrent::market {
namespace {

void add_link(TitleRecord::Chain& chain, const Conveyance& link) {
  ++chain.links;
  chain.digest = chain_link(chain.digest, link);
  chain.last = link;
  if (link.has_holder) chain.last_holder = link.holder.id;
}

/// The gap between the last link and the next conveyance; empty if there is none.
std::string gap(const TitleRecord::Chain& chain, const AssetConveyed& conveyed) {
  if (chain.links == 0) return "conveyed before it was registered";
  if (conveyed.conveyance.at < chain.last.at)
    return "conveyed before it was conveyed the last time";
  if (conveyed.from.id != chain.last_holder) return "conveyed by somebody who was not in title";
  return {};
}

}  // namespace

void TitleRecord::observe(const Event& event) {
  if (const auto* registered = std::get_if<AssetRegistered>(&event)) {
    Chain& chain = chains_[registered->id];
    if (chain.links > 0) chain.broken = "registered twice";
    add_link(chain, {.cause = ConveyanceCause::registration,
                     .has_holder = true,
                     .holder = registered->holder,
                     .at = registered->status.levied_to,
                     .price = {}});
  } else if (const auto* conveyed = std::get_if<AssetConveyed>(&event)) {
    Chain& chain = chains_[conveyed->asset];
    if (chain.broken.empty()) chain.broken = gap(chain, *conveyed);
    add_link(chain, conveyed->conveyance);
  }
}

const TitleRecord::Chain* TitleRecord::chain(const AssetId& asset) const {
  const auto found = chains_.find(asset);
  return found == chains_.end() ? nullptr : &found->second;
}

}  // namespace quitrent::market
