// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/accrual.hpp"
#include "tax/degree/degree.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {

/// An asset that is in no register.
struct InventedAsset {
  AssetClass asset_class = AssetClass::patent;
  /// At most one of these three is stated. Without any, the degree is 1.
  std::optional<std::string> licence = {};
  std::optional<Commitment> commitment = {};
  std::optional<Share> degree = {};
  Money assessment = {};
};

/// The tax of one part of an assessment over a time in which nothing changes.
struct ExplainedSlice {
  Period over = {};
  Money above = {};  ///< the lower edge of the part
  Money part = {};   ///< the part: the assessment above that edge, up to the next one
  Share degree = {};
  Share multiplier = {};        ///< of the degree
  AnnualRate base = {};         ///< as the bracket states it
  AnnualRate rate = {};         ///< the effective rate: base x multiplier, rounded down
  Money amount = {};            ///< the tax, with the remainder of the slice before
  SourcePosition bracket = {};  ///< where the schedule states the rate
  SourcePosition curve = {};    ///< where the schedule states the multiplier before the degree
};

/// A tax with the slices that it consists of. They add up to it exactly.
struct ExplainedTax {
  std::vector<ExplainedSlice> slices = {};  ///< by time, then by edge; nothing where nothing is due
  Money total = {};
  std::int64_t carry = 0;  ///< the remainder, in [0, kCarryLimit)
};

/// The tax of an asset over a period, with no remainder before it: what levied() levies in it.
ExplainedTax explained_tax(const ScheduleTimeline& timeline, const Taxed& taxed, Period over);

/// The tax of an invented asset over a period, as if its terms were stated at its begin. Refuses,
/// with one sentence with a full stop: an assessment outside 1 µ … 10^18 µ, a class that is not
/// taken at the begin, an empty period, a tax beyond the largest Money, and terms that
/// whole_terms() or levels_of() refuses.
std::expected<ExplainedTax, std::string> tax_of(const ScheduleTimeline& timeline,
                                                const DegreeFacts& facts,
                                                const InventedAsset& asset, Period over);

}  // namespace quitrent::tax
