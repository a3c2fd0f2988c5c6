// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/search_page.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/links.hpp"

namespace quitrent::api {
namespace {

/// A value of a filter and its words.
using Choice = std::pair<std::string_view, std::string_view>;

constexpr std::array<Choice, 8> kClasses{Choice{"", "All classes"},   {"patent", "Patents"},
                                         {"design", "Designs"},       {"trademark", "Trademarks"},
                                         {"software", "Software"},    {"dataset", "Datasets"},
                                         {"copyright", "Copyrights"}, {"model", "Models"}};
constexpr std::array<Choice, 10> kStates{
    Choice{"", "All states"},      {"active", "Held"},         {"pending", "Sale under way"},
    {"delinquent", "Overdue"},     {"auction", "In auction"},  {"commons", "In the commons"},
    {"expired", "Expired"},        {"withdrawn", "Withdrawn"}, {"struck", "Struck out"},
    {"surrendered", "Surrendered"}};
constexpr std::array<Choice, 3> kDegrees{
    Choice{"", "All terms"}, {"0", "Open to everyone"}, {"0.5", "At most half closed"}};
constexpr std::array<Choice, 5> kOrders{Choice{"", "Oldest entry first"},
                                        {"-registered_at", "Newest entry first"},
                                        {"price", "Lowest price first"},
                                        {"-assessment", "Highest value first"},
                                        {"funded_until", "Escrow that ends soonest first"}};

/// A filter of the list: a link for each of its values.
Model filter_model(std::string_view title, std::string_view name, std::span<const Choice> choices,
                   const AddressQuery& query) {
  Model links = empty_list();
  for (const auto& [value, words] : choices) {
    Model link;
    link.set("words", std::string{words});
    link.set("address", query.with(name, value).with("cursor", "").behind("/search"));
    link.set("is_chosen", query.value(name) == value);
    links.push_back(link);
  }
  Model filter;
  filter.set("title", std::string{title});
  filter.set("links", links);
  return filter;
}

/// The values that the search box has to keep when a new search is sent.
Model kept_values(const AddressQuery& query) {
  Model kept = empty_list();
  for (const std::string_view name : {"class", "state", "degree_max", "sort", "holder"}) {
    if (query.value(name).empty()) continue;
    Model one;
    one.set("name", std::string{name});
    one.set("value", std::string{query.value(name)});
    kept.push_back(one);
  }
  return kept;
}

}  // namespace

Page search_page(const PageRequest& request) {
  const AddressQuery query = AddressQuery{request.query}.only(
      {"q", "class", "state", "degree_max", "sort", "holder", "cursor"});
  // A cursor carries the filters of its list.
  const AddressQuery asked = query.with("limit", "20");
  const ApiAnswer answer = request.api.get("/v1/assets", asked.text());
  Page page{.template_name = "search", .title = "Search the register"};
  Model& model = page.model;
  model.set("words", std::string{query.value("q")});
  model.set("kept", kept_values(query));
  Model filters = empty_list();
  filters.push_back(filter_model("Class", "class", kClasses, query));
  filters.push_back(filter_model("State", "state", kStates, query));
  filters.push_back(filter_model("Terms", "degree_max", kDegrees, query));
  filters.push_back(filter_model("Order", "sort", kOrders, query));
  model.set("filters", filters);
  model.set("api_address", asked.behind("/v1/assets"));
  if (answer.status >= 500) return problem_page(answer);
  Model rows = empty_list();
  if (answer.status == 200) {
    for (const JsonValue& asset : items_of(answer.body, "data")) rows.push_back(asset_row(asset));
    const std::string_view next = text_of(answer.body, "next_cursor");
    model.set("fault", Model{false});
    model.set("next",
              next.empty() ? Model{false} : Model{query.with("cursor", next).behind("/search")});
  } else {
    page.status = answer.status;
    model.set("fault", std::string{text_of(answer.body, "detail")});
    model.set("next", Model{false});
  }
  model.set("has_rows", rows.is_non_empty_list());
  model.set("is_empty", answer.status == 200 && rows.is_empty_list());
  model.set("rows", rows);
  return page;
}

}  // namespace quitrent::api
