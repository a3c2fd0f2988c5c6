// SPDX-License-Identifier: EUPL-1.2
#include "api/http/parties/parties.hpp"

#include <array>

#include "api/http/acts/act_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/parties/party_answers.hpp"
#include "api/http/parties/party_bodies.hpp"

namespace quitrent::api {
namespace {

Render cash_render() {
  return [](const market::Books& after, const market::Receipt& receipt, Instant now) {
    return cash_json(after, std::get<market::CashReceipt>(receipt), now);
  };
}

/// Files a freeze of an account, or its end, and answers with the party.
Answer frozen(HandlerContext& context, const Call& call, market::Freeze freeze) {
  auto reference = freeze_from(call.body);
  if (!reference) return std::unexpected(std::move(reference.error()));
  const auto party = parse_identifier<PartyKind>(call.names[0]);
  if (!party) return not_found("party");
  const Render render = [](const market::Books& after, const market::Receipt& receipt, Instant) {
    const Party& shown = *after.party(std::get<market::PartyReceipt>(receipt).party);
    JsonWriter json;
    write_party(json, shown);
    json.key("frozen").boolean(shown.frozen).end_object();
    return json.take();
  };
  auto reply = filed(context, call,
                     {.request = market::FreezeParty{.party = *party,
                                                     .freeze = freeze,
                                                     .reference = std::move(*reference)},
                      .render = render});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

Answer post_party(HandlerContext& context, const Call& call) {
  auto request = party_from(call.body);
  if (!request) return std::unexpected(std::move(request.error()));
  // The key is the last member. It is empty in the kept answer and filled in below.
  const Render render = [](const market::Books& after, const market::Receipt& receipt, Instant) {
    JsonWriter json;
    write_party(json, *after.party(std::get<market::PartyReceipt>(receipt).party));
    json.text("api_key", "").end_object();
    return json.take();
  };
  const Seed seed = Engine::drawn_seed();
  request->key = context.keys.keyed_hash(context.keys.api_key(seed));
  auto reply =
      filed(context, call, {.request = std::move(*request), .render = render, .seed = seed});
  if (!reply) return std::unexpected(std::move(reply.error()));
  constexpr std::size_t behind_key = 2;  // the quote and the brace at the end of the body
  reply->body.insert(reply->body.size() - behind_key, context.keys.api_key(reply->seed));
  return created_answer(std::move(*reply), "");
}

Answer get_me(HandlerContext& context, const Call& call) {
  return json_answer(200, context.engine.inquire([&call](const market::Books& books, Instant) {
    JsonWriter json;
    write_party(json, *books.party(call.caller->id));
    json.end_object();
    return json.take();
  }));
}

Answer get_account(HandlerContext& context, const Call& call) {
  const auto party = visible_party(context, call);
  if (!party) return not_found("party");
  return tagged_answer(call.request,
                       context.engine.inquire([&party](const market::Books& books, Instant now) {
                         return account_json(books, *party, now);
                       }));
}

Answer post_credit(HandlerContext& context, const Call& call) {
  auto body = credit_from(call.body);
  if (!body) return std::unexpected(std::move(body.error()));
  const auto party = parse_identifier<PartyKind>(call.names[0]);
  if (!party) return not_found("party");
  auto reply = filed(context, call,
                     {.request = market::CreditCash{.party = *party,
                                                    .amount = body->amount,
                                                    .reference = std::move(body->reference)},
                      .render = or_act(cash_render())});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return is_act(*reply) ? proposed_answer(std::move(*reply))
                        : created_answer(std::move(*reply), "");
}

Answer post_withdrawal(HandlerContext& context, const Call& call) {
  auto body = withdrawal_from(call.body);
  if (!body) return std::unexpected(std::move(body.error()));
  const auto party = parse_identifier<PartyKind>(call.names[0]);
  if (!party || *party != call.caller->id) return not_found("party");
  auto reply = filed(context, call,
                     {.request = market::WithdrawCash{.amount = body->amount,
                                                      .reference = std::move(body->reference)},
                      .render = cash_render()});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), "");
}

Answer post_freeze(HandlerContext& context, const Call& call) {
  return frozen(context, call, market::Freeze::on);
}

Answer post_unfreeze(HandlerContext& context, const Call& call) {
  return frozen(context, call, market::Freeze::off);
}

}  // namespace

std::span<const Route> party_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {post, "/v1/parties", operator_, BodyForm::json, post_party},
      {get, "/v1/me", any_key, BodyForm::none, get_me},
      {get, "/v1/parties/{id}/account", any_key, BodyForm::none, get_account},
      {post, "/v1/parties/{id}/credits", operator_, BodyForm::json, post_credit},
      {post, "/v1/parties/{id}/withdrawals", any_key, BodyForm::json, post_withdrawal},
      {post, "/v1/parties/{id}/freeze", operator_, BodyForm::json, post_freeze},
      {post, "/v1/parties/{id}/unfreeze", operator_, BodyForm::json, post_unfreeze},
  });
  return kRoutes;
}

}  // namespace quitrent::api
