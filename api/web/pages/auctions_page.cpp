// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/auctions_page.hpp"

#include <string>
#include <string_view>

#include "api/web/asset_words.hpp"
#include "api/web/auction_chart.hpp"
#include "api/web/links.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// The second in which the auction of an asset opened: its newest link of title. Empty where the
/// API does not answer.
std::string auction_began(const PageRequest& request, const std::string& path) {
  std::string began;
  AddressQuery query = AddressQuery{}.with("limit", "200");
  for (;;) {
    const ApiAnswer answer = request.api.get(path + "/title", query.text());
    if (answer.status != 200) return {};
    const auto links = items_of(answer.body, "data");
    if (!links.empty()) began = text_of(links.back(), "from");
    const std::string_view next = text_of(answer.body, "next_cursor");
    if (next.empty()) return began;
    query = query.with("cursor", next);
  }
}

Model auction_card(const PageRequest& request, const JsonValue& asset) {
  Model card = asset_row(asset);
  const std::string_view now = text_of(asset, "as_of");
  const std::string began =
      auction_began(request, "/v1/assets/" + std::string{text_of(asset, "id")});
  card.set("start_price", amount_text(text_of(asset, "assessment"), text_of(asset, "currency")));
  card.set("began", began.empty() ? Model{false} : time_model(began, now));
  card.set("ends", time_model(text_of(asset, "auction_ends_at"), now));
  card.set("held", is_null(asset, "held_until") ? Model{false}
                                                : time_model(text_of(asset, "held_until"), now));
  card.set("former_holder", party_model(member(asset, "former_holder")));
  card.set("redemption", is_null(asset, "cure") ? Model{false}
                                                : Model{amount_text(text_of(asset, "cure"),
                                                                    text_of(asset, "currency"))});
  card.set("is_trademark", text_of(asset, "class") == "trademark");
  card.set("chart", began.empty() ? Model{false} : Model{auction_chart(asset, began)});
  return card;
}

}  // namespace

Page auctions_page(const PageRequest& request) {
  const AddressQuery query = AddressQuery{request.query}.only({"cursor"});
  const AddressQuery asked =
      query.with("state", "auction").with("sort", "auction_ends_at").with("limit", "20");
  const ApiAnswer answer = request.api.get("/v1/assets", asked.text());
  if (answer.status != 200) return problem_page(answer);
  Page page{.template_name = "auctions", .title = "Auctions"};
  Model& model = page.model;
  Model cards = empty_list();
  for (const JsonValue& asset : items_of(answer.body, "data")) {
    cards.push_back(auction_card(request, asset));
  }
  model.set("has_cards", cards.is_non_empty_list());
  model.set("cards", cards);
  const std::string_view next = text_of(answer.body, "next_cursor");
  model.set("next",
            next.empty() ? Model{false} : Model{query.with("cursor", next).behind("/auctions")});
  model.set("as_of", time_model(text_of(answer.body, "as_of"), text_of(answer.body, "as_of")));
  model.set("api_address", asked.behind("/v1/assets"));
  return page;
}

}  // namespace quitrent::api
