// SPDX-License-Identifier: EUPL-1.2
#include "api/http/schedules/schedules.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "api/http/json/from_body.hpp"
#include "api/http/json/lawful_values.hpp"
#include "api/http/json/shape.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/schedules/charter_answer.hpp"
#include "api/http/schedules/outcome.hpp"
#include "api/http/schedules/schedule_answer.hpp"
#include "api/http/schedules/schedule_bodies.hpp"
#include "api/http/simulations/run_prediction.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kSchedules = "schedules";

/// Which schedules a list shows, and behind which one it begins.
struct ScheduleQuery {
  std::optional<market::ScheduleState> state = {};
  ScheduleId after = {};
};

ScheduleQuery schedule_filters_from(Parameters& parameters) {
  ScheduleQuery query;
  const auto state = parameters.text("state");
  if (state) query.state = market::parse_schedule_state(*state);
  if (state && !query.state) parameters.refuse("state", lawful_values(market::kScheduleStates));
  return query;
}

/// A cursor: it holds the filter as a query, and then the schedule shown last.
std::string cursor_of(const ScheduleQuery& query, const ScheduleId& last) {
  std::string content = "after=" + to_text(last);
  if (query.state) content += "&state=" + std::string{to_text(*query.state)};
  return cursor_text(kSchedules, content);
}

/// The query that a cursor holds; nothing where it is of another list or of another filter.
std::optional<ScheduleQuery> query_behind(const std::string& cursor, const ScheduleQuery& asked) {
  const auto content = cursor_content(kSchedules, cursor);
  if (!content) return std::nullopt;
  Parameters parameters{*content};
  ScheduleQuery query = schedule_filters_from(parameters);
  const auto text = parameters.text("after");
  const auto after = text ? parse_identifier<ScheduleKind>(*text) : std::nullopt;
  if (parameters.fault() || !after) return std::nullopt;
  if (asked.state && asked.state != query.state) return std::nullopt;
  query.after = *after;
  return query;
}

/// The schedules that a list shows, in the order of identifiers, and the second of that. Each is
/// written under its own lock of the books, so that nobody waits long for them.
std::pair<std::vector<ScheduleId>, Instant> listed_schedules(HandlerContext& context,
                                                             const ScheduleQuery& query) {
  return context.engine.inquire([&query](const market::Books& books, Instant now) {
    std::vector<ScheduleId> ids;
    for (const market::ScheduleView& view : market::schedules_of(books, now)) {
      const bool shown = view.id > query.after && (!query.state || view.state == *query.state);
      if (shown) ids.push_back(view.id);
    }
    std::ranges::sort(ids);
    return std::pair{std::move(ids), now};
  });
}

Answer get_schedules(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  ScheduleQuery query = schedule_filters_from(parameters);
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (cursor) {
    const auto kept = query_behind(*cursor, query);
    if (!kept) return std::unexpected(bad_cursor());
    query = *kept;
  }
  PageWriter page{*context.answer_memory, limit};
  const auto [ids, as_of] = listed_schedules(context, query);
  std::optional<std::string> next;
  ScheduleId last;
  for (const ScheduleId& id : ids) {
    const bool kept = page.add([&](JsonWriter& json) {
      context.engine.inquire([&](const market::Books& books, Instant) {
        write_schedule(json, books, *market::schedule_of(books, id, as_of));
      });
    });
    if (!kept) {
      next = cursor_of(query, last);
      break;
    }
    last = id;
  }
  return page_answer(call.request, page, {.next_cursor = std::move(next), .as_of = as_of});
}

Answer get_current_schedule(HandlerContext& context, const Call& call) {
  return tagged_answer(call.request,
                       context.engine.inquire([](const market::Books& books, Instant now) {
                         JsonWriter json;
                         write_schedule(json, books, market::schedule_in_force(books, now));
                         return json.take();
                       }));
}

Answer get_schedule(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<ScheduleKind>(call.names[0]);
  auto body = context.engine.inquire([&id](const market::Books& books, Instant now) {
    return id && market::schedule_of(books, *id, now) ? schedule_json(books, *id, now)
                                                      : std::string{};
  });
  if (body.empty()) return not_found("schedule");
  return tagged_answer(call.request, std::move(body));
}

Answer get_charter(HandlerContext& context, const Call& call) {
  return tagged_answer(call.request,
                       context.engine.inquire([](const market::Books& books, Instant) {
                         JsonWriter json;
                         json.begin_object();
                         write_bounds(json, books.acts().charter());
                         write_act_rules(json, books.acts().charter().acts);
                         json.end_object();
                         return json.take();
                       }));
}

/// Writes the schedule that a filing was about.
std::string filed_schedule_json(const market::Books& after, const market::Receipt& receipt,
                                Instant now) {
  return schedule_json(after, std::get<market::ScheduleReceipt>(receipt).schedule, now);
}

Answer post_schedule(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const auto simulation = parameters.text("simulation");
  const auto named = parameters.text("baseline");
  const auto baseline = named ? parse_digest(*named) : std::nullopt;
  if (named && !baseline) parameters.refuse("baseline", "Say sha256: and 64 hexadecimal digits.");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  auto request = proposal_from(call.request.body, context.version);
  if (!request) return std::unexpected(std::move(request.error()));
  request->baseline = baseline;
  if (simulation) add_prediction(*request, *context.simulations, *simulation);
  auto reply = filed(context, call, {.request = *request, .render = filed_schedule_json});
  if (!reply) return std::unexpected(std::move(reply.error()));
  Response response = created_answer(std::move(*reply), "/v1/schedules/");
  response.status = 202;
  return response;
}

Answer post_schedule_approval(HandlerContext& context, const Call& call) {
  auto request = schedule_approval_from(call.body);
  if (!request) return std::unexpected(std::move(request.error()));
  const auto id = parse_identifier<ScheduleKind>(call.names[0]);
  if (!id) return not_found("schedule");
  request->schedule = *id;
  auto reply = filed(context, call, {.request = *request, .render = filed_schedule_json});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

Answer post_schedule_withdrawal(HandlerContext& context, const Call& call) {
  std::vector<FieldFault> faults;
  Shape{call.body, "", faults}.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  const auto id = parse_identifier<ScheduleKind>(call.names[0]);
  if (!id) return not_found("schedule");
  auto reply = filed(context, call,
                     {.request = market::WithdrawSchedule{*id}, .render = filed_schedule_json});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

}  // namespace

std::span<const Route> schedule_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/charter", anyone, BodyForm::none, get_charter},
      {get, "/v1/schedules", anyone, BodyForm::none, get_schedules, Query::read},
      {post, "/v1/schedules", policy, BodyForm::toml, post_schedule, Query::read},
      {get, "/v1/schedules/current", anyone, BodyForm::none, get_current_schedule},
      {get, "/v1/schedules/{id}", anyone, BodyForm::none, get_schedule},
      {get, "/v1/schedules/{id}/outcome", anyone, BodyForm::none, get_outcome},
      {post, "/v1/schedules/{id}/approval", policy, BodyForm::json, post_schedule_approval},
      {post, "/v1/schedules/{id}/withdrawal", policy, BodyForm::optional_json,
       post_schedule_withdrawal},
  });
  return kRoutes;
}

}  // namespace quitrent::api
