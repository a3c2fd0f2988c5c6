// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace quitrent::history {

/// A class of assets with what the history gives it.
struct Trade {
  std::string_view asset_class;
  std::int64_t rate_permille;            ///< the highest yearly rate within the two years
  std::vector<std::string_view> titles;  ///< invented names, one an asset
};

/// The seven classes, each with the names of assets that live without a story of their own.
const std::vector<Trade>& trades();

/// The trade of a class; the caller names one of the seven.
const Trade& trade_of(std::string_view asset_class);

/// Public terms, and how much of the rate they leave at most.
struct Offer {
  const char*
      terms;  ///< JSON; empty for a trademark. `@later:N` is a date, N days after the registration
  std::int64_t permille;  ///< the highest degree that they have, rounded up
};

/// The terms that assets of a class state, from which chance takes one.
const std::vector<Offer>& offers_of(std::string_view asset_class);

}  // namespace quitrent::history
