// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/asset_filters.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "api/http/json/lawful_values.hpp"
#include "api/http/searches.hpp"
#include "api/views/listed_terms.hpp"
#include "registry/title/external_identifier.hpp"
#include "registry/vocabulary/decimal.hpp"

namespace quitrent::api {
namespace {

/// An order and its name in a query.
struct NamedOrder {
  std::string_view name;
  AssetOrder order;
};
constexpr auto kOrders = std::to_array<NamedOrder>({{"registered_at", AssetOrder::registered_at},
                                                    {"-registered_at", AssetOrder::newest},
                                                    {"assessment", AssetOrder::cheapest},
                                                    {"-assessment", AssetOrder::dearest},
                                                    {"funded_until", AssetOrder::soonest_unfunded},
                                                    {"price", AssetOrder::lowest_price},
                                                    {"auction_ends_at", AssetOrder::auction_end}});

std::string_view to_text(const NamedOrder& order) { return order.name; }

std::optional<AssetOrder> parse_order(std::string_view text) {
  const auto* const found = std::ranges::find(kOrders, text, &NamedOrder::name);
  return found == kOrders.end() ? std::nullopt : std::optional{found->order};
}

/// One class or several with commas between, in the order of their numbers and each once.
std::optional<std::vector<AssetClass>> parse_classes(std::string_view text) {
  std::vector<AssetClass> classes;
  for (;;) {
    const std::string_view word = text.substr(0, text.find(','));
    const auto one = parse_asset_class(word);
    if (!one) return std::nullopt;
    classes.push_back(*one);
    if (word.size() == text.size()) break;
    text.remove_prefix(word.size() + 1);
  }
  std::ranges::sort(classes);
  const auto twice = std::ranges::unique(classes);
  classes.erase(twice.begin(), twice.end());
  return classes;
}

/// The identifiers that `scheme:value` may mean, canonical. A colon may stand in both parts.
std::vector<ExternalIdentifier> parse_external_identifiers(std::string_view text) {
  std::vector<ExternalIdentifier> found;
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    const ExternalIdentifier given{.scheme = std::string{text.substr(0, colon)},
                                   .value = std::string{text.substr(colon + 1)}};
    if (given.scheme.empty() || given.value.empty()) continue;
    if (const auto form = canonical(given)) found.push_back(*form);
  }
  return found;
}

/// Whether a text can be named by a licence expression: what the SPDX lists have, in either case,
/// or a reference.
bool is_licence(std::string_view text, const tax::LicenceTable& licences) {
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == ':';
  };
  for (const std::string_view beginning : {"LicenseRef-", "AdditionRef-", "DocumentRef-"}) {
    if (text.starts_with(beginning)) {
      return text.size() > beginning.size() && std::ranges::all_of(text, is_plain);
    }
  }
  if (text == "NONE" || text == "NOASSERTION" || licences.licence(text) != nullptr) return true;
  if (text.ends_with('+')) text.remove_suffix(1);
  return licences.licence(text) != nullptr || licences.exception(text) != nullptr;
}

/// Reads `licence` into the filter by commitment or the one by licence.
void read_licence(Parameters& parameters, const tax::LicenceTable& licences, AssetQuery& query) {
  const auto given = parameters.text("licence");
  if (!given) return;
  query.commitment = parse_commitment(*given);
  if (query.commitment) return;
  if (is_licence(*given, licences)) {
    query.licence = licence_key(*given);
  } else {
    parameters.refuse("licence",
                      "Name a licence or exception by its SPDX identifier, such as MIT, a "
                      "reference such as LicenseRef-x, or a commitment such as frand.");
  }
}

/// Reads an amount of 0 or more.
std::optional<Money> amount_of(Parameters& parameters, std::string_view name) {
  const auto given = parameters.text(name);
  if (!given) return std::nullopt;
  const auto money = parse_money(*given);
  if (money) return *money;
  parameters.refuse(name, "The amount " + std::string{explanation(money.error())} + ".");
  return std::nullopt;
}

}  // namespace

AssetQuery asset_filters_from(Parameters& parameters, const tax::LicenceTable& licences) {
  AssetQuery query;
  query.classes = word_of(parameters, "class", parse_classes,
                          lawful_values(kAssetClasses) + " Commas separate several.")
                      .value_or(std::vector<AssetClass>{});
  query.state = word_of(parameters, "state", parse_asset_state, lawful_values(kAssetStates));
  query.holder = word_of(parameters, "holder", parse_identifier<PartyKind>,
                         "A holder is named by its id, such as pty_01…");
  query.words = searched_words(parameters);
  if (const auto identifier = parameters.text("identifier")) {
    query.identifiers = parse_external_identifiers(*identifier);
    if (query.identifiers.empty()) {
      parameters.refuse("identifier",
                        "Name scheme and value in a form that a registration accepts, such as "
                        "patent:US2190483.");
    }
  }
  read_licence(parameters, licences, query);
  const auto parse_degree = [](std::string_view text) -> std::optional<Share> {
    const auto share = parse_share(text);
    return share ? std::optional{*share} : std::nullopt;
  };
  query.degree_max = word_of(parameters, "degree_max", parse_degree,
                             "A degree is a decimal from 0 to 1 with at most 6 decimals.");
  query.min_price = amount_of(parameters, "min_price");
  query.max_price = amount_of(parameters, "max_price");
  if (query.min_price && query.max_price && *query.max_price < *query.min_price) {
    parameters.refuse("max_price", "The highest price is not below the lowest.");
  }
  query.order = word_of(parameters, "sort", parse_order, lawful_values(kOrders))
                    .value_or(AssetOrder::registered_at);
  return query;
}

bool has_asset_filters(Parameters& parameters) {
  return std::ranges::any_of(
      std::array{"class", "state", "holder", "q", "identifier", "licence", "degree_max",
                 "min_price", "max_price", "sort"},
      [&parameters](std::string_view name) { return parameters.text(name).has_value(); });
}

std::string filters_text(const AssetQuery& query) {
  const auto* const order = std::ranges::find(kOrders, query.order, &NamedOrder::order);
  std::string text = "sort=" + std::string{order->name};
  const auto add = [&text](std::string_view name, const std::string& value) {
    if (!value.empty()) text += "&" + std::string{name} + "=" + percent_encoded(value);
  };
  std::string classes;
  for (const AssetClass each : query.classes) {
    classes += (classes.empty() ? "" : ",") + std::string{to_text(each)};
  }
  add("class", classes);
  if (query.state) add("state", std::string{to_text(*query.state)});
  if (query.holder) add("holder", to_text(*query.holder));
  add("q", query.words);
  if (!query.identifiers.empty()) {
    add("identifier", query.identifiers.front().scheme + ":" + query.identifiers.front().value);
  }
  if (query.commitment) add("licence", std::string{to_text(*query.commitment)});
  // NONE in small letters would be the commitment `none`.
  add("licence", query.licence == "none"          ? "NONE"
                 : query.licence == "noassertion" ? "NOASSERTION"
                                                  : query.licence);
  if (query.degree_max) add("degree_max", to_text(*query.degree_max));
  if (query.min_price) add("min_price", to_text(*query.min_price));
  if (query.max_price) add("max_price", to_text(*query.max_price));
  return text;
}

}  // namespace quitrent::api
