// SPDX-License-Identifier: EUPL-1.2
#include "api/http/answers.hpp"

#include <algorithm>

namespace quitrent {
namespace {

void write_reference(JsonWriter& json, const std::string& reference) {
  if (reference.empty()) {
    json.null("reference");
  } else {
    json.text("reference", reference);
  }
}

}  // namespace

std::string account_json(const Books& books, Ordinal party, Instant now) {
  JsonWriter json;
  json.begin_object()
      .text("available", to_text(books.cash(party)))
      .text("held", to_text(books.held(books.party(party).id)))
      .text("debt", to_text(books.debt(party)))
      .key("frozen")
      .boolean(books.party(party).frozen)
      .text("currency", books.calendar()->currency())
      .text("as_of", to_text(now))
      .end_object();
  return json.take();
}

void write_party(JsonWriter& json, const Party& party) {
  json.begin_object().text("id", to_text(party.id)).text("name", party.name);
  json.key("roles").begin_array();
  for (const Role role : kRoles) {
    if (party.roles.has(role)) json.text(to_text(role));
  }
  json.end_array();
}

std::string purchase_json(const PurchaseReceipt& receipt, Instant now) {
  JsonWriter json;
  json.reserve(288 + 184 * receipt.items.size());
  json.begin_object().text("id", to_text(receipt.purchase)).text("state", to_text(receipt.status));
  const bool waits = receipt.status == PurchaseStatus::pending;
  const bool completed = receipt.status == PurchaseStatus::completed;
  const auto auctioned = [](const PurchasedItem& item) {
    return item.cause == ConveyanceCause::auction;
  };
  json.text("kind",
            to_text(std::ranges::all_of(receipt.items, auctioned) ? ConveyanceCause::auction
                                                                  : ConveyanceCause::purchase))
      .text("buyer", to_text(receipt.buyer))
      .text("filed_at", to_text(receipt.filed_at));
  instant_or_null(json, "completes_at", waits ? receipt.closes_at : kEndOfTime);
  instant_or_null(json, "completed_at", completed ? receipt.completed_at : kEndOfTime);
  json.key("items").begin_array();
  for (const PurchasedItem& item : receipt.items) {
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

std::string cash_json(const Books& books, const CashReceipt& receipt, Instant now) {
  const auto party = books.party_ordinal(receipt.party);
  JsonWriter json;
  json.begin_object().text("party", to_text(receipt.party)).text("amount", to_text(receipt.amount));
  write_reference(json, receipt.reference);
  json.text("available", to_text(books.cash(*party)))
      .text("currency", books.calendar()->currency())
      .text("as_of", to_text(now))
      .end_object();
  return json.take();
}

std::string payout_json(const Books& books, const PayoutReceipt& receipt, Instant now) {
  JsonWriter json;
  json.begin_object()
      .text("beneficiary", receipt.beneficiary)
      .text("amount", to_text(receipt.amount));
  write_reference(json, receipt.reference);
  json.text("balance", to_text(beneficiary_balance(books, receipt.beneficiary)))
      .text("currency", books.calendar()->currency())
      .text("as_of", to_text(now))
      .end_object();
  return json.take();
}

Money beneficiary_balance(const Books& books, std::string_view name) {
  const std::vector<std::string>& known = books.beneficiaries();
  const auto found = std::ranges::find(known, name);
  if (found == known.end()) return {};
  return books.ledger().balance(
      {AccountKind::beneficiary, static_cast<std::uint32_t>(found - known.begin())});
}

}  // namespace quitrent
