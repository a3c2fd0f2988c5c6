// SPDX-License-Identifier: EUPL-1.2
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "api/http/protocol/problem.hpp"
#include "api/http/routes.hpp"
#include "tests/api/web/public_scene.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

/// The operation of a part of the reference, by its method and path.
const Model* operation(const Page& page, std::string_view call) {
  for (const Model& one : page.model.get("operations")->list_value()) {
    if (shown(one, "method") + ' ' + shown(one, "path") == call) return &one;
  }
  return nullptr;
}

TEST_CASE("a part of the API that is none has no page") {
  CHECK(public_scene().page("/docs/none").status == 404);
}

TEST_CASE("the parts name every route once, with a line for a shell") {
  const Page index = public_scene().page("/docs");
  std::set<std::string> named;
  std::size_t count = 0;
  for (const Model& group : index.model.get("groups")->list_value()) {
    const Page part = public_scene().page(shown(group, "address"));
    REQUIRE(part.status == 200);
    for (const Model& one : part.model.get("operations")->list_value()) {
      named.insert(shown(one, "method") + ' ' + shown(one, "path"));
      ++count;
      CAPTURE(shown(one, "path"));
      CHECK(shown(one, "curl").starts_with("curl "));
      CHECK_FALSE(shown(one, "summary").empty());
    }
  }
  CHECK(count == named.size());
  CHECK(named.size() == routes().size());
  for (const Route& route : routes()) {
    CHECK(named.contains(std::string{to_text(route.method)} + ' ' + std::string{route.pattern}));
  }
}

TEST_CASE("an operation tells who may call it, its parameters, body, answers and a line") {
  const Page parties = public_scene().page("/docs/parties");
  const Model* const credit = operation(parties, "POST /v1/parties/{id}/credits");
  REQUIRE(credit != nullptr);
  CHECK(shown(*credit, "caller") == "the role operator, with its key");
  CHECK(shown(*credit, "parameters.0.name") == "id");
  CHECK(shown(*credit, "body.fields.0.name") == "amount");
  CHECK(shown(*credit, "body.fields.0.type.thing.address") == "/docs/things#Amount");
  CHECK(shown(*credit, "curl") ==
        "curl -H \"Authorization: Bearer $KEY\" --json '{\"amount\":\"1250.00\","
        "\"reference\":\"...\"}' \"$URL/v1/parties/<id>/credits\"");
  const Page purchases = public_scene().page("/docs/purchases");
  const Model* const purchase = operation(purchases, "POST /v1/purchases");
  REQUIRE(purchase != nullptr);
  CHECK(shown(*purchase, "caller") == "the role member, with its key");
  CHECK(shown(*purchase, "body.fields.1.name") == "items[].asset");
  CHECK(shown(*purchase, "answers.0.status") == "201");
}

TEST_CASE("the problems are those of the program") {
  const Page page = public_scene().page("/docs/problems");
  CHECK(shown(page.model, "problems") == std::to_string(problem_kinds().size()) + " items");
  CHECK(shown(page.model, "problems.0.code") == problem_kinds().front().code);
}

}  // namespace
}  // namespace quitrent::testing
