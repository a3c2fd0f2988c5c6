// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_schema.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "registry/title/act.hpp"
#include "registry/title/terms.hpp"
#include "tax/schedule/parameters.hpp"

namespace quitrent {
namespace {

using Json = nlohmann::ordered_json;
using tax::ParameterKind;
using tax::ParameterTable;

Json table_of(ParameterTable table);

/// A text that matches an expression of ECMA 262.
Json text_like(const char* pattern) { return {{"type", "string"}, {"pattern", pattern}}; }

template <class Values>
Json one_of(const Values& values) {
  Json words = Json::array();
  for (const auto& value : values) words.push_back(to_text(value));
  return {{"type", "string"}, {"enum", words}};
}

Json work_classes() {
  Json words = Json::array();
  for (const AssetClass asset_class : kAssetClasses) {
    if (terms_form(asset_class) == TermsForm::licence) words.push_back(to_text(asset_class));
  }
  return {{"type", "string"}, {"enum", words}};
}

Json value_of(const tax::Parameter& parameter) {  // NOLINT(misc-no-recursion): the table is finite
  switch (parameter.kind) {
    case ParameterKind::name:
      return {{"type", "string"}, {"minLength", 1}, {"maxLength", 200}};
    case ParameterKind::currency:
      return text_like("^[A-Z]{3}$");
    case ParameterKind::engine:
      return text_like("^>=[0-9]{1,6}\\.[0-9]{1,6}(\\.[0-9]{1,6})?$");
    case ParameterKind::day:
      // An editor shows a day of TOML as text to the schema.
      return text_like("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    case ParameterKind::truth:
      return {{"type", "boolean"}};
    case ParameterKind::duration:
      return text_like("^[0-9]+[smhd]$");
    case ParameterKind::money:
      return text_like("^[0-9]+(\\.[0-9]{1,6})?$");
    case ParameterKind::rate:
      return text_like("^[0-9]+(\\.[0-9]{1,7})?%$");
    case ParameterKind::percent_share:
      return text_like("^(100(\\.0{1,4})?|[0-9]{1,2}(\\.[0-9]{1,4})?)%$");
    case ParameterKind::share:
      return text_like("^(1(\\.0{1,6})?|0(\\.[0-9]{1,6})?)$");
    case ParameterKind::asset_class:
      return one_of(kAssetClasses);
    case ParameterKind::work_class:
      return work_classes();
    case ParameterKind::commitment:
      return one_of(kCommitments);
    case ParameterKind::licence:
      return {{"type", "string"}, {"minLength", 1}};
    case ParameterKind::money_or_fail:
      return text_like("^([0-9]+(\\.[0-9]{1,6})?|fail)$");
    case ParameterKind::assumptions:
      return text_like("^[0-9.%]+( *, *[0-9.%]+){0,2}$");
    case ParameterKind::act_kinds:
      return {{"type", "array"}, {"uniqueItems", true}, {"items", one_of(kChartedActKinds)}};
    case ParameterKind::table:
      return table_of(parameter.holds);
    case ParameterKind::tables:
      return {{"type", "array"}, {"minItems", 1}, {"items", table_of(parameter.holds)}};
  }
  return {};
}

Json table_of(ParameterTable table) {  // NOLINT(misc-no-recursion): the table is finite
  Json properties = Json::object();
  Json required = Json::array();
  for (const tax::Parameter& parameter : tax::parameters_of(table)) {
    Json value{{"description", parameter.meaning}};
    value.update(value_of(parameter));
    properties[std::string{parameter.key}] = std::move(value);
    if (parameter.presence == tax::Presence::required) required.push_back(parameter.key);
  }
  Json schema{{"type", "object"}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  schema["properties"] = std::move(properties);
  return schema;
}

std::string schema_of(ParameterTable table, const char* title) {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", title}};
  schema.update(table_of(table));
  return schema.dump(2) + '\n';
}

}  // namespace

std::string schedule_schema() {
  return schema_of(ParameterTable::schedule, "Tax schedule of Quitrent");
}

std::string charter_schema() { return schema_of(ParameterTable::charter, "Charter of Quitrent"); }

CommandAnswer answer_policy_schema(const PolicyWords& asked) {
  bool is_charter = false;
  CLI::App app{"Print the JSON Schema of schedules, for editors.", "quitrent policy schema"};
  app.add_flag("--charter", is_charter, "print the schema of charters instead");
  return answered(app, asked, [&]() -> CommandAnswer {
    return {
        .exit_code = 0, .output = is_charter ? charter_schema() : schedule_schema(), .fault = {}};
  });
}

}  // namespace quitrent
