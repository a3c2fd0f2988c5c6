// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/home_page.hpp"

#include <cstdint>
#include <ranges>
#include <string>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// Among how many of the newest public facts the page looks for sales, and how many it shows.
constexpr std::uint64_t kNewestFacts = 100;
constexpr std::size_t kMostSales = 5;

/// Auctions, those that end soonest first.
Model auction_rows(const PageRequest& request) {
  Model rows = empty_list();
  const ApiAnswer answer =
      request.api.get("/v1/assets", "state=auction&sort=auction_ends_at&limit=5");
  if (answer.status != 200) return rows;
  for (const JsonValue& asset : items_of(answer.body, "data")) {
    Model row = asset_row(asset);
    row.set("ends", time_model(text_of(asset, "auction_ends_at"), text_of(asset, "as_of")));
    rows.push_back(row);
  }
  return rows;
}

/// What was sold in one sale: a link with the name of the asset.
Model sold_asset(const PageRequest& request, std::string_view id) {
  const ApiAnswer asset = request.api.get("/v1/assets/" + std::string{id});
  Model items = empty_list();
  Model item;
  item.set("name", std::string{asset.status == 200 ? text_of(asset.body, "name") : id});
  item.set("address", "/assets/" + std::string{id});
  items.push_back(item);
  return items;
}

/// Sales among the newest public facts, the newest first.
Model sale_rows(const PageRequest& request, const JsonValue& stats) {
  Model rows = empty_list();
  const std::uint64_t facts = number_of(stats, "public_events");
  const std::uint64_t after = facts > kNewestFacts ? facts - kNewestFacts : 0;
  const ApiAnswer answer = request.api.get(
      "/v1/events", "limit=" + std::to_string(kNewestFacts) + "&after=" + std::to_string(after));
  if (answer.status != 200) return rows;
  std::size_t shown = 0;
  for (const JsonValue& fact : items_of(answer.body, "data") | std::views::reverse) {
    if (text_of(fact, "kind") != "asset-conveyed" || is_null(fact, "purchase")) continue;
    Model row;
    row.set("items", sold_asset(request, text_of(fact, "asset")));
    row.set("price",
            amount_text(text_of(member(fact, "waterfall"), "price"), text_of(stats, "currency")));
    row.set("at", time_model(text_of(fact, "at"), text_of(stats, "as_of")));
    rows.push_back(row);
    if (++shown == kMostSales) break;
  }
  return rows;
}

}  // namespace

Page home_page(const PageRequest& request) {
  const ApiAnswer stats = request.api.get("/v1/stats");
  if (stats.status != 200) return problem_page(stats);
  Page page{.template_name = "home", .title = "A public register of intellectual property"};
  Model& model = page.model;
  Model figures = empty_list();
  const std::string_view currency = text_of(stats.body, "currency");
  figures.push_back(labelled("Assets", count_text(number_of(stats.body, "assets"))));
  figures.push_back(labelled("Parties", count_text(number_of(stats.body, "parties"))));
  figures.push_back(
      labelled("Public facts on record", count_text(number_of(stats.body, "public_events"))));
  figures.push_back(
      labelled("Revenue to be shared out", amount_text(text_of(stats.body, "revenue"), currency)));
  model.set("figures", figures);
  const Model auctions = auction_rows(request);
  model.set("has_auctions", auctions.is_non_empty_list());
  model.set("auctions", auctions);
  model.set("words", Model{""});
  model.set("kept", empty_list());
  const Model sales = sale_rows(request, stats.body);
  model.set("has_sales", sales.is_non_empty_list());
  model.set("sales", sales);
  model.set("as_of", time_model(text_of(stats.body, "as_of"), text_of(stats.body, "as_of")));
  return page;
}

}  // namespace quitrent::api
