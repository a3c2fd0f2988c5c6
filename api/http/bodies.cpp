// SPDX-License-Identifier: EUPL-1.2
#include "api/http/bodies.hpp"

#include <algorithm>

#include "api/http/shape.hpp"
#include "registry/vocabulary/instant_reading.hpp"

namespace quitrent {
namespace {

constexpr Bounds kReference{.least = 1, .most = 200};
constexpr Bounds kBasket{.least = 1, .most = 100};

Roles roles_from(Shape& shape) {
  const auto* items = shape.items("roles", Presence::optional, {.least = 1, .most = kRoles.size()});
  if (items == nullptr) return Roles{Role::member};
  Roles roles;
  for (std::size_t at = 0; at < items->size(); ++at) {
    const JsonValue& item = (*items)[at];
    const auto role =
        item.kind == JsonValue::Kind::string ? parse_role(item.text) : std::optional<Role>{};
    if (!role || roles.has(*role)) {
      shape.fault("roles/" + std::to_string(at), ProblemCode::invalid_field,
                  "A role is member, registrar, policy, auditor or operator, each once.");
      continue;
    }
    roles.add(*role);
  }
  return roles;
}

FromBody<AmountBody> amount_and_reference(const JsonValue& body, Presence reference) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  const auto amount = shape.amount("amount", Presence::required, AmountRange::above_zero);
  const auto text = shape.text("reference", reference, kReference);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return AmountBody{.amount = *amount, .reference = text.value_or("")};
}

FromBody<AssetAmountBody> amount_of_asset(const JsonValue& body, std::string_view name,
                                          AmountRange range) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  const auto amount = shape.amount(name, Presence::required, range);
  const auto version = shape.count("expected_version", Presence::optional);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return AssetAmountBody{.amount = *amount, .expected_version = version};
}

std::optional<PurchaseItem> item_from(const JsonValue& value, std::string pointer,
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
  return PurchaseItem{.asset = *asset,
                      .max_price = *max_price,
                      .assessment = *assessment,
                      .escrow = *escrow,
                      .expected_terms = terms};
}

}  // namespace

FromBody<RegisterParty> party_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  const auto name = shape.text("name", Presence::required);
  const Roles roles = roles_from(shape);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return RegisterParty{.name = *name, .roles = roles, .key = {}};
}

FromBody<AmountBody> credit_from(const JsonValue& body) {
  return amount_and_reference(body, Presence::required);
}

FromBody<AmountBody> withdrawal_from(const JsonValue& body) {
  return amount_and_reference(body, Presence::optional);
}

FromBody<AssetAmountBody> assessment_from(const JsonValue& body) {
  return amount_of_asset(body, "assessment", AmountRange::assessment);
}

FromBody<AssetAmountBody> escrow_from(const JsonValue& body) {
  return amount_of_asset(body, "amount", AmountRange::above_zero);
}

FromBody<PurchaseAssets> purchase_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  PurchaseAssets purchase;
  if (const auto* items = shape.items("items", Presence::required, kBasket)) {
    purchase.items.reserve(items->size());
    for (std::size_t at = 0; at < items->size(); ++at) {
      const std::string pointer = "/items/" + std::to_string(at);
      auto item = item_from((*items)[at], pointer, faults);
      if (!item) continue;
      if (std::ranges::find(purchase.items, item->asset, &PurchaseItem::asset) !=
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

FromBody<std::string> freeze_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  auto reference = shape.text("reference", Presence::required, kReference);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return std::move(*reference);
}

FromBody<Instant> clock_from(const JsonValue& body, Instant now) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  std::optional<Instant> to = shape.instant("to", Presence::optional);
  const auto by_text = shape.text("by", Presence::optional);
  const auto by = by_text ? parse_duration(*by_text) : std::nullopt;
  if (by_text && !by) {
    shape.fault("by", ProblemCode::invalid_field, "This field is a duration such as 90d.");
  }
  shape.done();
  if (faults.empty() && to.has_value() == by.has_value()) {
    shape.fault("to", to ? ProblemCode::invalid_field : ProblemCode::missing_field,
                "State either `to` or `by`.");
  }
  if (by) to = now + *by;
  if (faults.empty() && *to > kLatestInstant) {
    shape.fault("by", ProblemCode::out_of_range,
                "The clock goes to " + to_text(kLatestInstant) + " at most.");
  }
  if (faults.empty() && *to < now) {
    shape.fault("to", ProblemCode::out_of_range,
                "The clock only goes forward; it stands at " + to_text(now) + ".");
  }
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return *to;
}

}  // namespace quitrent
