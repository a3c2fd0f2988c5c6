// SPDX-License-Identifier: EUPL-1.2
#include "api/http/parties/party_answers.hpp"

#include <algorithm>

namespace quitrent::api {
namespace {

void write_reference(JsonWriter& json, const std::string& reference) {
  if (reference.empty()) {
    json.null("reference");
  } else {
    json.text("reference", reference);
  }
}

}  // namespace

std::string account_json(const market::Books& books, Ordinal party, Instant now) {
  JsonWriter json;
  json.begin_object()
      .text("available", to_text(books.cash(party)))
      .text("held", to_text(books.reserved(books.party(party).id)))
      .text("debt", to_text(books.debt(party)))
      .key("frozen")
      .boolean(books.party(party).frozen)
      .text("currency", books.timeline()->currency())
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

std::string cash_json(const market::Books& books, const market::CashReceipt& receipt, Instant now) {
  const auto party = books.party_ordinal(receipt.party);
  JsonWriter json;
  json.begin_object().text("party", to_text(receipt.party)).text("amount", to_text(receipt.amount));
  write_reference(json, receipt.reference);
  json.text("available", to_text(books.cash(*party)))
      .text("currency", books.timeline()->currency())
      .text("as_of", to_text(now))
      .end_object();
  return json.take();
}

std::string payout_json(const market::Books& books, const market::PayoutReceipt& receipt,
                        Instant now) {
  JsonWriter json;
  json.begin_object()
      .text("beneficiary", receipt.beneficiary)
      .text("amount", to_text(receipt.amount));
  write_reference(json, receipt.reference);
  json.text("balance", to_text(beneficiary_balance(books, receipt.beneficiary)))
      .text("currency", books.timeline()->currency())
      .text("as_of", to_text(now))
      .end_object();
  return json.take();
}

Money beneficiary_balance(const market::Books& books, std::string_view name) {
  const std::vector<std::string>& known = books.beneficiaries();
  const auto found = std::ranges::find(known, name);
  if (found == known.end()) return {};
  return books.ledger().balance(
      {AccountKind::beneficiary, static_cast<std::uint32_t>(found - known.begin())});
}

}  // namespace quitrent::api
