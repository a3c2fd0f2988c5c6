// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/asset.hpp"

#include <algorithm>
#include <array>

namespace quitrent {
namespace {

constexpr std::array<std::string_view, kAssetStates.size()> kStateNames{
    "active",  "pending",   "delinquent", "auction",    "commons",
    "expired", "withdrawn", "struck",     "surrendered"};

}  // namespace

std::string_view to_text(AssetState state) {
  return kStateNames.at(static_cast<std::size_t>(state));
}

std::optional<AssetState> parse_asset_state(std::string_view text) {
  const auto found = std::ranges::find(kStateNames, text);
  if (found == kStateNames.end()) return std::nullopt;
  return static_cast<AssetState>(found - kStateNames.begin());
}

std::string_view to_text(TitleEvidence evidence) {
  return evidence == TitleEvidence::claimed ? "claimed" : "confirmed";
}

}  // namespace quitrent
