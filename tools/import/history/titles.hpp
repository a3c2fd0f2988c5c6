// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace quitrent::history {

/// A class of assets with what the history gives it.
struct Trade {
  std::string_view asset_class;
  std::int64_t rate_permille;                ///< the highest yearly rate within the two years
  std::span<const std::string_view> titles;  ///< invented names, one an asset
};

/// The seven classes, each with the names of assets that live without a story of their own.
std::span<const Trade> trades();

/// The trade of a class; the caller names one of the seven.
const Trade& trade_of(std::string_view asset_class);

/// Public terms, and how much of the rate they leave at most.
struct Offer {
  const char*
      terms;  ///< JSON; empty for a trademark. `@later:N` is a date, N days after the registration
  std::int64_t permille;  ///< the highest degree that they have, rounded up
};

/// The terms that assets of a class state, from which chance takes one.
std::span<const Offer> offers_of(std::string_view asset_class);

}  // namespace quitrent::history
