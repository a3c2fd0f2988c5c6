// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"

namespace quitrent::api {

/// `{items: [{asset, max_price, assessment, escrow, expected_terms?}]}`, 1 to 100, no asset twice.
FromBody<market::PurchaseAssets> purchase_from(const JsonValue& body);

/// What somebody wants to know before a purchase.
struct QuoteBody {
  AssetId asset;
  std::optional<Money> assessment;  ///< nothing: the one that stands
  std::optional<Money> escrow;      ///< nothing: the cover
};
/// `{asset, assessment?, escrow?}`.
FromBody<QuoteBody> quote_from(const JsonValue& body);

}  // namespace quitrent::api
