// SPDX-License-Identifier: EUPL-1.2
#include "api/http/operations/operations.hpp"

#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/openapi.hpp"
#include "api/http/operations/clock_body.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

/// Figures about pending purchases, the levy and revenue.
struct TimeFigures {
  std::uint64_t purchases_once_pending = 0;  ///< number of purchases that ever were pending
  Instant levied_at;                         ///< instant of the newest levy of the whole register
  Money revenue;                             ///< paid tax that is not apportioned yet
  std::string currency;
};

TimeFigures time_figures(HandlerContext& context) {
  return context.engine.inquire([](const market::Books& books, Instant) {
    return TimeFigures{.purchases_once_pending = books.pending_count(),
                       .levied_at = books.register_levied_at(),
                       .revenue = books.ledger().balance({AccountKind::revenue, 0}),
                       .currency = std::string{books.timeline()->currency()}};
  });
}

std::string now_json(Instant now) {
  JsonWriter json;
  json.begin_object().text("now", to_text(now)).end_object();
  return json.take();
}

Answer get_clock(HandlerContext& context, const Call& /*call*/) {
  return json_answer(200, now_json(context.clock.now()));
}

Answer post_clock(HandlerContext& context, const Call& call) {
  const auto to = clock_from(call.body, context.clock.now());
  if (!to) return std::unexpected(to.error());
  auto reply = filed(context, call,
                     {.request = market::MoveClock{.to = *to},
                      .render = [](const market::Books&, const market::Receipt&, Instant now) {
                        return now_json(now);
                      }});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

Answer get_stats(HandlerContext& context, const Call& /*call*/) {
  const EngineStatus status = context.engine.status();
  const TimeFigures time = time_figures(context);
  JsonWriter json;
  json.begin_object()
      .number("assets", status.assets)
      .number("parties", status.parties)
      .number("entries", status.sequence)
      .number("public_events", status.next_public - 1)
      .number("waited_purchases", time.purchases_once_pending)
      .text("register_levied_at", to_text(time.levied_at))
      .text("revenue", to_text(time.revenue))
      .text("currency", time.currency)
      .text("as_of", to_text(status.as_of))
      .end_object();
  return json_answer(200, json.take());
}

Answer get_health(HandlerContext& /*context*/, const Call& /*call*/) {
  return json_answer(200, R"({"status":"ok"})");
}

Answer get_readiness(HandlerContext& context, const Call& /*call*/) {
  if (const auto stop = context.engine.filing_stop()) return std::unexpected(stopped(*stop));
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  context.views.try_out();
  const EngineStatus status = context.engine.status();
  JsonWriter json;
  json.begin_object()
      .text("status", "ready")
      .number("sequence", status.sequence)
      .text("as_of", to_text(status.as_of))
      .end_object();
  return json_answer(200, json.take());
}

Answer get_version(HandlerContext& context, const Call& /*call*/) {
  JsonWriter json;
  json.begin_object().text("name", "quitrent").text("version", context.version);
  json.text("spdx", context.licences.spdx_release()).end_object();
  return json_answer(200, json.take());
}

Answer get_metrics(HandlerContext& context, const Call& /*call*/) {
  const EngineStatus status = context.engine.status();
  std::string text;
  const auto figure = [&text](std::string_view name, std::string_view kind, std::uint64_t value) {
    text += "# TYPE quitrent_" + std::string{name} + " " + std::string{kind} + "\n";
    text += "quitrent_" + std::string{name} + " " + std::to_string(value) + "\n";
  };
  text += "# TYPE quitrent_answers_total counter\n";
  const auto& counts = context.answers->by_hundred;
  for (std::size_t hundred = 0; hundred < counts.size(); ++hundred) {
    text += "quitrent_answers_total{status=\"" + std::to_string(hundred + 1) + "xx\"} " +
            std::to_string(counts.at(hundred).load(std::memory_order_relaxed)) + "\n";
  }
  figure("journal_entries_total", "counter", status.sequence);
  figure("public_events_total", "counter", status.next_public - 1);
  figure("filings_waiting", "gauge", status.waiting);
  figure("answer_bytes_under_way", "gauge", context.answer_memory->held());
  figure("assets", "gauge", status.assets);
  figure("parties", "gauge", status.parties);
  const TimeFigures time = time_figures(context);
  figure("waited_purchases_total", "counter", time.purchases_once_pending);
  figure("register_levied_at_seconds", "gauge",
         static_cast<std::uint64_t>(time.levied_at.seconds()));
  figure("as_of_seconds", "gauge", static_cast<std::uint64_t>(status.as_of.seconds()));
  return Response{.body = std::move(text), .content_type = "text/plain; version=0.0.4"};
}

Answer get_openapi(HandlerContext& /*context*/, const Call& call) {
  return tagged_answer(call.request, std::string{openapi_document()});
}

}  // namespace

std::span<const Route> operation_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/stats", anyone, BodyForm::none, get_stats},
      {get, "/v1/sandbox/clock", anyone, BodyForm::none, get_clock, Query::refused, Realm::sandbox},
      {post, "/v1/sandbox/clock", operator_, BodyForm::json, post_clock, Query::refused,
       Realm::sandbox},
      {get, "/healthz", anyone, BodyForm::none, get_health, Query::ignored},
      {get, "/readyz", anyone, BodyForm::none, get_readiness, Query::ignored},
      {get, "/version", anyone, BodyForm::none, get_version, Query::ignored},
      {get, "/metrics", anyone, BodyForm::none, get_metrics, Query::ignored},
      {get, "/openapi.json", anyone, BodyForm::none, get_openapi, Query::ignored},
  });
  return kRoutes;
}

}  // namespace quitrent::api
