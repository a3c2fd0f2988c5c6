// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/views/asset_replay.hpp"
#include "api/views/tax_slices.hpp"

namespace quitrent::api {

/// The tax of an asset up to an entry.
struct TaxState {
  std::uint64_t ended = 0;                 ///< number of intervals that have ended
  TaxSum before = {};                      ///< tax that fell due in those intervals
  std::optional<TaxedInterval> open = {};  ///< the interval that has not ended
};

/// The state of an asset that the views keep at a milestone, as bytes. A read begins there and does
/// not replay earlier entries.
struct KeptState {
  std::string tax;
  std::string books;
};

/// `encoded` gives the state as bytes; `tax_state` reads them and throws DamagedBytes.
std::string encoded(const TaxState& state);
TaxState tax_state(std::string_view bytes);

/// A replay that continues from encoded books; throws DamagedBytes.
AssetReplay replay_from(const AssetId& asset, std::string_view books);

}  // namespace quitrent::api
