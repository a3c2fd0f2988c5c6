// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/asset_answer.hpp"

#include <algorithm>

#include "api/http/json/members.hpp"
#include "api/http/terms/finding_answer.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"

namespace quitrent::api {
namespace {

void write_then(JsonWriter& json, const std::vector<DatedLicence>& steps) {
  for (const DatedLicence& step : steps) {
    json.key("then")
        .begin_object()
        .text("spdx", step.spdx)
        .text("on", to_text(step.on).substr(0, 10));
  }
  for (std::size_t at = 0; at < steps.size(); ++at) json.end_object();
}

/// Writes which texts references stand for, where the terms state any.
void write_documents(JsonWriter& json, const std::forward_list<LicenceDocument>& documents) {
  const auto stated = [](const LicenceDocument& one) { return one.digest.has_value(); };
  if (std::ranges::none_of(documents, stated)) return;
  json.key("documents").begin_object();
  for (const LicenceDocument& one : documents) {
    if (one.digest) json.text(one.reference, to_text(*one.digest));
  }
  json.end_object();
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
void write_figures(JsonWriter& json, const Asset& asset, const market::AssetFigures& figures) {
  json.text("assessment", to_text(asset.status.assessment));
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

/// Writes the figures of an asset in a terminal state: all are null.
void write_no_figures(JsonWriter& json) {
  for (const std::string_view name :
       {"assessment", "price", "rate", "escrow", "arrears", "surcharge", "cure", "tax_per_day",
        "tax_per_year", "funded_until", "forecloses_at"}) {
    json.null(name);
  }
}

/// Writes the instants of time-driven changes, except foreclosure; null where none is to come.
void write_clocks(JsonWriter& json, const market::Books& books, const Asset& asset, Instant now) {
  const AssetStatus& status = asset.status;
  const bool live = !is_terminal(status.state);
  std::optional<Instant> held;
  std::optional<Instant> withdraws;
  std::optional<Instant> completes;
  std::optional<Instant> auction_ends;
  if (live && is_held(books, asset, now)) held = held_until(books, asset);
  if (live && status.withdraws_at < kEndOfTime) withdraws = status.withdraws_at;
  if (status.pending != 0) completes = books.pending(status.pending)->closes_at;
  if (status.state == AssetState::auction) auction_ends = status.auction_ends_at;
  text_or_null(json, "held_until", held);
  text_or_null(json, "withdraws_at", withdraws);
  text_or_null(json, "completes_at", completes);
  text_or_null(json, "auction_ends_at", auction_ends);
}

/// Writes how many encumbrances of each kind the asset has at `now`.
void write_encumbrance_counts(JsonWriter& json, const Asset& asset, Instant now) {
  static const Encumbrances kNothing;
  const Encumbrances& encumbrances = asset.encumbrances ? *asset.encumbrances : kNothing;
  const auto in_force = [now](const auto& one) { return one.ends_at > now; };
  const auto licences = std::ranges::count_if(encumbrances.licences, in_force);
  const auto liens = std::ranges::count_if(encumbrances.liens, in_force);
  json.key("encumbrances")
      .begin_object()
      .number("licences", static_cast<std::uint64_t>(licences))
      .number("liens", static_cast<std::uint64_t>(liens))
      .number("holds", encumbrances.holds.size())
      .end_object();
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
      write_documents(json, terms.documents);
      write_then(json, terms.then);
      json.end_object();
      return;
  }
}

void write_origins(JsonWriter& json, const std::vector<Origin>& origins) {
  json.begin_array();
  for (const Origin& origin : origins) {
    json.begin_object()
        .text("asset", to_text(origin.asset))
        .text("relation", to_text(origin.relation))
        .end_object();
  }
  json.end_array();
}

void write_asset(JsonWriter& json, const market::Books& books, const Asset& asset, Instant now) {
  const market::AssetFigures shown = figures(books, asset, now);
  const Particulars& particulars = *asset.particulars;
  const NamedParty holder = books.named(asset.holder);
  json.begin_object()
      .text("id", to_text(asset.id))
      .text("name", particulars.name)
      .text("class", to_text(asset.asset_class));
  write_identifiers(json, particulars.identifiers);
  write_terms(json.key("terms"), particulars.terms);
  write_origins(json.key("derived_from"), particulars.derived_from);
  json.text("degree", to_text(market::degree_at(*books.timeline(), asset, now)))
      .text("state", to_text(shown_state(asset.status)))
      .text("title_evidence", to_text(asset.title_evidence));
  const bool auctioned = asset.status.state == AssetState::auction;
  write_holder(json.key("holder"), asset.has_holder() ? &holder : nullptr);
  write_holder(json.key("former_holder"), auctioned ? &holder : nullptr);
  if (is_terminal(asset.status.state)) {
    write_no_figures(json);
  } else {
    write_figures(json, asset, shown);
  }
  write_clocks(json, books, asset, now);
  instant_or_null(json, "expires_at", asset.expires_at);
  write_encumbrance_counts(json, asset, now);
  write_findings(json, books, asset.id);
  json.text("terms_digest", to_text(shown.terms_digest))
      .number("version", asset.status.version)
      .text("registered_at", to_text(asset.registered_at))
      .text("as_of", to_text(now))
      .text("currency", books.timeline()->currency())
      .end_object();
}

std::string asset_json(const market::Books& books, const Asset& asset, Instant now) {
  JsonWriter json;
  json.reserve(1'400);
  write_asset(json, books, asset, now);
  return json.take();
}

}  // namespace quitrent::api
