// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"

namespace quitrent::api {

/// `{items: [{asset, max_price, assessment, escrow, expected_terms?}]}`: 1 to 100 items, no asset
/// twice.
FromBody<market::PurchaseAssets> purchase_from(const JsonValue& body);

/// The body of a request for a quote.
struct QuoteBody {
  AssetId asset;
  std::optional<Money> assessment;  ///< nothing: the present assessment
  std::optional<Money> escrow;      ///< nothing: the cover
};
/// `{asset, assessment?, escrow?}`.
FromBody<QuoteBody> quote_from(const JsonValue& body);

}  // namespace quitrent::api
