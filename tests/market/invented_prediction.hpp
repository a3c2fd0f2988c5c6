// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "market/state/prediction.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::testing {

/// A prediction over a period, in which no two figures are equal. Sums pass 64 bits.
inline market::Prediction invented_prediction(Period over) {
  const auto sum = [](std::uint64_t low) { return Debt::from_words(1, low); };
  return {.simulation = SimulationId::derived({}, 1, over.begin),
          .digest = sha256("seen"),
          .sequence = 300,
          .register_digest = sha256("chain"),
          .version = "0.9.1",
          .over = over,
          .newly_delinquent_in_30_days = 4,
          .newly_delinquent_in_90_days = 5,
          .opened = {.low = 6, .middle = 7, .high = 1'000'000},
          .purchases = {.low = 9, .middle = 10, .high = 1ULL << 60},
          .assessed = {.low = sum(12), .middle = sum(13), .high = sum(14)},
          .by_class = {{.asset_class = AssetClass::patent,
                        .assets = 15,
                        .assessed = sum(16),
                        .baseline = sum(17),
                        .reform = sum(18)},
                       {.asset_class = AssetClass::model,
                        .assets = 19,
                        .assessed = sum(20),
                        .baseline = sum(21),
                        .reform = sum(22)}}};
}

}  // namespace quitrent::testing
