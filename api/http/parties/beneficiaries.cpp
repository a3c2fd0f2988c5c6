// SPDX-License-Identifier: EUPL-1.2
#include "api/http/parties/beneficiaries.hpp"

#include <algorithm>
#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/parties/party_answers.hpp"
#include "api/http/parties/party_bodies.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "market/state/figures.hpp"

namespace quitrent::api {
namespace {

Answer get_beneficiaries(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  ListQuery query{.list = "beneficiaries", .limit = parameters.limit()};
  query.cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  return context.engine.inquire([&](const market::Books& books, Instant now) -> Answer {
    std::vector<ListRow> rows;
    for (std::string& name : listed_beneficiaries(books, now)) {
      JsonWriter json;
      json.begin_object()
          .text("name", name)
          .text("balance", to_text(beneficiary_balance(books, name)))
          .end_object();
      rows.push_back({.key = std::move(name), .json = json.take()});
    }
    return list_answer(call.request, query, rows,
                       {.memory = *context.answer_memory,
                        .currency = std::string{books.timeline()->currency()},
                        .as_of = now});
  });
}

Answer post_beneficiary_withdrawal(HandlerContext& context, const Call& call) {
  auto body = withdrawal_from(call.body);
  if (!body) return std::unexpected(std::move(body.error()));
  auto name = percent_decoded(call.names[0], PlusSign::plus);
  if (!name || !is_clean_utf8(*name)) return not_found("beneficiary");
  const Render render = [](const market::Books& after, const market::Receipt& receipt,
                           Instant now) {
    return payout_json(after, std::get<market::PayoutReceipt>(receipt), now);
  };
  auto reply = filed(context, call,
                     {.request = market::PayBeneficiary{.beneficiary = std::move(*name),
                                                        .amount = body->amount,
                                                        .reference = std::move(body->reference)},
                      .render = render});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), "");
}

}  // namespace

std::span<const Route> beneficiary_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/beneficiaries", anyone, BodyForm::none, get_beneficiaries, Query::read},
      {post, "/v1/beneficiaries/{name}/withdrawals", operator_, BodyForm::json,
       post_beneficiary_withdrawal},
  });
  return kRoutes;
}

}  // namespace quitrent::api
