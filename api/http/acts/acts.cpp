// SPDX-License-Identifier: EUPL-1.2
#include "api/http/acts/acts.hpp"

#include <array>

#include "api/http/acts/act_answer.hpp"
#include "api/http/assets/acts.hpp"
#include "api/http/assets/encumbrances.hpp"
#include "api/http/json/from_body.hpp"
#include "api/http/json/shape.hpp"
#include "api/http/parties/party_answers.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kActs = "acts";

/// Which acts a list shows, and behind which one it begins.
struct ActQuery {
  std::optional<ActKind> kind = {};
  std::optional<ActState> state = {};
  ActId after = {};
};

CreditDetail detail_for(const Call& call) {
  const bool sees = call.caller && (call.caller->roles.has(Role::operator_) ||
                                    call.caller->roles.has(Role::auditor));
  return sees ? CreditDetail::shown : CreditDetail::hidden;
}

ActQuery act_filters_from(Parameters& parameters) {
  ActQuery query;
  const auto kind = parameters.text("kind");
  if (kind) query.kind = parse_act_kind(*kind);
  if (kind && !query.kind) {
    parameters.refuse("kind", "Say strike, rectification, expiry, hold-beyond-360-days or credit.");
  }
  const auto state = parameters.text("state");
  if (state) query.state = parse_act_state(*state);
  if (state && !query.state) {
    parameters.refuse("state", "Say proposed, done, withdrawn or lapsed.");
  }
  return query;
}

/// A cursor: it holds the filters as a query, and then the act shown last.
std::string cursor_of(const ActQuery& query, const ActId& last) {
  std::string content = "after=" + to_text(last);
  if (query.kind) content += "&kind=" + std::string{to_text(*query.kind)};
  if (query.state) content += "&state=" + std::string{to_text(*query.state)};
  return cursor_text(kActs, content);
}

/// The query that a cursor holds; nothing where it is of another list or of other filters.
std::optional<ActQuery> query_behind(const std::string& cursor, const ActQuery& asked) {
  const auto content = cursor_content(kActs, cursor);
  if (!content) return std::nullopt;
  Parameters parameters{*content};
  ActQuery query = act_filters_from(parameters);
  const auto text = parameters.text("after");
  const auto after = text ? parse_identifier<ActIdKind>(*text) : std::nullopt;
  if (parameters.fault() || !after) return std::nullopt;
  const bool filtered = asked.kind || asked.state;
  if (filtered && (asked.kind != query.kind || asked.state != query.state)) return std::nullopt;
  query.after = *after;
  return query;
}

Answer get_acts(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  ActQuery query = act_filters_from(parameters);
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (cursor) {
    const auto kept = query_behind(*cursor, query);
    if (!kept) return std::unexpected(bad_cursor());
    query = *kept;
  }
  const CreditDetail detail = detail_for(call);
  PageWriter page{*context.answer_memory, limit};
  return context.engine.inquire([&](const market::Books& books, Instant now) {
    std::optional<std::string> next;
    ActId last;
    books.acts().each_behind(query.after, [&](const market::RecordedAct& act) {
      if (query.kind && act.proposed.kind != *query.kind) return true;
      if (query.state && act.state(now) != *query.state) return true;
      const bool kept =
          page.add([&](JsonWriter& json) { write_act(json, books.acts(), act, {now, detail}); });
      if (!kept) next = cursor_of(query, last);
      last = act.proposed.id;
      return kept;
    });
    return page_answer(call.request, page, {.next_cursor = std::move(next), .as_of = now});
  });
}

Answer get_act(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<ActIdKind>(call.names[0]);
  const CreditDetail detail = detail_for(call);
  return context.engine.inquire([&](const market::Books& books, Instant now) -> Answer {
    if (!id || books.acts().act(*id) == nullptr) return not_found("act");
    return tagged_answer(call.request, act_json(books, *id, {now, detail}));
  });
}

/// `{digest}`.
FromBody<market::ApproveAct> approval_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  const auto digest = shape.digest("digest", Presence::required);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return market::ApproveAct{.act = {}, .digest = *digest};
}

/// Writes what an act made, as the call of one person would be answered.
std::string made_json(const market::Books& after, const market::Receipt& receipt, Instant now) {
  if (const auto* cash = std::get_if<market::CashReceipt>(&receipt)) {
    return cash_json(after, *cash, now);
  }
  if (std::holds_alternative<market::EncumbranceReceipt>(receipt)) {
    return hold_render()(after, receipt, now);
  }
  return asset_render()(after, receipt, now);
}

Answer post_approval(HandlerContext& context, const Call& call) {
  auto request = approval_from(call.body);
  if (!request) return std::unexpected(std::move(request.error()));
  const auto id = parse_identifier<ActIdKind>(call.names[0]);
  if (!id) return not_found("act");
  request->act = *id;
  auto reply = filed(context, call, {.request = *request, .render = made_json});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

Answer post_act_withdrawal(HandlerContext& context, const Call& call) {
  std::vector<FieldFault> faults;
  Shape{call.body, "", faults}.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  const auto id = parse_identifier<ActIdKind>(call.names[0]);
  if (!id) return not_found("act");
  auto reply =
      filed(context, call, {.request = market::WithdrawAct{*id}, .render = or_act(made_json)});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

}  // namespace

std::span<const Route> two_person_act_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/acts", optional_key, BodyForm::none, get_acts, Query::read},
      {get, "/v1/acts/{id}", optional_key, BodyForm::none, get_act},
      {post, "/v1/acts/{id}/approval", any_key, BodyForm::json, post_approval},
      {post, "/v1/acts/{id}/withdrawal", any_key, BodyForm::optional_json, post_act_withdrawal},
  });
  return kRoutes;
}

}  // namespace quitrent::api
