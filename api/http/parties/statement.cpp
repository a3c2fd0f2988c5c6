// SPDX-License-Identifier: EUPL-1.2
#include "api/http/parties/statement.hpp"

#include <algorithm>
#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/protocol/period_page.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

void write_line(JsonWriter& json, const StatementLine& line) {
  json.begin_object()
      .text("at", to_text(line.at))
      .text("kind", to_text(line.kind))
      .text("amount", to_text(line.amount))
      .text("balance", to_text(line.balance));
  if (line.asset) json.text("asset", to_text(*line.asset));
  if (!line.reference.empty()) json.text("reference", line.reference);
  json.end_object();
}

Answer get_statement(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  const std::string list = "statement of " + std::string{call.names[0]};
  const AskedPeriod asked = asked_period(parameters, kEndOfTime);
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto ordinal = period_position(list, asked);
  if (!ordinal) return std::unexpected(ordinal.error());
  const auto party = visible_party(context, call);
  if (!party) return not_found("party");
  const auto [as_of, currency] =
      context.engine.inquire([](const market::Books& books, Instant now) {
        return std::pair{now, std::string{books.timeline()->currency()}};
      });
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  StatementQuery query{.party = *party,
                       .period = {asked.from.value_or(Instant{}), asked.to.value_or(kEndOfTime)},
                       .limit = limit};
  if (*ordinal) {
    query.period = (*ordinal)->period;
    query.after = StatementPosition{
        .entry = static_cast<Sequence>(std::max<std::int64_t>((*ordinal)->first, 0)),
        .lines = static_cast<std::uint32_t>(std::max<std::int64_t>((*ordinal)->second, 0))};
  }
  const AccountStatement statement = context.views.statement(query);
  JsonWriter json;
  json.begin_object()
      .text("opening", to_text(statement.opening))
      .text("closing", to_text(statement.closing))
      .key("lines")
      .begin_array();
  for (const StatementLine& line : statement.lines) write_line(json, line);
  json.end_array();
  std::optional<std::string> next;
  if (statement.next) {
    next = period_cursor(list, {.period = query.period,
                                .first = static_cast<std::int64_t>(statement.next->entry),
                                .second = statement.next->lines});
  }
  json.text_or_null("next_cursor", next)
      .text("currency", currency)
      .text("as_of", to_text(as_of))
      .end_object();
  Response response = json_answer(200, json.take());
  if (next) add_link(response, call.request.path, *next, limit);
  return response;
}

}  // namespace

std::span<const Route> statement_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/parties/{id}/statement", any_key, BodyForm::none, get_statement, Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
