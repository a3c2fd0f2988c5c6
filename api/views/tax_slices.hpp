// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "market/event.hpp"
#include "tax/accrual.hpp"
#include "tax/calendar.hpp"

namespace quitrent {

/// What an overdue asset had and owed at a second: its arrears stop growing at its assessment.
struct Overdue {
  Money escrow;
  Money arrears;
};

/// A stretch of time in which an asset was taxed on the same values under the same holder.
struct TaxedStretch {
  Period over;
  NamedParty holder;
  AssetState state = AssetState::active;  ///< auction: charged when its former holder redeemed it
  Money assessment;
  std::vector<DatedLevels> levels = {};  ///< what its terms left closed
  std::optional<Overdue> overdue = {};   ///< at the beginning; nothing: the escrow pays all
};

/// When and on what tax accrued for an asset, from its registration on.
struct TaxHistory {
  AssetClass asset_class = AssetClass::patent;
  Instant registered_at;
  std::vector<TaxedStretch> stretches;  ///< by time; between two no tax accrued
  std::shared_ptr<const Calendar> calendar;
};

/// One stretch of tax at one rate.
struct TaxSlice {
  TaxedStretch stretch;    ///< `over` is the slice's own
  Share degree;            ///< throughout
  AnnualRate rate;         ///< average effective rate on the assessment
  Money amount;            ///< due, but for what would pass the ceiling of arrears: that is no tax
  std::int64_t carry = 0;  ///< the remainder after it, in [0, kCarryLimit)
};

/// The tax of an asset over `period`: a slice for each stretch under one regime of rates. The carry
/// runs from slice to slice and into the first one from the asset's registration, so that the
/// amounts sum to what fell due, whatever the slices and however the asset was levied. Source:
/// MECHANISM.md, section 3.
std::vector<TaxSlice> tax_slices(const TaxHistory& history, Period period);

/// Gathers the history of an asset's tax from the asset as it stood after each event.
class TaxHistoryMaking {
 public:
  /// The asset came to stand like this at `at`. Calls come in the order of time.
  void stands(Instant at, const Asset& asset, const NamedParty& holder);
  /// The asset was redeemed at `at`: the time since its foreclosure is charged. Comes before the
  /// call of stands() for the same event.
  void redeemed(Instant at);
  /// The stretches up to `until`.
  std::vector<TaxedStretch> take(Instant until);

 private:
  void close(Instant at);

  std::vector<TaxedStretch> stretches_;
  std::optional<TaxedStretch> open_;  // accruing, or in auction
};

}  // namespace quitrent
