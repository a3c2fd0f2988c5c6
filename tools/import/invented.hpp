// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "tools/import/registration.hpp"

namespace quitrent::debian {

/// The name and the cash of the party with which a newcomer can buy.
inline constexpr std::string_view kBuyerName = "Newcomer";
inline constexpr Money kBuyerCash = Money::from_micro(1'000'000'000'000);

/// An asset that exists in the sandbox alone, and the name of its holder there.
struct InventedAsset {
  std::string holder;
  AssetDescription asset;
};

/// A few proprietary assets to buy, with invented holders, names and numbers. The first has the
/// highest price; kBuyerCash is enough for it.
std::vector<InventedAsset> invented_assets();

}  // namespace quitrent::debian
