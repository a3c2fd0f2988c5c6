// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/asset_page.hpp"

#include <array>
#include <string>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/degree_words.hpp"
#include "api/web/value_chart.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// The figures of an asset that has an owner or is in auction.
Model figure_rows(const JsonValue& asset) {
  Model rows = empty_list();
  if (is_null(asset, "assessment")) return rows;
  const std::string_view currency = text_of(asset, "currency");
  const auto amount = [&](std::string_view name) {
    return amount_text(text_of(asset, name), currency);
  };
  rows.push_back(labelled("Value that the holder states", amount("assessment")));
  rows.push_back(labelled("Tax a day", amount("tax_per_day")));
  rows.push_back(labelled("Tax a year", amount("tax_per_year")));
  rows.push_back(labelled("Average rate on the value", percent_text(text_of(asset, "rate"))));
  rows.push_back(labelled("Escrow, from which the tax is paid", amount("escrow")));
  if (!is_null(asset, "cure")) {
    rows.push_back(labelled("Tax overdue", amount("arrears")));
    rows.push_back(labelled("Surcharge for lateness", amount("surcharge")));
    rows.push_back(labelled("What a payment must bring now to end this", amount("cure")));
  }
  return rows;
}

Model deadline_rows(const JsonValue& asset) {
  Model rows = empty_list();
  for (const Deadline& deadline : deadlines(asset)) {
    Model row;
    row.set("label", deadline.label);
    row.set("time", time_model(deadline.instant, text_of(asset, "as_of")));
    row.set("reason", deadline.reason);
    rows.push_back(row);
  }
  return rows;
}

Model identifier_rows(const JsonValue& asset) {
  Model rows = empty_list();
  for (const JsonValue& one : items_of(asset, "identifiers")) {
    rows.push_back(
        labelled(std::string{text_of(one, "scheme")}, std::string{text_of(one, "value")}));
  }
  return rows;
}

