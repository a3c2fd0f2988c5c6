// SPDX-License-Identifier: EUPL-1.2
#include "api/http/answers.hpp"

#include "market/figures.hpp"

namespace quitrent {
namespace {

template <class Value>
void text_or_null(JsonWriter& json, std::string_view name, const std::optional<Value>& value) {
  if (value) {
    json.text(name, to_text(*value));
  } else {
    json.null(name);
  }
}

void write_then(JsonWriter& json, const std::vector<DatedLicence>& steps) {
  for (const DatedLicence& step : steps) {
    json.key("then")
        .begin_object()
        .text("spdx", step.spdx)
        .text("on", to_text(step.on).substr(0, 10));
  }
  for (std::size_t at = 0; at < steps.size(); ++at) json.end_object();
}

void write_identifiers(JsonWriter& json, const std::vector<ExternalIdentifier>& identifiers) {
  json.key("identifiers").begin_array();
  for (const ExternalIdentifier& identifier : identifiers) {
    json.begin_object()
        .text("scheme", identifier.scheme)
        .text("value", identifier.value)
        .end_object();
  }
  json.end_array();
}

/// The figures of a live asset, in the order of API.md.
void write_figures(JsonWriter& json, const Asset& asset, const AssetFigures& figures) {
  json.text("assessment", to_text(asset.standing.assessment));
  text_or_null(json, "price", figures.price);
  json.text("rate", to_text(figures.rate))
      .text("escrow", to_text(figures.escrow))
      .text("arrears", to_text(figures.arrears))
      .text("surcharge", to_text(figures.surcharge));
  text_or_null(json, "cure", figures.cure);
  json.text("tax_per_day", to_text(figures.tax_per_day))
      .text("tax_per_year", to_text(figures.tax_per_year));
  text_or_null(json, "funded_until", figures.funded_until);
  text_or_null(json, "forecloses_at", figures.forecloses_at);
}

/// An asset at its end has no figures.
void write_no_figures(JsonWriter& json) {
  for (const std::string_view name :
       {"assessment", "price", "rate", "escrow", "arrears", "surcharge", "cure", "tax_per_day",
        "tax_per_year", "funded_until", "forecloses_at"}) {
    json.null(name);
  }
}

}  // namespace

void write_holder(JsonWriter& json, const NamedParty* holder) {
  if (holder == nullptr) {
    json.null();
    return;
  }
  json.begin_object().text("id", to_text(holder->id)).text("name", holder->name).end_object();
}

void write_terms(JsonWriter& json, const Terms& terms) {
  switch (terms.form) {
    case TermsForm::nothing:
      json.null();
      return;
    case TermsForm::commitment:
      json.begin_object().text("commitment", to_text(terms.commitment)).end_object();
      return;
    case TermsForm::licence:
      json.begin_object().text("spdx", terms.spdx);
      if (terms.source_withheld) json.key("source_withheld").boolean(true);
      write_then(json, terms.then);
      json.end_object();
      return;
  }
}

void write_asset(JsonWriter& json, const Books& books, const Asset& asset, Instant now) {
  const AssetFigures shown = figures(books, asset, now);
  const Particulars& particulars = *asset.particulars;
  const NamedParty holder = books.named(asset.holder);
  json.begin_object()
      .text("id", to_text(asset.id))
      .text("name", particulars.name)
      .text("class", to_text(asset.asset_class));
  write_identifiers(json, particulars.identifiers);
  write_terms(json.key("terms"), particulars.terms);
  json.text("degree", to_text(asset.degree))
      .text("state", to_text(asset.standing.state))
      .text("title_evidence", to_text(asset.title_evidence));
  const bool auctioned = asset.standing.state == AssetState::auction;
  write_holder(json.key("holder"), asset.has_holder() ? &holder : nullptr);
  write_holder(json.key("former_holder"), auctioned ? &holder : nullptr);
  if (is_terminal(asset.standing.state)) {
    write_no_figures(json);
  } else {
    write_figures(json, asset, shown);
  }
  if (asset.expires()) {
    json.text("expires_at", to_text(asset.expires_at));
  } else {
    json.null("expires_at");
  }
  json.text("terms_digest", to_text(shown.terms_digest))
      .number("version", asset.standing.version)
      .text("registered_at", to_text(asset.registered_at))
      .text("as_of", to_text(now))
      .text("currency", books.calendar()->currency())
      .end_object();
}

std::string asset_json(const Books& books, const Asset& asset, Instant now) {
  JsonWriter json;
  json.reserve(1'200);
  write_asset(json, books, asset, now);
  return json.take();
}

std::string account_json(const Books& books, Ordinal party, Instant now) {
  JsonWriter json;
  json.begin_object()
      .text("available", to_text(books.cash(party)))
      .text("held", to_text(Money{}))
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
  json.reserve(128 + 160 * receipt.items.size());
  json.begin_object()
      .text("id", to_text(receipt.purchase))
      .text("state", "completed")
      .null("completes_at");
  json.key("items").begin_array();
  for (const PurchasedItem& item : receipt.items) {
    json.begin_object()
        .text("asset", to_text(item.asset))
        .text("price", to_text(item.price))
        .text("seller", to_text(item.seller))
        .null("grant_back")
        .end_object();
  }
  json.end_array().text("as_of", to_text(now)).end_object();
  return json.take();
}

std::string cash_json(const Books& books, const CashReceipt& receipt, Instant now) {
  const auto party = books.party_ordinal(receipt.party);
  JsonWriter json;
  json.begin_object().text("party", to_text(receipt.party)).text("amount", to_text(receipt.amount));
  if (receipt.reference.empty()) {
    json.null("reference");
  } else {
    json.text("reference", receipt.reference);
  }
  json.text("available", to_text(books.cash(*party)))
      .text("currency", books.calendar()->currency())
      .text("as_of", to_text(now))
      .end_object();
  return json.take();
}

}  // namespace quitrent
