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
  std::uint64_t ended = 0;                 ///< how many intervals have ended
  TaxSum before = {};                      ///< what fell due in those
  std::optional<TaxedInterval> open = {};  ///< the one that goes on
};

/// What the views keep at a milestone, as bytes, so that nobody has to replay what came before.
struct KeptState {
  std::string tax;
  std::string books;
};

/// The state as bytes, and back; throws DamagedBytes.
std::string encoded(const TaxState& state);
TaxState tax_state(std::string_view bytes);

/// A replay that goes on from books as bytes; throws DamagedBytes.
AssetReplay replay_from(const AssetId& asset, std::string_view books);

}  // namespace quitrent::api
