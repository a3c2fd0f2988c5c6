// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/gazette_page.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/event_sentences.hpp"
#include "api/web/links.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// Number of events on a page.
constexpr std::size_t kEventsAPage = 50;
/// Most calls of the API for one page: most entries have no public event, and the API passes over a
/// thousand of them in a call.
constexpr int kMostCalls = 10;

std::string day_of(Instant instant) { return to_text(instant).substr(0, 10); }

/// The address of the gazette of the day that is `days` after an instant.
std::string gazette_address(Instant day, std::int32_t days) {
  return "/gazette?day=" + day_of(day + Duration::from_days(days));
}

/// Reads events from the query on, adds them to `rows`, and answers with the address of the next
/// page: false where there is none. A problem of the API where it does not answer with events.
std::optional<ApiAnswer> add_events(const PageRequest& request, AddressQuery asked,
                                    EventWriterForPeople& writer, Model& rows) {
  for (int call = 0; call < kMostCalls; ++call) {
    const std::size_t room = kEventsAPage - rows.list_value().size();
    ApiAnswer answer =
        request.api.get("/v1/events", asked.with("limit", std::to_string(room)).text());
    if (answer.status != 200) return answer;
    for (const JsonValue& event : items_of(answer.body, "data")) {
      Model row;
      const std::string at{text_of(event, "at")};
      row.set("iso", at);
      row.set("clock", at.substr(11, 8));
      row.set("parts", writer.parts(event));
      rows.push_back(row);
    }
    const std::string_view next = text_of(answer.body, "next_cursor");
    if (next.empty() || rows.list_value().size() >= kEventsAPage || call + 1 == kMostCalls) {
      return answer;
    }
    asked = asked.with("cursor", next);
  }
  return std::nullopt;
}

Page wrong_day() {
  Page page{.status = 400, .template_name = "problem", .title = "This is not a day"};
  page.model.set("title", page.title);
  page.model.set("detail", "Write a day as in 2026-03-15.");
  page.model.set("code", "invalid-parameter");
  return page;
}

}  // namespace

Page gazette_page(const PageRequest& request) {
  const ApiAnswer stats = request.api.get("/v1/stats");
  if (stats.status != 200) return problem_page(stats);
  const AddressQuery query = AddressQuery{request.query}.only({"day", "cursor"});
  const std::string today{text_of(stats.body, "as_of").substr(0, 10)};
  const std::string day = query.value("day").empty() ? today : std::string{query.value("day")};
  const auto begin = parse_day(day);
  if (!begin) return wrong_day();
  const std::string end = to_text(*begin + Duration::from_days(1));
  const AddressQuery asked = query.with("day", "").with("from", to_text(*begin)).with("to", end);
  EventWriterForPeople writer{request.api, std::string{text_of(stats.body, "currency")}};
  Model rows = empty_list();
  const auto last = add_events(request, asked, writer, rows);
  if (!last || last->status != 200) return problem_page(last.value_or(stats));

  Page page{.template_name = "gazette", .title = "Gazette of " + day_text(day)};
  Model& model = page.model;
  model.set("day", day);
  model.set("day_words", day_text(day));
  model.set("is_today", day == today);
  model.set("is_later", day > today);
  model.set("day_before", gazette_address(*begin, -1));
  model.set("day_after", day < today ? Model{gazette_address(*begin, 1)} : Model{false});
  model.set("has_rows", rows.is_non_empty_list());
  model.set("rows", rows);
  const std::string_view next = text_of(last->body, "next_cursor");
  model.set("next", next.empty()
                        ? Model{false}
                        : Model{query.with("day", day).with("cursor", next).behind("/gazette")});
  model.set("as_of", time_model(text_of(last->body, "as_of"), text_of(last->body, "as_of")));
  model.set("api_address", asked.with("cursor", "").behind("/v1/events"));
  return page;
}

}  // namespace quitrent::api
