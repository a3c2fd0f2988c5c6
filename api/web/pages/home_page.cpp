// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/home_page.hpp"

#include <string>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

Model figure(std::string label, std::string value) {
  Model row;
  row.set("label", std::move(label));
  row.set("value", std::move(value));
  return row;
}

/// Auctions, those that end soonest first.
Model auction_rows(const PageRequest& request) {
  Model rows = empty_list();
  const ApiAnswer answer = request.api.get("/v1/assets", "state=auction&limit=5");
  if (answer.status != 200) return rows;
  for (const JsonValue& asset : items_of(answer.body, "data")) {
    Model row = asset_row(asset);
    row.set("ends", time_model(text_of(asset, "auction_ends_at"), text_of(asset, "as_of")));
    rows.push_back(row);
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
  figures.push_back(figure("Assets", count_text(number_of(stats.body, "assets"))));
  figures.push_back(figure("Parties", count_text(number_of(stats.body, "parties"))));
  figures.push_back(
      figure("Public facts on record", count_text(number_of(stats.body, "public_events"))));
  figures.push_back(
      figure("Revenue not yet shared out", amount_text(text_of(stats.body, "revenue"), currency)));
  model.set("figures", figures);
  const Model auctions = auction_rows(request);
  model.set("has_auctions", auctions.is_non_empty_list());
  model.set("auctions", auctions);
  model.set("words", Model{""});
  model.set("kept", empty_list());
  model.set("has_sales", false);
  model.set("sales", empty_list());
  model.set("as_of", time_model(text_of(stats.body, "as_of"), text_of(stats.body, "as_of")));
  return page;
}

}  // namespace quitrent::api
