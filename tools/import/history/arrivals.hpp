// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "tools/import/history/draft.hpp"

namespace quitrent::history {

/// An asset with a story, and the day on which it is registered.
struct Arrival {
  int day;
  NewAsset asset;
};

/// The assets that have a story, see scenes().
const std::vector<Arrival>& arrivals();

}  // namespace quitrent::history
