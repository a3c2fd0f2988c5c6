// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/properties/market_crowd.hpp"

namespace quitrent::properties {

/// Holders that withdraw assets and register them anew, often in another class, and a registrar
/// that finds such terms false. What they file depends only on the seed and on what the register
/// shows.
class ReturningHolders {
 public:
  /// `stage` must outlive the holders.
  ReturningHolders(std::uint64_t seed, trial::TrialRegister& stage);
  /// Files once, or not at all. Many filings are refused.
  void step();

 private:
  const Asset& some_asset();
  Terms some_terms(AssetClass asset_class);
  void file(const PartyId& by, Filing::Request request);
  void register_anew(const Asset& withdrawn);
  void change_terms(const Asset& asset);

  Chance chance_;
  trial::TrialRegister& stage_;
  PartyId registrar_;
};

}  // namespace quitrent::properties
