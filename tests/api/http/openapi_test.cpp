// SPDX-License-Identifier: EUPL-1.2
#include "api/http/openapi.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "api/http/json/json_value.hpp"
#include "api/http/routes.hpp"
#include "registry/vocabulary/letter_case.hpp"
#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

/// Every `$ref` of the document, and what stands under each folder of its components.
void collect_refs(const JsonValue& value, std::set<std::string>& refs) {
  for (const JsonValue& item : value.items) collect_refs(item, refs);
  for (const auto& [key, member] : value.members) {
    if (key == "$ref") refs.insert(member.text);
    collect_refs(member, refs);
  }
}

/// Whether the operation describes a parameter of the query.
bool describes_query(const JsonValue& document, const JsonValue& operation) {
  const JsonValue* const list = operation.member("parameters");
  if (list == nullptr) return false;
  return std::ranges::any_of(list->items, [&document](const JsonValue& item) {
    const JsonValue* parameter = &item;
    if (const JsonValue* const ref = item.member("$ref")) {
      const std::string name = ref->text.substr(ref->text.rfind('/') + 1);
      parameter = document.member("components")->member("parameters")->member(name);
    }
    return parameter->member("in")->text == "query";
  });
}

/// Who may call an operation, by its security: the roles of its key.
std::string named_callers(const JsonValue& operation) {
  const JsonValue* const security = operation.member("security");
  if (security == nullptr) return "anyone";
  std::string callers;
  for (const JsonValue& choice : security->items) {
    callers += choice.members.empty() ? "anyone or " : "key";
    for (const auto& [scheme, roles] : choice.members) {
      for (const JsonValue& role : roles.items) callers += ' ' + role.text;
    }
  }
  return callers;
}

std::string callers(Access access) {
  switch (access) {
    case Access::anyone:
      return "anyone";
    case Access::optional_key:
      return "anyone or key";
    case Access::any_key:
      return "key";
    case Access::member:
      return "key member";
    case Access::registrar:
      return "key registrar";
    case Access::policy:
      return "key policy";
    case Access::operator_:
      return "key operator";
  }
  return {};
}

TEST_CASE("the OpenAPI document names every route and no other, with its callers and its body") {
  const auto document = parse_json(openapi_document());
  REQUIRE(document.has_value());
  const JsonValue* const paths = document->member("paths");
  REQUIRE(paths != nullptr);
  std::set<std::string> described;
  for (const auto& [path, operations] : paths->members) {
    for (const auto& [method, operation] : operations.members) {
      described.insert(method + " " + path);
    }
  }
  std::set<std::string> routed;
  for (const Route& route : routes()) {
    CAPTURE(route.pattern);
    const std::string method = in_lower_case(to_text(route.method));
    routed.insert(method + " " + std::string{route.pattern});
    const JsonValue* const path = paths->member(route.pattern);
    REQUIRE(path != nullptr);
    const JsonValue* const operation = path->member(method);
    REQUIRE(operation != nullptr);
    CHECK(named_callers(*operation) == callers(route.access));
    CHECK(describes_query(*document, *operation) == (route.query == Query::read));
    const JsonValue* const body = operation->member("requestBody");
    REQUIRE((body != nullptr) == (route.body != BodyForm::none));
    if (body != nullptr) {
      CHECK(body->member("required")->truth == (route.body != BodyForm::optional_json));
    }
  }
  CHECK(described == routed);
}

TEST_CASE("whatever the OpenAPI document refers to is in it, and nothing else is") {
  const auto document = parse_json(openapi_document());
  REQUIRE(document.has_value());
  std::set<std::string> refs;
  collect_refs(*document, refs);
  std::set<std::string> there;
  for (const auto& [kind, components] : document->member("components")->members) {
    if (kind == "securitySchemes") continue;
    for (const auto& [name, component] : components.members) {
      there.insert("#/components/" + kind + "/" + name);
    }
  }
  CHECK(refs == there);
}

TEST_CASE("the document and the figures for Prometheus are served") {
  const LiveDispatcher dispatcher;
  const RawReply document = dispatcher.get("/openapi.json");
  CHECK(document.status == 200);
  CHECK(document.headers.at("content-type") == "application/json");
  CHECK(document.body == openapi_document());
  CHECK(dispatcher.get("/v1/none").status == 404);
  const RawReply figures = dispatcher.get("/metrics");
  CHECK(figures.headers.at("content-type") == "text/plain; version=0.0.4");
  CHECK(figures.body.find("quitrent_answers_total{status=\"4xx\"} 1\n") != std::string::npos);
  CHECK(figures.body.find("quitrent_parties 1\n") != std::string::npos);
}

}  // namespace
}  // namespace quitrent::testing
