// SPDX-License-Identifier: EUPL-1.2
#include "api/http/terms/terms_body.hpp"

#include "api/http/json/lawful_values.hpp"
#include "registry/title/licence_documents.hpp"

namespace quitrent::api {
namespace {

constexpr Bounds kExpression{.least = 1, .most = 2'000};

/// Reads the texts for which references of the terms stand: `{"LicenseRef-x": "sha256:..."}`.
void read_documents(const JsonValue& value, Terms& terms, std::vector<FieldFault>& faults) {
  Shape documents{value, "/terms/documents", faults};
  if (value.members.size() > kMostReferences) {
    faults.push_back(
        {.pointer = "/terms/documents",
         .code = ProblemCode::out_of_range,
         .detail = "Terms state at most " + std::to_string(kMostReferences) + " documents."});
    return;
  }
  for (const std::string_view reference : references_of(terms)) {
    if (const auto digest = documents.digest(reference, Presence::optional)) {
      state_document(terms, {.reference = std::string{reference}, .digest = digest});
    }
  }
  documents.done();
}

/// Terms of a work: `{spdx, source_withheld?, documents?, then?}`. Each `then` has its date and may
/// have a further `then`; the documents are for all of them.
Terms licence_from(const JsonValue& value, std::vector<FieldFault>& faults) {
  Terms terms;
  terms.form = TermsForm::licence;
  Shape shape{value, "/terms", faults};
  terms.spdx = shape.text("spdx", Presence::required, kExpression).value_or("");
  terms.source_withheld = shape.truth("source_withheld", Presence::optional).value_or(false);
  const JsonValue* const documents = shape.field("documents", Presence::optional);
  const JsonValue* next = shape.field("then", Presence::optional);
  shape.done();
  std::string pointer = "/terms/then";
  while (next != nullptr) {
    if (terms.then.size() >= kMostSteps) {
      faults.push_back({.pointer = pointer,
                        .code = ProblemCode::out_of_range,
                        .detail = "At most " + std::to_string(kMostSteps) +
                                  " later terms may follow the first."});
      break;
    }
    Shape step{*next, pointer, faults};
    const auto spdx = step.text("spdx", Presence::required, kExpression);
    const auto day_text = step.word("on", Presence::required);
    const auto on = day_text ? parse_day(*day_text) : std::nullopt;
    if (day_text && !on) {
      step.fault("on", ProblemCode::invalid_field, "This field is a day such as 2029-01-01.");
    }
    next = step.field("then", Presence::optional);
    step.done();
    pointer += "/then";
    terms.then.push_back({.spdx = spdx.value_or(""), .on = on.value_or(Instant{})});
  }
  if (documents != nullptr) read_documents(*documents, terms, faults);
  return terms;
}

/// Terms of a patent or design: `{commitment}`.
Terms commitment_from(const JsonValue& value, std::vector<FieldFault>& faults) {
  Terms terms;
  terms.form = TermsForm::commitment;
  Shape shape{value, "/terms", faults};
  if (const auto word = shape.word("commitment", Presence::required)) {
    if (const auto commitment = parse_commitment(*word)) {
      terms.commitment = *commitment;
    } else {
      shape.fault("commitment", ProblemCode::unknown_terms, lawful_values(kCommitments));
    }
  }
  shape.done();
  return terms;
}

/// Replaces an expression by its normal form. Notes a fault where it cannot be read.
void normalise(std::string& spdx, const tax::LicenceTable& licences, const std::string& pointer,
               std::vector<FieldFault>& faults) {
  auto normal = tax::normal_form(licences, spdx);
  if (normal) {
    spdx = *std::move(normal);
    return;
  }
  faults.push_back({.pointer = pointer + normal.error().pointer,
                    .code = ProblemCode::unknown_terms,
                    .detail = normal.error().what});
}

}  // namespace

FieldFault terms_fault(const tax::DegreeFault& fault) {
  return {.pointer = "/terms" + fault.pointer,
          .code = static_cast<ProblemCode>(fault.code),
          .detail = fault.what};
}

Terms terms_of_class(Shape& shape, const std::optional<AssetClass>& named_class,
                     std::vector<FieldFault>& faults) {
  if (!named_class) {
    shape.field("terms", Presence::optional);
    return {};
  }
  const TermsForm form = terms_form(*named_class);
  if (form == TermsForm::nothing) return {};  // a field `terms` is then reported as unknown
  const JsonValue* value = shape.field("terms", Presence::required);
  if (value == nullptr) return {};
  return form == TermsForm::licence ? licence_from(*value, faults)
                                    : commitment_from(*value, faults);
}

std::optional<Terms> terms_by_fields(Shape& shape, Presence presence,
                                     std::vector<FieldFault>& faults) {
  const JsonValue* value = shape.field("terms", presence);
  if (value == nullptr) return std::nullopt;
  const bool by_licence = value->member("spdx") != nullptr;
  const bool by_commitment = value->member("commitment") != nullptr;
  if (value->kind == JsonValue::Kind::object && !by_licence && !by_commitment) {
    faults.push_back({.pointer = "/terms",
                      .code = ProblemCode::missing_field,
                      .detail = "State `spdx` of a work, `commitment` of a patent or design."});
  }
  // Where both fields are present, `commitment` is reported as unknown.
  return by_commitment && !by_licence ? commitment_from(*value, faults)
                                      : licence_from(*value, faults);
}

void normalise(Terms& terms, const tax::LicenceTable& licences, std::vector<FieldFault>& faults) {
  if (terms.form != TermsForm::licence) return;
  std::string pointer = "/terms";
  normalise(terms.spdx, licences, pointer, faults);
  for (DatedLicence& later : terms.then) {
    pointer += "/then";
    normalise(later.spdx, licences, pointer, faults);
  }
}

}  // namespace quitrent::api
