// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/asset_body.hpp"

#include <algorithm>

#include "api/http/assets/origins_body.hpp"
#include "api/http/json/from_body.hpp"
#include "api/http/json/lawful_values.hpp"
#include "api/http/json/shape.hpp"
#include "api/http/terms/terms_bodies.hpp"
#include "api/http/terms/terms_body.hpp"
#include "registry/title/external_identifier.hpp"

namespace quitrent::api {
namespace {

constexpr Bounds kIdentifier{.least = 1, .most = 120};
constexpr Bounds kIdentifiers{.least = 0, .most = 8};

std::vector<ExternalIdentifier> identifiers_from(Shape& shape, std::vector<FieldFault>& faults) {
  std::vector<ExternalIdentifier> identifiers;
  const auto* items = shape.items("identifiers", Presence::optional, kIdentifiers);
  if (items == nullptr) return identifiers;
  for (std::size_t at = 0; at < items->size(); ++at) {
    const std::string pointer = shape.pointer("identifiers") + "/" + std::to_string(at);
    Shape item{(*items)[at], pointer, faults};
    const auto scheme = item.text("scheme", Presence::required, kIdentifier);
    const auto value = item.text("value", Presence::required, kIdentifier);
    item.done();
    if (!scheme || !value) continue;
    auto identifier = canonical({.scheme = *scheme, .value = *value});
    if (!identifier) {
      item.fault(identifier.error().field, ProblemCode::invalid_field, identifier.error().what);
      continue;
    }
    if (std::ranges::find(identifiers, *identifier) != identifiers.end()) {
      faults.push_back({.pointer = pointer,
                        .code = ProblemCode::invalid_field,
                        .detail = "The asset bears this identifier twice."});
      continue;
    }
    identifiers.push_back(*std::move(identifier));
  }
  return identifiers;
}

/// The field `class`. Nothing, and a fault, where it is missing or unknown.
std::optional<AssetClass> class_from(Shape& shape) {
  const auto word = shape.word("class", Presence::required);
  const auto named = word ? parse_asset_class(*word) : std::nullopt;
  if (word && !named) {
    shape.fault("class", ProblemCode::invalid_field, lawful_values(kAssetClasses));
  }
  return named;
}

}  // namespace

FromBody<tax::DegreeQuestion> degree_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  tax::DegreeQuestion asked;
  const auto named_class = class_from(shape);
  asked.asset_class = named_class.value_or(AssetClass::patent);
  asked.terms = terms_of_class(shape, named_class, faults);
  asked.assessment = shape.amount("assessment", Presence::optional, AmountRange::assessment);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return asked;
}

FromBody<market::RegisterAsset> asset_from(const JsonValue& body,
                                           const tax::LicenceTable& licences) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  market::RegisterAsset asset;
  auto particulars = std::make_shared<Particulars>();
  particulars->name = shape.text("name", Presence::required).value_or("");
  const auto named_class = class_from(shape);
  asset.asset_class = named_class.value_or(AssetClass::patent);
  particulars->identifiers = identifiers_from(shape, faults);
  particulars->terms = terms_of_class(shape, named_class, faults);
  particulars->derived_from = origins_from(shape, faults, {.least = 0, .most = kMostOrigins});
  const auto assessment = shape.amount("assessment", Presence::required, AmountRange::assessment);
  const auto escrow = shape.amount("escrow", Presence::required, AmountRange::zero_or_more);
  asset.expires_at = shape.instant("expires_at", Presence::optional).value_or(kEndOfTime);
  shape.done();
  if (faults.empty()) normalise(particulars->terms, licences, faults);
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  asset.assessment = *assessment;
  asset.escrow = *escrow;
  asset.particulars = std::move(particulars);
  return asset;
}

}  // namespace quitrent::api
