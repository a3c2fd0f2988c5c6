// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "registry/ledger/debt.hpp"
#include "registry/title/terms.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::market {

/// The most bytes of the version of a program that a prediction names.
inline constexpr std::size_t kMostVersionBytes = 60;

/// A figure that depends on what a simulation assumes: under its low, middle and high assumption.
/// The low figure is not always the least.
template <class Figure>
struct PredictedRange {
  Figure low = {};
  Figure middle = {};
  Figure high = {};
  /// Equal where all three are.
  friend bool operator==(const PredictedRange&, const PredictedRange&) = default;
};

/// What a simulation predicts of the assets of one class.
struct PredictedClass {
  AssetClass asset_class = AssetClass::patent;
  std::uint64_t assets = 0;  ///< that pay tax, at the beginning of the period
  Debt assessed = {};        ///< the sum of their assessments, in µ
  Debt baseline = {};        ///< their tax over the period under the schedule before, in µ
  Debt reform = {};          ///< their tax over the period under the proposed schedule, in µ
  /// Equal where all fields are.
  friend bool operator==(const PredictedClass&, const PredictedClass&) = default;
};

/// What the simulation that the proposer of a schedule saw predicts, and from what. It stands in
/// the journal beside the proposal, so that the outcome is compared with what was said before, and
/// not with what a later program would say. Tax is of 128 bits, as debts are. Source: MECHANISM.md,
/// section 12.
struct Prediction {
  SimulationId simulation;
  Digest digest;               ///< of the simulation's result
  std::uint64_t sequence = 0;  ///< the newest entry of the journal that was simulated
  Digest register_digest;      ///< the digest of the chain after that entry
  std::string version = {};    ///< of the program that simulated, 1 to kMostVersionBytes bytes
  Period over = {};            ///< the simulated period, from the first second of the effect
  /// Assets that become delinquent in the first 30 days under the proposed schedule and not under
  /// the one before, where nobody pays into an escrow.
  std::uint64_t newly_delinquent_in_30_days = 0;
  std::uint64_t newly_delinquent_in_90_days = 0;  ///< the same in the first 90 days
  /// The share of all assets that turns to open terms. Unit: parts per million, 0 to 1,000,000.
  PredictedRange<std::uint32_t> opened = {};
  /// Purchases a year under the proposed schedule. Unit: millionths of a purchase, 0 or more.
  PredictedRange<std::uint64_t> purchases = {};
  /// The sum of all assessments after holders declare anew, in µ.
  PredictedRange<Debt> assessed = {};
  /// By class in ascending order, without those that have no assets.
  std::vector<PredictedClass> by_class = {};
  /// Equal where all fields are.
  friend bool operator==(const Prediction&, const Prediction&) = default;
};

}  // namespace quitrent::market
