// SPDX-License-Identifier: EUPL-1.2
#include "api/web/api_reference.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "api/http/protocol/problem.hpp"
#include "api/web/openapi_words.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// A group of operations, shown on one page.
struct Group {
  std::string_view name;
  std::string_view title;
};
constexpr std::array<Group, 9> kGroups{Group{"parties", "Parties and money"},
                                       {"assets", "Assets"},
                                       {"purchases", "Purchases and quotes"},
                                       {"encumbrances", "Licences, liens and holds of an asset"},
                                       {"registrars", "Acts of registrars, contests"},
                                       {"degrees", "Degrees and known licences"},
                                       {"schedules", "Tax schedules, charter, simulations"},
                                       {"register", "The register: events, figures, revenue"},
                                       {"operation", "Operation and sandbox"}};

/// The group of the paths that have a part. The first row that fits counts.
struct GroupOfPart {
  std::string_view part;
  std::size_t group;
};
constexpr std::array<GroupOfPart, 23> kGroupOfPart{GroupOfPart{"/v1/assets/{id}/licences", 3},
                                                   {"/v1/assets/{id}/liens", 3},
                                                   {"/v1/assets/{id}/holds", 3},
                                                   {"/evidence", 4},
                                                   {"/findings", 4},
                                                   {"/strike", 4},
                                                   {"/rectification", 4},
                                                   {"/expiry", 4},
                                                   {"/contests", 4},
                                                   {"/v1/acts", 4},
                                                   {"/v1/assets", 1},
                                                   {"/v1/parties", 0},
                                                   {"/v1/me", 0},
                                                   {"/v1/beneficiaries", 0},
                                                   {"/v1/purchases", 2},
                                                   {"/v1/quotes", 2},
                                                   {"/v1/degree", 5},
                                                   {"/v1/licences", 5},
                                                   {"/v1/schedules", 6},
                                                   {"/v1/charter", 6},
                                                   {"/v1/simulations", 6},
                                                   {"/v1/sandbox", 8},
                                                   {"/v1/", 7}};

const Group& group_of(std::string_view path) {
  const auto found = std::ranges::find_if(
      kGroupOfPart, [path](const GroupOfPart& row) { return path.contains(row.part); });
  return found == kGroupOfPart.end() ? kGroups.back() : kGroups.at(found->group);
}

/// Who may call an operation, from its security (OpenAPI 3.1 lets it name roles).
std::string caller_text(const JsonValue& operation) {
  const JsonValue* const security = operation.member("security");
  if (security == nullptr) return "anyone, without a key";
  if (security->items.size() > 1) return "anyone; with a key one may see more";
  const auto roles = items_of(security->items.front(), "key");
  return roles.empty() ? "any party, with its key"
                       : "the role " + roles.front().text + ", with its key";
}

Model parameter_rows(const JsonValue& document, const JsonValue& operation) {
  Model rows = empty_list();
  const JsonValue* const list = operation.member("parameters");
  if (list == nullptr) return rows;
  for (const JsonValue& item : list->items) {
    const JsonValue* const reference = item.member("$ref");
    const JsonValue& parameter =
        reference == nullptr ? item : referenced(document, reference->text);
    Model row;
    row.set("name", string_of(parameter, "name"));
    row.set("where", string_of(parameter, "in"));
    row.set("type", type_model(member(parameter, "schema")));
    row.set("description", description_model(parameter));
    rows.push_back(row);
  }
  return rows;
}

/// The body of a request: `media`, `is_required`, `fields`, `description`; false where there is
/// none.
Model body_model(const JsonValue& document, const JsonValue& operation) {
  const JsonValue* const body = operation.member("requestBody");
  if (body == nullptr) return Model{false};
  Model model;
  std::string media;
  Model fields = empty_list();
  Model description{false};
  for (const auto& [type, content] : member(*body, "content").members) {
    media += (media.empty() ? "" : " or ") + type;
    const JsonValue& stated = member(content, "schema");
    const JsonValue* const reference = stated.member("$ref");
    const JsonValue& schema = reference == nullptr ? stated : referenced(document, reference->text);
    if (fields.is_empty_list()) fields = field_rows(document, schema);
    if (schema.member("description") != nullptr) description = description_model(schema);
  }
  model.set("media", media);
  model.set("is_required", member(*body, "required").truth);
  model.set("has_fields", fields.is_non_empty_list());
  model.set("fields", fields);
  model.set("description", description);
  return model;
}

Model answer_rows(const JsonValue& operation) {
  Model rows = empty_list();
  for (const auto& [status, answer] : member(operation, "responses").members) {
    if (status == "default") continue;
    Model row;
    row.set("status", status);
    row.set("description", description_model(answer));
    const JsonValue* const content = answer.member("content");
    row.set("type", content == nullptr
                        ? Model{false}
                        : type_model(member(content->members.front().second, "schema")));
    rows.push_back(row);
  }
  return rows;
}

