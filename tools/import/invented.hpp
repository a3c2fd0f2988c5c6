// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "tools/import/registration.hpp"

namespace quitrent::debian {

/// The name and the money of the party that a newcomer can buy with.
inline constexpr std::string_view kBuyerName = "Newcomer";
inline constexpr Money kBuyerCash = Money::from_micro(1'000'000'000'000);

/// An asset that nobody owns but in the sandbox, and who is said to hold it.
struct InventedAsset {
  std::string holder;
  AssetDescription asset;
};

/// A handful of proprietary assets to buy: holders, names and numbers are invented. The first is
/// the dearest, and within kBuyerCash.
std::vector<InventedAsset> invented_assets();

}  // namespace quitrent::debian