/// The reasons of the degree: the dimensions that count, how closed they are, and which licence or
/// commitment makes them so.
Model degree_model(const JsonValue& degree) {
  Model rows = empty_list();
  for (const auto& [letter, name, brief] : dimension_words()) {
    const JsonValue& causes = member(degree, "causes");
    if (causes.kind != JsonValue::Kind::object || is_null(causes, letter)) continue;
    Model row;
    row.set("name", std::string{name});
    row.set("level", std::string{text_of(member(degree, "vector"), letter)});
    row.set("weight", percent_text(text_of(member(degree, "weights"), letter)));
    row.set("cause", std::string{text_of(causes, letter)});
    rows.push_back(row);
  }
  Model facts = empty_list();
  for (const JsonValue& fact : items_of(degree, "facts")) {
    facts.push_back(labelled(
        std::string{text_of(fact, "of")},
        std::string{is_null(fact, "basis") ? text_of(fact, "evidence") : text_of(fact, "basis")}));
  }
  Model model;
  model.set("percent", percent_text(text_of(degree, "degree")));
  model.set("is_open", text_of(degree, "degree") == "0.000000");
  model.set("has_rows", rows.is_non_empty_list());
  model.set("rows", rows);
  model.set("facts", facts);
  return model;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kTitleCauses{
    std::pair{"registration", "registered"},
    std::pair{"purchase", "bought"},
    std::pair{"foreclosure", "lost for unpaid tax"},
    std::pair{"auction", "bought in auction"},
    std::pair{"redemption", "redeemed by the former holder"},
    std::pair{"dedication", "given to everyone"},
    std::pair{"escheat", "not bought in auction; belongs to everyone"},
    std::pair{"expiry", "right ended by law"},
    std::pair{"withdrawal", "withdrawn by the holder"},
    std::pair{"strike", "struck out by registrars"},
    std::pair{"rectification", "corrected by registrars"}};

std::string cause_text(std::string_view cause) {
  for (const auto& [word, text] : kTitleCauses) {
    if (word == cause) return std::string{text};
  }
  return std::string{cause};
}

Model title_rows(const JsonValue& chain, const JsonValue& asset) {
  Model rows = empty_list();
  for (const JsonValue& link : items_of(chain, "data")) {
    Model row;
    row.set("holder", party_model(member(link, "holder")));
    row.set("from", time_model(text_of(link, "from"), text_of(asset, "as_of")));
    row.set("cause", cause_text(text_of(link, "cause")));
    row.set("price", is_null(link, "price")
                         ? Model{false}
                         : Model{amount_text(text_of(link, "price"), text_of(asset, "currency"))});
    rows.push_back(row);
  }
  return rows;
}

/// One row for each encumbrance of a list of the API: what it is, and until when.
Model encumbrance_rows(const PageRequest& request, const std::string& path,
                       const JsonValue& asset) {
  Model rows = empty_list();
  const JsonValue& counts = member(asset, "encumbrances");
  const auto add = [&](const std::string& what, const JsonValue& one) {
    Model row;
    row.set("what", what);
    row.set("until", is_null(one, "ends_at") ? std::string{"without an end"}
                                             : "until " + day_text(text_of(one, "ends_at")));
    rows.push_back(row);
  };
  if (number_of(counts, "licences") > 0) {
    const ApiAnswer list = request.api.get(path + "/licences");
    for (const JsonValue& one : items_of(list.body, "data")) {
      const bool exclusive = member(one, "exclusive").truth;
      add(std::string{exclusive ? "Exclusive licence" : "Licence"} + " of " +
              std::string{text_of(member(one, "licensee"), "name")} + ": " +
              std::string{text_of(one, "scope")},
          one);
    }
  }
  if (number_of(counts, "liens") > 0) {
    const ApiAnswer list = request.api.get(path + "/liens");
    for (const JsonValue& one : items_of(list.body, "data")) {
      add("Lien of " + std::string{text_of(one, "creditor_name")} + " for " +
              amount_text(text_of(one, "secured"), text_of(asset, "currency")) +
              ", paid out of the price at a sale",
          one);
    }
  }
  if (number_of(counts, "holds") > 0) {
    const ApiAnswer list = request.api.get(path + "/holds");
    for (const JsonValue& one : items_of(list.body, "data")) {
      add("Hold of a registrar: " + std::string{text_of(one, "reference")}, one);
    }
  }
  return rows;
}

Model relative_rows(const JsonValue& lineage, std::string_view list) {
  Model rows = empty_list();
  for (const JsonValue& one : items_of(lineage, list)) {
    Model row;
    row.set("name", std::string{text_of(one, "name")});
    row.set("address", "/assets/" + std::string{text_of(one, "asset")});
    row.set("relation", std::string{text_of(one, "relation")});
    row.set("degree", percent_text(text_of(one, "degree")));
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

Page asset_page(const PageRequest& request) {
  const std::string path = "/v1/assets/" + std::string{request.name};
  const ApiAnswer answer = request.api.get(path);
  if (answer.status != 200) return problem_page(answer);
  const JsonValue& asset = answer.body;
  Page page{.template_name = "asset", .title = std::string{text_of(asset, "name")}};
  Model& model = page.model;
  model.set("name", page.title);
  model.set("asset_class", class_text(text_of(asset, "class")));
  const StateWords state = state_words(asset);
  model.set("state", state.label);
  model.set("state_sentence", state.sentence);
  model.set("price", price_text(asset));
  model.set("for_sale", !is_null(asset, "price"));
  model.set("buying", buying_sentence(asset));
  model.set("buy_address", "/buy/" + std::string{request.name});
  model.set("holder", party_model(member(asset, "holder")));
  model.set("former_holder", party_model(member(asset, "former_holder")));
  model.set("is_claimed", text_of(asset, "title_evidence") == "claimed");
  model.set("terms", terms_text(asset));
  model.set("figures", figure_rows(asset));
  const Model rows = deadline_rows(asset);
  model.set("has_deadlines", rows.is_non_empty_list());
  model.set("deadlines", rows);
  model.set("identifiers", identifier_rows(asset));
  model.set("registered", time_model(text_of(asset, "registered_at"), text_of(asset, "as_of")));
  model.set("as_of", time_model(text_of(asset, "as_of"), text_of(asset, "as_of")));
  model.set("json_address", path);

  const ApiAnswer degree = request.api.get(path + "/degree");
  model.set("degree", degree.status == 200 ? degree_model(degree.body) : Model{false});
  const ApiAnswer title = request.api.get(path + "/title", "limit=200");
  if (title.status != 200) return problem_page(title);
  model.set("title", title_rows(title.body, asset));
  const Model encumbrances = encumbrance_rows(request, path, asset);
  model.set("has_encumbrances", encumbrances.is_non_empty_list());
  model.set("encumbrances", encumbrances);
  const ApiAnswer lineage = request.api.get(path + "/lineage");
  if (lineage.status != 200) return problem_page(lineage);
  const Model origins = relative_rows(lineage.body, "derived_from");
  const Model derived = relative_rows(lineage.body, "derived");
  model.set("has_origins", origins.is_non_empty_list());
  model.set("origins", origins);
  model.set("has_derived", derived.is_non_empty_list());
  model.set("derived", derived);
  const ApiAnswer tax = request.api.get(path + "/tax", "limit=200");
  if (tax.status != 200) return problem_page(tax);
  const std::string chart = value_chart(tax.body);
  model.set("has_chart", !chart.empty());
  model.set("chart", chart);
  return page;
}

}  // namespace quitrent::api
