// SPDX-License-Identifier: EUPL-1.2
#include "api/http/terms/degree.hpp"

#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/terms/degree_answer.hpp"
#include "api/http/terms/terms_bodies.hpp"
#include "api/http/terms/terms_body.hpp"
#include "tax/accrual.hpp"

namespace quitrent::api {
namespace {

constexpr Duration kShownYear = Duration::from_days(365);

/// What an answer says of terms, or what is wrong with them.
std::expected<EvaluatedDegree, tax::DegreeFault> evaluated(const tax::DegreeFacts& facts,
                                                           const DegreeBody& asked,
                                                           const tax::ScheduleTimeline& timeline,
                                                           Instant now) {
  const std::optional<tax::Weights> weights = timeline.regime(asked.asset_class, now).weights;
  auto told = explained_degree(facts, weights, asked.asset_class, asked.terms);
  if (!told) return std::unexpected(std::move(told.error()));
  auto course = degree_timeline(facts, weights, asked.asset_class, asked.terms);
  if (!course) return std::unexpected(std::move(course.error()));
  EvaluatedDegree answer{.asset_class = asked.asset_class,
                         .told = *std::move(told),
                         .steps = std::move(course->steps),
                         .assessment = asked.assessment,
                         .rate = {},
                         .tax_per_year = {}};
  if (asked.assessment && timeline.schedules(asked.asset_class, now)) {
    const tax::Taxed taxed{.asset_class = asked.asset_class,
                           .assessment = *asked.assessment,
                           .degree = answer.told.degree_ppm};
    answer.rate = average_rate(timeline, taxed, now);
    answer.tax_per_year = tax_over(timeline, taxed, kShownYear, now);
  }
  return answer;
}

Answer post_degree(HandlerContext& context, const Call& call) {
  const auto asked = degree_from(call.body);
  if (!asked) return std::unexpected(asked.error());
  const auto [timeline, now] = schedules_now(context);
  const auto answer = evaluated(degree_facts(context), *asked, *timeline, now);
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
