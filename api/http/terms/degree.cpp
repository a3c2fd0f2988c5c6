// SPDX-License-Identifier: EUPL-1.2
#include "api/http/terms/degree.hpp"

#include "api/http/json/json_writer.hpp"
#include "api/http/terms/degree_answer.hpp"
#include "api/http/terms/terms_bodies.hpp"
#include "api/http/terms/terms_body.hpp"
#include "tax/accrual.hpp"

namespace quitrent {
namespace {

constexpr Duration kShownYear = Duration::from_days(365);

/// What an answer says of terms, or what is wrong with them.
std::expected<SettledDegree, DegreeFault> settled(const DegreeFacts& facts, const DegreeBody& asked,
                                                  const Calendar& calendar, Instant now) {
  const std::optional<Weights> weights = calendar.regime(asked.asset_class, now).weights;
  auto told = explained_degree(facts, weights, asked.asset_class, asked.terms);
  if (!told) return std::unexpected(std::move(told.error()));
  auto course = degree_course(facts, weights, asked.asset_class, asked.terms);
  if (!course) return std::unexpected(std::move(course.error()));
  SettledDegree answer{.asset_class = asked.asset_class,
                       .told = *std::move(told),
                       .steps = std::move(course->steps),
                       .assessment = asked.assessment,
                       .rate = {},
                       .tax_per_year = {}};
  if (asked.assessment && calendar.schedules(asked.asset_class, now)) {
    const Taxed taxed{.asset_class = asked.asset_class,
                      .assessment = *asked.assessment,
                      .degree = answer.told.degree_ppm};
    answer.rate = average_rate(calendar, taxed, now);
    answer.tax_per_year = tax_over(calendar, taxed, kShownYear, now);
  }
  return answer;
}

}  // namespace

Answer post_degree(HandlerContext& context, const Call& call) {
  const auto asked = degree_from(call.body);
  if (!asked) return std::unexpected(asked.error());
  const auto [calendar, now] = schedules_now(context);
  const auto answer = settled(degree_facts(context), *asked, *calendar, now);
  if (!answer) {
    return std::unexpected(problem(std::vector<FieldFault>{terms_fault(answer.error())}));
  }
  JsonWriter json;
  write_degree(json.begin_object(), *answer);
  json.text("currency", calendar->currency()).text("as_of", to_text(now)).end_object();
  return json_answer(200, json.take());
}

}  // namespace quitrent
