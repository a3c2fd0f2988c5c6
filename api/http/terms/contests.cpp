// SPDX-License-Identifier: EUPL-1.2
//
// Contests of the degree of an asset, and the decisions of registrars on them.
#include "api/http/terms/contests.hpp"

#include <array>

#include "api/http/assets/acts.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/terms/contest_answer.hpp"
#include "api/http/terms/terms_bodies.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

void write_view(JsonWriter& json, const ContestView& view) {
  write_contest(json, view.contest, view.decided ? &*view.decided : nullptr,
                view.lapsed ? ContestState::lapsed : ContestState::open);
}

std::string filed_json(const market::Books& /*after*/, const market::Receipt& receipt,
                       Instant /*now*/) {
  JsonWriter json;
  write_contest(json, std::get<market::ContestReceipt>(receipt).contest, nullptr);
  return json.take();
}

Answer post_contest(HandlerContext& context, const Call& call) {
  auto reply = acted(context, call, contest_from, filed_json);
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), "");
}

Answer get_contests(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const auto page = numbered_page(parameters, "contests of " + std::string{call.names[0]});
  if (!page) return std::unexpected(page.error());
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  const bool known = id && context.engine.inquire([&id](const market::Books& books, Instant) {
    return books.asset(*id) != nullptr;
  });
  if (!known) return not_found("asset");
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  PageWriter writer{*context.answer_memory, page->limit};
  Sequence last = 0;
  std::optional<std::string> next;
  for (const ContestView& view : context.views.contests_of(*id, page->after, page->limit + 1)) {
    if (!writer.add([&view](JsonWriter& json) { write_view(json, view); })) {
      next = page->cursor_after(last);
      break;
    }
    last = view.filed;
  }
  return page_answer(call.request, writer, {.next_cursor = std::move(next), .as_of = as_of});
}

Answer post_decision(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  auto request = decision_from(call.body, context.licences, id.value_or(AssetId{}));
  if (!request) return std::unexpected(std::move(request.error()));
  if (!id) return not_found("asset");
  const auto contest = parse_identifier<ContestKind>(call.names[1]);
  if (!contest) return not_found("contest");
  request->contest = *contest;
  const Render render = [decision = market::ContestDecided{.contest = {},
                                                           .outcome = request->outcome,
                                                           .because = request->authority,
                                                           .reason = request->reason,
                                                           .decided_at = {}}](
                            const market::Books& /*after*/, const market::Receipt& receipt,
                            Instant now) {
    market::ContestDecided decided = decision;
    decided.decided_at = now;
    JsonWriter json;
    write_contest(json, std::get<market::ContestReceipt>(receipt).contest, &decided);
    return json.take();
  };
  auto reply = filed(context, call, {.request = std::move(*request), .render = render});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

}  // namespace

std::span<const Route> contest_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/assets/{id}/contests", anyone, BodyForm::none, get_contests, Query::read},
      {post, "/v1/assets/{id}/contests", any_key, BodyForm::json, post_contest},
      {post, "/v1/assets/{id}/contests/{contest}/decision", registrar, BodyForm::json,
       post_decision},
  });
  return kRoutes;
}

}  // namespace quitrent::api
