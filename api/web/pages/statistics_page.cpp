// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/statistics_page.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// Revenue received, by class, and what came of it, by beneficiary.
void set_revenue(Model& model, const JsonValue& revenue, const JsonValue& beneficiaries) {
  const std::string_view currency = text_of(revenue, "currency");
  const JsonValue& received = member(revenue, "received");
  Model by_class = empty_list();
  for (const JsonValue& one : items_of(received, "by_class")) {
    by_class.push_back(
        labelled(class_text(text_of(one, "class")), amount_text(text_of(one, "amount"), currency)));
  }
  by_class.push_back(
      labelled("Old debts paid off", amount_text(text_of(received, "debts"), currency)));
  model.set("received_by_class", by_class);
  model.set("received", amount_text(text_of(received, "total"), currency));
  model.set("not_shared", amount_text(text_of(revenue, "closing"), currency));
  const auto balances = items_of(beneficiaries, "data");
  Model rows = empty_list();
  for (const JsonValue& share : items_of(member(revenue, "apportioned"), "shares")) {
    const std::string_view name = text_of(share, "to");
    Model row;
    row.set("name", std::string{name});
    row.set("received", amount_text(text_of(share, "amount"), currency));
    const auto balance = std::ranges::find_if(
        balances, [name](const JsonValue& one) { return text_of(one, "name") == name; });
    row.set("balance", balance == balances.end()
                           ? std::string{"none"}
                           : amount_text(text_of(*balance, "balance"), currency));
    rows.push_back(row);
  }
  model.set("has_shares", rows.is_non_empty_list());
  model.set("shares", rows);
}

}  // namespace

Page statistics_page(const PageRequest& request) {
  const ApiAnswer stats = request.api.get("/v1/stats");
  if (stats.status != 200) return problem_page(stats);
  const ApiAnswer revenue = request.api.get("/v1/revenue");
  if (revenue.status != 200) return problem_page(revenue);
  const ApiAnswer beneficiaries = request.api.get("/v1/beneficiaries", "limit=200");
  if (beneficiaries.status != 200) return problem_page(beneficiaries);
  Page page{.template_name = "statistics", .title = "Statistics"};
  Model& model = page.model;
  model.set("assets", count_text(number_of(stats.body, "assets")));
  model.set("parties", count_text(number_of(stats.body, "parties")));
  model.set("facts", count_text(number_of(stats.body, "public_events")));
  set_revenue(model, revenue.body, beneficiaries.body);
  model.set("as_of", time_model(text_of(stats.body, "as_of"), text_of(stats.body, "as_of")));
  return page;
}

}  // namespace quitrent::api
