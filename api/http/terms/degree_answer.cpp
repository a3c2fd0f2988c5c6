// SPDX-License-Identifier: EUPL-1.2
#include "api/http/terms/degree_answer.hpp"

#include <string>

#include "api/http/json/members.hpp"

namespace quitrent::api {
namespace {

/// Writes a text or, where it is empty, `null`.
void write_unless_empty(JsonWriter& json, std::string_view name, const std::string& value) {
  if (value.empty()) {
    json.null(name);
  } else {
    json.text(name, value);
  }
}

/// Writes the levels, the weights and the causes, each as an object by letter.
void write_dimensions(JsonWriter& json, const tax::DegreeExplanation& explanation) {
  const auto letter = [](std::size_t at) { return tax::kDimensionLetters.substr(at, 1); };
  write_levels(json.key("vector"), explanation.profile.levels);
  write_weights(json.key("weights"), explanation.weights);
  json.key("causes").begin_object();
  for (std::size_t at = 0; at < tax::kDimensions.size(); ++at) {
    const auto& fact = explanation.causes[at].fact;
    if (fact) {
      json.text(letter(at), explanation.facts[*fact].of);
    } else {
      json.null(letter(at));
    }
  }
  json.end_object();
}

void write_fact(JsonWriter& json, const tax::DegreeFact& fact) {
  json.begin_object().text("of", fact.of).text("evidence", fact.evidence);
  write_unless_empty(json, "basis", fact.basis);
  write_unless_empty(json, "anchors", fact.anchors);
  if (fact.document) json.text("document_digest", to_text(*fact.document));
  json.key("sources").begin_array();
  for (const tax::LicenceSource& source : fact.sources) {
    json.begin_object()
        .text("id", source.id)
        .text("version", source.version)
        .text("data_licence", source.data_licence)
        .end_object();
  }
  json.end_array().end_object();
}

/// Writes the other choices of the licensee, the cautions, and the later steps of the terms.
void write_outlook(JsonWriter& json, const tax::EvaluatedDegree& evaluated) {
  json.key("alternatives").begin_array();
  for (const tax::Alternative& other : evaluated.explanation.alternatives) {
    json.begin_object()
        .text("normal", other.normal)
        .text("degree", to_text(other.degree))
        .text("raw", to_text(other.raw))
        .end_object();
  }
  json.end_array().key("warnings").begin_array();
  for (const std::string& sentence : warnings(evaluated.explanation)) json.text(sentence);
  json.end_array().key("steps").begin_array();
  for (const tax::DegreeStep& step : evaluated.steps) {
    json.begin_object()
        .text("from", to_text(step.from))
        .text("degree", to_text(step.degree))
        .end_object();
  }
  json.end_array();
}

}  // namespace

void write_degree(JsonWriter& json, const tax::EvaluatedDegree& evaluated) {
  const tax::DegreeExplanation& explanation = evaluated.explanation;
  json.text("class", to_text(evaluated.asset_class));
  write_unless_empty(json, "normal", explanation.normal);
  write_unless_empty(json, "branch", explanation.branch);
  json.text("degree", to_text(explanation.degree_ppm))
      .text("raw", to_text(explanation.raw_ppm))
      .text("degree_exact", fraction_text(explanation.degree))
      .text("raw_exact", fraction_text(explanation.raw))
      .key("open")
      .boolean(explanation.open);
  write_dimensions(json, explanation);
  json.key("facts").begin_array();
  for (const tax::DegreeFact& fact : explanation.facts) write_fact(json, fact);
  json.end_array();
  write_outlook(json, evaluated);
  text_or_null(json, "assessment", evaluated.assessment);
  text_or_null(json, "rate", evaluated.rate);
  text_or_null(json, "tax_per_year", evaluated.tax_per_year);
}

void write_known_licence(JsonWriter& json, const tax::LicenceLine& line, Share degree) {
  json.begin_object()
      .text("id", line.id)
      .text("kind", line.kind == tax::LicenceKind::reference ? "reference" : "licence");
  write_unless_empty(json, "name", line.name);
  json.text("degree", to_text(degree)).key("deprecated").boolean(line.deprecated);
  write_unless_empty(json, "replaced_by", line.replaced_by);
  json.end_object();
}

void write_known_licence(JsonWriter& json, const RecordedProfile& profile, Share degree) {
  json.begin_object()
      .text("id", profile.reference)
      .text("kind", "recorded")
      .null("name")
      .text("degree", to_text(degree))
      .key("deprecated")
      .boolean(false)
      .null("replaced_by");
  write_recorded_levels(json, profile);
  json.end_object();
}

void write_recorded_levels(JsonWriter& json, const RecordedProfile& profile) {
  write_levels(json.key("vector"), profile.levels);
  json.text("reason", profile.reason);
  text_or_null(json, "document_digest", profile.document);
  json.text("recorded_at", to_text(profile.recorded_at));
}

void write_degree_basis(JsonWriter& json, const tax::DegreeBasis& basis) {
  json.text("licence_table", to_text(basis.licences))
      .text("default_weights", to_text(digest_of(basis.weights)))
      .text("carried_weights", to_text(basis.carried_weights))
      .key("weights")
      .begin_object();
  for (const AssetClass asset_class : kAssetClasses) {
    if (terms_form(asset_class) == TermsForm::nothing) continue;
    write_weights(json.key(to_text(asset_class)),
                  basis.weights[static_cast<std::size_t>(asset_class)]);
  }
  json.end_object();
}

void write_weights(JsonWriter& json, const tax::Weights& weights) {
  json.begin_object();
  for (std::size_t at = 0; at < tax::kDimensions.size(); ++at) {
    json.text(tax::kDimensionLetters.substr(at, 1), to_text(weights.shares[at]));
  }
  json.end_object();
}

void write_levels(JsonWriter& json, const OpennessLevels& levels) {
  json.begin_object();
  for (std::size_t at = 0; at < levels.size(); ++at) {
    json.text(tax::kDimensionLetters.substr(at, 1), std::to_string(levels.at(at)) + "/24");
  }
  json.end_object();
}

void write_dated_levels(JsonWriter& json, const std::vector<DatedOpennessLevels>& levels) {
  json.begin_array();
  for (const DatedOpennessLevels& choice : levels) {
    json.begin_object();
    if (choice.from == kBeginningOfTime) {
      json.null("from");
    } else {
      json.text("from", to_text(choice.from));
    }
    write_levels(json.key("vector"), choice.levels);
    json.end_object();
  }
  json.end_array();
}

}  // namespace quitrent::api
