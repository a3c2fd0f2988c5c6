// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/help_page.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "api/web/schedule_words.hpp"
#include "api/web/site.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// The pages that have words for this list. A page of one thing has no address of its own.
Model page_rows() {
  Model rows = empty_list();
  for (const PageRoute& route : page_routes()) {
    Model row;
    row.set("words", std::string{route.purpose});
    row.set("address",
            route.pattern.ends_with("{}") ? Model{false} : Model{std::string{route.pattern}});
    rows.push_back(row);
  }
  return rows;
}

/// The figures of the procedure in force, by the names of the schedule.
void set_procedure(Model& model, const JsonValue& procedure, std::string_view currency) {
  for (const std::string_view name : {"escrow_cover", "grace", "auction", "withdrawal_notice"}) {
    model.set(std::string{name}, duration_text(text_of(procedure, name)));
  }
  for (const std::string_view name : {"late_surcharge", "finding_surcharge"}) {
    model.set(std::string{name}, percent_text(text_of(procedure, name)));
  }
  const std::string_view fee = text_of(procedure, "registration_fee");
  model.set("registration_fee", fee == "0.00" ? Model{false} : Model{amount_text(fee, currency)});
  model.set("minimum_deposit", amount_text(text_of(procedure, "minimum_deposit"), currency));
}

}  // namespace

Page help_page(const PageRequest& request) {
  const ApiAnswer current = request.api.get("/v1/schedules/current");
  if (current.status != 200) return problem_page(current);
  const ApiAnswer charter = request.api.get("/v1/charter");
  if (charter.status != 200) return problem_page(charter);
  const ApiAnswer newest = request.api.get("/v1/schedules", "limit=1");
  if (newest.status != 200) return problem_page(newest);
  const std::string_view now = text_of(newest.body, "as_of");
  Page page{.template_name = "help", .title = "Help"};
  Model& model = page.model;
  const auto procedures = dated_from(items_of(current.body, "procedures"), now);
  if (procedures.empty()) return absent_page("The schedule in force says nothing of procedure.");
  set_procedure(model, procedures.front(), text_of(current.body, "currency"));
  model.set("contents", schedule_contents(current.body, now));
  for (const std::string_view name :
       {"act_lapses_after", "notice_of_increase", "notice_of_decrease", "between_steps"}) {
    model.set(std::string{name}, duration_text(text_of(charter.body, name)));
  }
  model.set("max_rate", percent_text(text_of(charter.body, "max_rate")));
  model.set("pages", page_rows());
  return page;
}

Page about_page(const PageRequest&) {
  return {.template_name = "about", .title = "About Quitrent"};
}

Page accessibility_page(const PageRequest&) {
  return {.template_name = "accessibility", .title = "Accessibility"};
}

}  // namespace quitrent::api
