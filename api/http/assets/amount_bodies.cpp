// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/amount_bodies.hpp"

#include "api/http/json/from_body.hpp"
#include "api/http/json/shape.hpp"

namespace quitrent::api {
namespace {

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

}  // namespace

FromBody<AssetAmountBody> assessment_from(const JsonValue& body) {
  return amount_of_asset(body, "assessment", AmountRange::assessment);
}

FromBody<AssetAmountBody> escrow_from(const JsonValue& body) {
  return amount_of_asset(body, "amount", AmountRange::above_zero);
}

}  // namespace quitrent::api
