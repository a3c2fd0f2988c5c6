// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tools/import/history/step.hpp"

namespace quitrent::history {

/// How long the history is.
inline constexpr Duration kLength = Duration::from_days(730);

/// The whole history, in the order of time.
struct History {
  std::vector<Step> steps;
  Instant end;
  std::size_t parties = 0, assets = 0;
  std::string holder;  ///< the member that holds most assets at the end
};

/// Two years of an invented register that begin at `start`: its parties and assets, their stories,
/// what chance adds, and two reforms. The same start gives the same history.
History invented_history(Instant start);

}  // namespace quitrent::history
