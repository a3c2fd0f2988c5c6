// SPDX-License-Identifier: EUPL-1.2
#include "api/http/terms/degree.hpp"

#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/terms/degree_answer.hpp"
#include "api/http/terms/terms_bodies.hpp"
#include "api/http/terms/terms_body.hpp"
#include "tax/evaluated_degree.hpp"

namespace quitrent::api {
namespace {

Answer post_degree(HandlerContext& context, const Call& call) {
  const auto asked = degree_from(call.body);
  if (!asked) return std::unexpected(asked.error());
  const auto [timeline, now] = schedules_now(context);
  const auto answer = evaluated_degree(degree_facts(context), *timeline, *asked, now);
  if (!answer) {
    return std::unexpected(problem(std::vector<FieldFault>{terms_fault(answer.error())}));
  }
  JsonWriter json;
  write_degree(json.begin_object(), *answer);
  json.text("currency", timeline->currency()).text("as_of", to_text(now)).end_object();
  return json_answer(200, json.take());
}

}  // namespace

std::span<const Route> degree_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {post, "/v1/degree", anyone, BodyForm::json, post_degree},
  });
  return kRoutes;
}

}  // namespace quitrent::api
