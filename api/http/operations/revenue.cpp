// SPDX-License-Identifier: EUPL-1.2
#include "api/http/operations/revenue.hpp"

#include <array>
#include <string>
#include <tuple>

#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

constexpr Duration kOneSecond = Duration::from_seconds(1);

void write_received(JsonWriter& json, const RevenueSums& moved) {
  json.key("received").begin_object().key("by_class").begin_array();
  for (std::size_t of_class = 0; of_class < moved.by_class.size(); ++of_class) {
    json.begin_object()
        .text("class", to_text(kAssetClasses.at(of_class)))
        .text("amount", to_text(moved.by_class.at(of_class)))
        .end_object();
  }
  json.end_array()
      .text("debts", to_text(moved.debts))
      .text("total", to_text(received(moved)))
      .end_object();
}

/// Writes `[{to, amount}]`; `amount` selects one of the two sums of each beneficiary.
void write_shares(JsonWriter& json, const RevenueSums& moved, WideMoney BeneficiarySums::* amount) {
  json.begin_array();
  for (const BeneficiarySums& beneficiary : moved.beneficiaries) {
    json.begin_object()
        .text("to", beneficiary.name)
        .text("amount", to_text(beneficiary.*amount))
        .end_object();
  }
  json.end_array();
}

Answer get_revenue(HandlerContext& context, const Call& call) {
  const auto [founded, now,
              currency] = context.engine.inquire([](const market::Books& books, Instant as_of) {
    return std::tuple{books.founding().effective, as_of, std::string{books.timeline()->currency()}};
  });
  // A period up to now also includes the present second.
  const Instant latest = now + kOneSecond;
  Parameters parameters{call.request.query};
  const auto from = parameters.instant("from");
  const auto to = parameters.instant("to");
  const Period period{.begin = from.value_or(founded), .end = to.value_or(latest)};
  if (period.end > latest) {
    parameters.refuse("to", "The register knows what is past; this is in the future.");
  }
  if (from && period.end < *from) {
    parameters.refuse("to", "The end is not before the beginning.");
  }
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  const RevenueFlow flow = context.views.revenue(period);
  JsonWriter json;
  json.begin_object()
      .text("from", to_text(period.begin))
      .text("to", to_text(period.end))
      .text("opening", to_text(flow.opening));
  write_received(json, flow.moved);
  write_shares(json.key("apportioned").begin_object().key("shares"), flow.moved,
               &BeneficiarySums::apportioned);
  json.text("total", to_text(apportioned(flow.moved))).end_object();
  write_shares(json.key("paid_out"), flow.moved, &BeneficiarySums::paid_out);
  json.text("closing", to_text(flow.closing))
      .text("currency", currency)
      .text("as_of", to_text(now))
      .end_object();
  return json_answer(200, json.take());
}

}  // namespace

std::span<const Route> revenue_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/revenue", anyone, BodyForm::none, get_revenue, Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
