// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/schedule_page.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/links.hpp"
#include "api/web/schedule_charts.hpp"
#include "api/web/schedule_words.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

std::string address_of_schedule(const JsonValue& schedule) {
  return "/schedule/" + string_of(schedule, "id");
}

/// A schedule on its way: `title`, `address`, `state`, `way`, `changes`.
Model coming_row(const JsonValue& schedule, std::string_view now) {
  Model row;
  row.set("title", string_of(schedule, "title"));
  row.set("address", address_of_schedule(schedule));
  row.set("state", schedule_state(text_of(schedule, "state")));
  row.set("way", schedule_way(schedule, now));
  const Model changes = change_sentences(schedule);
  row.set("has_changes", changes.is_non_empty_list());
  row.set("changes", changes);
  return row;
}

/// Adds the schedules in a state.
void add_coming(Model& rows, const PageRequest& request, std::string_view state) {
  const ApiAnswer answer =
      request.api.get("/v1/schedules", "limit=200&state=" + std::string{state});
  if (answer.status != 200) return;
  for (const JsonValue& one : items_of(answer.body, "data")) {
    rows.push_back(coming_row(one, text_of(answer.body, "as_of")));
  }
}

Model all_rows(const JsonValue& list) {
  Model rows = empty_list();
  for (const JsonValue& one : items_of(list, "data")) {
    Model row;
    row.set("title", string_of(one, "title"));
    row.set("address", address_of_schedule(one));
    row.set("state", schedule_state(text_of(one, "state")));
    row.set("from", day_text(text_of(one, "effective")));
    rows.push_back(row);
  }
  return rows;
}

/// The contents in words and the charts, as they are at an instant and later.
void set_contents(Model& model, const JsonValue& schedule, std::string_view instant) {
  model.set("contents", schedule_contents(schedule, instant));
  model.set("rate_chart", rate_chart(schedule, instant));
  const auto curves = dated_from(items_of(schedule, "degrees"), instant);
  model.set("multiplier_chart", curves.empty() ? std::string{} : multiplier_chart(curves.front()));
  model.set("currency", string_of(schedule, "currency"));
}

}  // namespace

Page schedule_page(const PageRequest& request) {
  const ApiAnswer current = request.api.get("/v1/schedules/current");
  if (current.status != 200) return problem_page(current);
  const AddressQuery query = AddressQuery{request.query}.only({"cursor", "limit"});
  const ApiAnswer all = request.api.get(
      "/v1/schedules", (query.value("limit").empty() ? query.with("limit", "20") : query).text());
  if (all.status != 200) return problem_page(all);
  const ApiAnswer charter = request.api.get("/v1/charter");
  if (charter.status != 200) return problem_page(charter);
  const std::string_view now = text_of(all.body, "as_of");
  Page page{.template_name = "schedule", .title = "Tax schedule"};
  Model& model = page.model;
  model.set("name", string_of(current.body, "title"));
  model.set("address", address_of_schedule(current.body));
  model.set("in_force", time_model(text_of(current.body, "in_force_from"), now));
  set_contents(model, current.body, now);
  Model coming = empty_list();
  add_coming(coming, request, "approved");
  add_coming(coming, request, "proposed");
  model.set("has_coming", coming.is_non_empty_list());
  model.set("coming", coming);
  model.set("charter", charter_rows(charter.body, text_of(current.body, "currency")));
  model.set("all", all_rows(all.body));
  const std::string_view next = text_of(all.body, "next_cursor");
  model.set("next",
            next.empty() ? Model{false} : Model{query.with("cursor", next).behind("/schedule")});
  model.set("as_of", time_model(now, now));
  return page;
}

Page one_schedule_page(const PageRequest& request) {
  const std::string path = "/v1/schedules/" + std::string{request.name};
  const ApiAnswer answer = request.api.get(path);
  if (answer.status != 200) return problem_page(answer);
  const ApiAnswer newest = request.api.get("/v1/schedules", "limit=1");
  if (newest.status != 200) return problem_page(newest);
  const std::string_view now = text_of(newest.body, "as_of");
  const JsonValue& schedule = answer.body;
  Page page{.template_name = "one_schedule", .title = string_of(schedule, "title")};
  Model& model = page.model;
  model.set("name", page.title);
  model.set("state", schedule_state(text_of(schedule, "state")));
  model.set("way", schedule_way(schedule, now));
  const Model changes = change_sentences(schedule);
  model.set("has_changes", changes.is_non_empty_list());
  model.set("changes", changes);
  // What takes effect later is shown as of its first day.
  set_contents(model, schedule,
               text_of(schedule, "state") == "in-force" ? now : text_of(schedule, "effective"));
  model.set("digest", string_of(schedule, "digest"));
  model.set("toml", string_of(schedule, "toml"));
  model.set("json_address", path);
  return page;
}

}  // namespace quitrent::api
