// SPDX-License-Identifier: EUPL-1.2
#include "api/http/purchases/purchase_answer.hpp"

#include <algorithm>

#include "api/http/json/json_writer.hpp"
#include "api/http/json/members.hpp"

namespace quitrent::api {

std::string purchase_json(const market::PurchaseReceipt& receipt, Instant now) {
  JsonWriter json;
  json.reserve(288 + 184 * receipt.items.size());
  json.begin_object().text("id", to_text(receipt.purchase)).text("state", to_text(receipt.status));
  const bool is_pending = receipt.status == market::PurchaseStatus::pending;
  const bool completed = receipt.status == market::PurchaseStatus::completed;
  const auto auctioned = [](const market::PurchasedItem& item) {
    return item.cause == ConveyanceCause::auction;
  };
  json.text("kind",
            to_text(std::ranges::all_of(receipt.items, auctioned) ? ConveyanceCause::auction
                                                                  : ConveyanceCause::purchase))
      .text("buyer", to_text(receipt.buyer))
      .text("filed_at", to_text(receipt.filed_at));
  instant_or_null(json, "completes_at", is_pending ? receipt.closes_at : kEndOfTime);
  instant_or_null(json, "completed_at", completed ? receipt.completed_at : kEndOfTime);
  json.key("items").begin_array();
  for (const market::PurchasedItem& item : receipt.items) {
    json.begin_object()
        .text("asset", to_text(item.asset))
        .text("price", to_text(item.price))
        .text("seller", to_text(item.seller))
        .text("kind", to_text(item.cause));
    text_or_null(json, "grant_back", item.grant_back);
    json.end_object();
  }
  json.end_array().text("as_of", to_text(now)).end_object();
  return json.take();
}

}  // namespace quitrent::api
