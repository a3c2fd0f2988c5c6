// SPDX-License-Identifier: EUPL-1.2
#include "api/http/purchases/purchase_bodies.hpp"

#include <algorithm>

#include "api/http/json/from_body.hpp"
#include "api/http/json/shape.hpp"

namespace quitrent::api {
namespace {

constexpr Bounds kBasket{.least = 1, .most = 100};

std::optional<market::PurchaseItem> item_from(const JsonValue& value, std::string pointer,
                                              std::vector<FieldFault>& faults) {
  const std::size_t before = faults.size();
  Shape shape{value, std::move(pointer), faults};
  const auto asset = shape.identifier<AssetId>("asset", Presence::required);
  const auto max_price = shape.amount("max_price", Presence::required, AmountRange::zero_or_more);
  const auto assessment = shape.amount("assessment", Presence::required, AmountRange::assessment);
  const auto escrow = shape.amount("escrow", Presence::required, AmountRange::zero_or_more);
  const auto terms = shape.digest("expected_terms", Presence::optional);
  shape.done();
  if (faults.size() > before) return std::nullopt;
  return market::PurchaseItem{.asset = *asset,
                              .max_price = *max_price,
                              .assessment = *assessment,
                              .escrow = *escrow,
                              .expected_terms = terms};
}

}  // namespace

FromBody<market::PurchaseAssets> purchase_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  market::PurchaseAssets purchase;
  if (const auto* items = shape.items("items", Presence::required, kBasket)) {
    purchase.items.reserve(items->size());
    for (std::size_t at = 0; at < items->size(); ++at) {
      const std::string pointer = "/items/" + std::to_string(at);
      auto item = item_from((*items)[at], pointer, faults);
      if (!item) continue;
      if (std::ranges::find(purchase.items, item->asset, &market::PurchaseItem::asset) !=
          purchase.items.end()) {
        faults.push_back({.pointer = pointer + "/asset",
                          .code = ProblemCode::invalid_field,
                          .detail = "An asset stands in a basket once."});
        continue;
      }
      purchase.items.push_back(*item);
    }
  }
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return purchase;
}

FromBody<QuoteBody> quote_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  const auto asset = shape.identifier<AssetId>("asset", Presence::required);
  const auto assessment = shape.amount("assessment", Presence::optional, AmountRange::assessment);
  const auto escrow = shape.amount("escrow", Presence::optional, AmountRange::zero_or_more);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return QuoteBody{.asset = *asset, .assessment = assessment, .escrow = escrow};
}

}  // namespace quitrent::api
