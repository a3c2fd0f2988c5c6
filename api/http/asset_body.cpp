// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "api/http/bodies.hpp"
#include "api/http/shape.hpp"
#include "tax/degree/degree.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent {
namespace {

constexpr Bounds kIdentifier{.least = 1, .most = 120};
constexpr Bounds kIdentifiers{.least = 0, .most = 8};
constexpr Bounds kExpression{.least = 1, .most = 2'000};

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
    ExternalIdentifier identifier{.scheme = *scheme, .value = *value};
    if (std::ranges::find(identifiers, identifier) != identifiers.end()) {
      faults.push_back({.pointer = pointer,
                        .code = ProblemCode::invalid_field,
                        .detail = "The asset bears this identifier twice."});
      continue;
    }
    identifiers.push_back(std::move(identifier));
  }
  return identifiers;
}

/// Terms of a work: `{spdx, source_withheld?, then?}`, each `then` with its day and the next one.
Terms licence_from(const JsonValue& value, std::vector<FieldFault>& faults) {
  Terms terms;
  terms.form = TermsForm::licence;
  Shape shape{value, "/terms", faults};
  terms.spdx = shape.text("spdx", Presence::required, kExpression).value_or("");
  terms.source_withheld = shape.truth("source_withheld", Presence::optional).value_or(false);
  const JsonValue* next = shape.field("then", Presence::optional);
  shape.done();
  std::string pointer = "/terms/then";
  while (next != nullptr) {
    Shape step{*next, pointer, faults};
    const auto spdx = step.text("spdx", Presence::required, kExpression);
    const auto day_text = step.text("on", Presence::required);
    const auto on = day_text ? parse_day(*day_text) : std::nullopt;
    if (day_text && !on) {
      step.fault("on", ProblemCode::invalid_field, "This field is a day such as 2029-01-01.");
    }
    next = step.field("then", Presence::optional);
    step.done();
    pointer += "/then";
    if (spdx && on) terms.then.push_back({.spdx = *spdx, .on = *on});
  }
  return terms;
}

/// Terms of a patent or design: `{commitment}`.
Terms commitment_from(const JsonValue& value, std::vector<FieldFault>& faults) {
  Terms terms;
  terms.form = TermsForm::commitment;
  Shape shape{value, "/terms", faults};
  if (const auto word = shape.text("commitment", Presence::required)) {
    if (const auto commitment = parse_commitment(*word)) {
      terms.commitment = *commitment;
    } else {
      shape.fault("commitment", ProblemCode::unknown_terms, "No such commitment is known.");
    }
  }
  shape.done();
  return terms;
}

Terms terms_from(Shape& shape, AssetClass asset_class, std::vector<FieldFault>& faults) {
  const TermsForm form = terms_form(asset_class);
  if (form == TermsForm::nothing) return {};  // `terms` is then a field that nobody asked for
  const JsonValue* value = shape.field("terms", Presence::required);
  if (value == nullptr) return {};
  return form == TermsForm::licence ? licence_from(*value, faults)
                                    : commitment_from(*value, faults);
}

/// The class, `class`; nothing where it is missing or unknown, which is noted.
std::optional<AssetClass> class_from(Shape& shape) {
  const auto word = shape.text("class", Presence::required);
  const auto named = word ? parse_asset_class(*word) : std::nullopt;
  if (word && !named) shape.fault("class", ProblemCode::invalid_field, "No such class is known.");
  return named;
}

/// The terms, `terms`, in the form that the class takes; of an unknown class any form will do.
Terms terms_from(Shape& shape, const std::optional<AssetClass>& named_class,
                 std::vector<FieldFault>& faults) {
  if (named_class) return terms_from(shape, *named_class, faults);
  shape.field("terms", Presence::optional);
  return {};
}

/// Brings terms whose shape is right into their normal form. Notes what cannot be read, and later
/// terms that are less open than those before.
void settle(Terms& terms, AssetClass asset_class, const std::optional<Weights>& weights,
            std::vector<FieldFault>& faults) {
  const LicenceTable& licences = founding_licences();
  const auto course = degree_course({.licences = licences}, weights, asset_class, terms);
  if (!course) {
    faults.push_back(terms_fault(course.error()));
    return;
  }
  if (terms.form != TermsForm::licence) return;
  terms.spdx = *normal_form(licences, terms.spdx);
  for (DatedLicence& later : terms.then) later.spdx = *normal_form(licences, later.spdx);
}

}  // namespace

FieldFault terms_fault(const DegreeFault& fault) {
  return {.pointer = "/terms" + fault.pointer,
          .code = ProblemCode::unknown_terms,
          .detail = fault.what};
}

FromBody<DegreeBody> degree_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  DegreeBody asked;
  const auto named_class = class_from(shape);
  asked.asset_class = named_class.value_or(AssetClass::patent);
  asked.terms = terms_from(shape, named_class, faults);
  asked.assessment = shape.amount("assessment", Presence::optional, AmountRange::assessment);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return asked;
}

FromBody<RegisterAsset> asset_from(const JsonValue& body, const Calendar& calendar, Instant now) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  RegisterAsset asset;
  auto particulars = std::make_shared<Particulars>();
  particulars->name = shape.text("name", Presence::required).value_or("");
  const auto named_class = class_from(shape);
  asset.asset_class = named_class.value_or(AssetClass::patent);
  particulars->identifiers = identifiers_from(shape, faults);
  particulars->terms = terms_from(shape, named_class, faults);
  const auto assessment = shape.amount("assessment", Presence::required, AmountRange::assessment);
  const auto escrow = shape.amount("escrow", Presence::required, AmountRange::zero_or_more);
  asset.expires_at = shape.instant("expires_at", Presence::optional).value_or(kEndOfTime);
  shape.done();
  if (faults.empty()) {
    settle(particulars->terms, asset.asset_class, calendar.weights(asset.asset_class, now), faults);
  }
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  asset.assessment = *assessment;
  asset.escrow = *escrow;
  asset.particulars = std::move(particulars);
  return asset;
}

}  // namespace quitrent