std::string upper_case(std::string_view method) {
  std::string text{method};
  std::ranges::transform(text, text.begin(), [](char one) {
    return one >= 'a' && one <= 'z' ? static_cast<char>(one - 'a' + 'A') : one;
  });
  return text;
}

/// A line for a shell that calls the operation.
std::string curl_line(const JsonValue& document, std::string_view method, std::string_view path,
                      const JsonValue& operation) {
  std::string line = "curl";
  if (operation.member("security") != nullptr) line += " -H \"Authorization: Bearer $KEY\"";
  const JsonValue* const body = operation.member("requestBody");
  if (body != nullptr) {
    const auto& [type, content] = member(*body, "content").members.front();
    line += type == "application/json"
                ? " --json '" + example_json(document, member(content, "schema")) + '\''
                : " -H 'Content-Type: " + type + "' --data-binary @schedule.toml";
  }
  if (method != "get" && (method != "post" || body == nullptr)) line += " -X " + upper_case(method);
  std::string address{path};
  std::ranges::replace(address, '{', '<');
  std::ranges::replace(address, '}', '>');
  return line + " \"$URL" + address + '"';
}

Model operation_model(const JsonValue& document, std::string_view path, std::string_view method,
                      const JsonValue& operation) {
  Model model;
  model.set("id", string_of(operation, "operationId"));
  model.set("method", upper_case(method));
  model.set("path", std::string{path});
  model.set("summary", string_of(operation, "summary"));
  model.set("description", description_model(operation));
  model.set("caller", caller_text(operation));
  const Model parameters = parameter_rows(document, operation);
  model.set("has_parameters", parameters.is_non_empty_list());
  model.set("parameters", parameters);
  model.set("body", body_model(document, operation));
  model.set("answers", answer_rows(operation));
  model.set("curl", curl_line(document, method, path, operation));
  return model;
}

/// A page of the reference. The template shows the parts that it has.
Model page_model(std::string_view title, const Model& operations, const Model& things,
                 const Model& problems) {
  Model page;
  page.set("name", std::string{title});
  page.set("operations", operations);
  page.set("has_things", things.is_non_empty_list());
  page.set("things", things);
  page.set("has_problems", problems.is_non_empty_list());
  page.set("problems", problems);
  return page;
}

Model thing_rows(const JsonValue& document) {
  Model rows = empty_list();
  for (const auto& [name, schema] : member(member(document, "components"), "schemas").members) {
    Model row;
    row.set("id", name);
    row.set("description", description_model(schema));
    const Model fields = field_rows(document, schema);
    row.set("has_fields", fields.is_non_empty_list());
    row.set("fields", fields);
    row.set("type", type_model(schema));
    rows.push_back(row);
  }
  return rows;
}

Model problem_rows() {
  Model rows = empty_list();
  for (const ProblemKind& kind : problem_kinds()) {
    Model row;
    row.set("code", kind.code);
    row.set("status", std::to_string(kind.status));
    row.set("title", std::string{kind.title});
    rows.push_back(row);
  }
  return rows;
}

void add_page(ApiReference& reference, const Group& group, Model page) {
  Model row;
  row.set("name", std::string{group.title});
  row.set("address", "/docs/" + std::string{group.name});
  reference.groups.push_back(row);
  reference.pages.emplace(group.name, std::move(page));
}

}  // namespace

ApiReference api_reference(const JsonValue& document) {
  std::vector<Model> operations(kGroups.size(), empty_list());
  for (const auto& [path, methods] : member(document, "paths").members) {
    const auto at = static_cast<std::size_t>(&group_of(path) - kGroups.data());
    for (const auto& [method, operation] : methods.members) {
      operations[at].push_back(operation_model(document, path, method, operation));
    }
  }
  ApiReference reference{.groups = empty_list(), .pages = {}};
  for (std::size_t at = 0; at < kGroups.size(); ++at) {
    add_page(reference, kGroups.at(at),
             page_model(kGroups.at(at).title, operations[at], empty_list(), empty_list()));
  }
  constexpr Group kThings{"things", "Things: the fields of answers"};
  constexpr Group kProblems{"problems", "Problems: the codes of refusals and faults"};
  add_page(reference, kThings,
           page_model(kThings.title, empty_list(), thing_rows(document), empty_list()));
  add_page(reference, kProblems,
           page_model(kProblems.title, empty_list(), empty_list(), problem_rows()));
  return reference;
}

}  // namespace quitrent::api
