// SPDX-License-Identifier: EUPL-1.2
#include "api/web/asset_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

struct StateRow {
  std::string_view state;
  std::string_view label;
  std::string_view sentence;
};
constexpr std::array<StateRow, 9> kStateWords{
    StateRow{"active", "Held",
             "The tax is paid ahead. Whoever pays the stated value becomes the holder."},
    {"pending", "Sale under way",
     "A buyer has paid. Title passes when the notice ends; until then nobody else can buy."},
    {"delinquent", "Tax overdue",
     "The tax paid ahead has run out. The holder has until the end of the grace to pay."},
    {"auction", "In auction",
     "The holder lost title, since the tax was not paid. The price falls every second until "
     "somebody buys, or until the former holder redeems the asset."},
    {"commons", "In the commons", "Everyone may use it, for ever. Nobody owns it or pays tax."},
    {"expired", "Expired", "The right has ended by law. Everyone may use what it covered."},
    {"withdrawn", "Withdrawn", "The holder took it out of the register after the notice."},
    {"struck", "Struck out",
     "A registrar struck the entry out, since it should not have been made."},
    {"surrendered", "Surrendered", "The right was given up, and nobody owns it any more."}};

const StateRow& state_row(const JsonValue& asset) {
  const auto found = std::ranges::find(kStateWords, text_of(asset, "state"), &StateRow::state);
  if (found == kStateWords.end()) throw std::logic_error("pages have no words for a state");
  return *found;
}

std::string first_capital(std::string_view word) {
  std::string text{word};
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string amount_of(const JsonValue& asset, std::string_view name) {
  return amount_text(text_of(asset, name), text_of(asset, "currency"));
}

}  // namespace

std::string class_text(std::string_view asset_class) { return first_capital(asset_class); }

std::string commitment_text(std::string_view commitment) {
  if (commitment == "none") return "no commitment";
  if (commitment == "frand" || commitment == "rand-z") {
    std::string text{commitment};
    std::ranges::transform(text, text.begin(), [](char one) {
      return one >= 'a' && one <= 'z' ? static_cast<char>(one - 32) : one;
    });
    return text;
  }
  std::string text{commitment};
  std::ranges::replace(text, '-', ' ');
  return text;
}

StateWords state_words(const JsonValue& asset) {
  const StateRow& row = state_row(asset);
  return {.label = std::string{row.label}, .sentence = std::string{row.sentence}};
}

std::string price_text(const JsonValue& asset) {
  return is_null(asset, "price") ? "not for sale" : amount_of(asset, "price");
}

std::string buying_sentence(const JsonValue& asset) {
  if (!is_null(asset, "price")) {
    const std::string price = amount_of(asset, "price");
    return text_of(asset, "state") == "auction"
               ? "Whoever pays " + price +
                     " this second becomes the holder. A second later the "
                     "price is lower, unless somebody else was faster."
               : "Whoever pays " + price + " becomes the holder. The holder cannot refuse.";
  }
  if (!is_null(asset, "held_until")) {
    return "Nobody can buy it while a registrar's hold lasts, until " +
           instant_text(text_of(asset, "held_until")) + '.';
  }
  if (text_of(asset, "state") == "pending") {
    return "Nobody else can buy it before the sale under way completes, at " +
           instant_text(text_of(asset, "completes_at")) + '.';
  }
  return "Nobody can buy it. " + std::string{state_row(asset).sentence};
}

std::string terms_text(const JsonValue& asset) {
  const JsonValue& terms = member(asset, "terms");
  if (terms.kind == JsonValue::Kind::null) return "none: a trademark has no public terms";
  if (const JsonValue* const commitment = terms.member("commitment")) {
    return commitment_text(commitment->text);
  }
  return std::string{text_of(terms, "spdx")};
}

std::vector<Deadline> deadlines(const JsonValue& asset) {
  struct Row {
    std::string_view name;
    std::string_view label;
    std::string_view reason;
  };
  const bool is_overdue = text_of(asset, "state") == "delinquent";
  const std::array<Row, 7> rows{
      Row{"funded_until", is_overdue ? "Was paid until" : "Paid until",
          "The escrow pays the tax until then. Without a further deposit the tax is overdue."},
      Row{"forecloses_at", is_overdue ? "Grace ends" : "Title is lost",
          "If the tax is not paid by then, the holder loses title and an auction begins."},
      Row{"held_until", "Hold ends", "A registrar has stopped every change of title until then."},
      Row{"completes_at", "Sale completes", "The notice of a purchase ends, and title passes."},
      Row{"auction_ends_at", "Auction ends",
          "If nobody has bought it by then, it belongs to everyone."},
      Row{"withdraws_at", "Leaves the register",
          "The holder has given notice that it takes the asset out of the register."},
      Row{"expires_at", "Right expires", "The right ends by law, and the entry with it."}};
  std::vector<Deadline> all;
  for (const Row& row : rows) {
    if (is_null(asset, row.name)) continue;
    all.push_back({.label = std::string{row.label},
                   .instant = std::string{text_of(asset, row.name)},
                   .reason = std::string{row.reason}});
  }
  std::ranges::stable_sort(all, {}, &Deadline::instant);
  return all;
}

Model time_model(std::string_view instant, std::string_view now) {
  Model model;
  model.set("iso", std::string{instant});
  model.set("text", instant_text(instant));
  const auto at = parse_instant(instant);
  const auto from = parse_instant(now);
  model.set("distance", at && from ? distance_text(*at, *from) : std::string{});
  return model;
}

Model party_model(const JsonValue& party) {
  if (party.kind == JsonValue::Kind::null) return Model{false};
  Model model;
  model.set("name", std::string{text_of(party, "name")});
  model.set("address", "/parties/" + std::string{text_of(party, "id")});
  return model;
}

Model asset_row(const JsonValue& asset) {
  Model row;
  row.set("name", std::string{text_of(asset, "name")});
  row.set("address", "/assets/" + std::string{text_of(asset, "id")});
  row.set("asset_class", class_text(text_of(asset, "class")));
  row.set("state", state_words(asset).label);
  row.set("price", price_text(asset));
  row.set("degree", percent_text(text_of(asset, "degree")));
  row.set("tax_per_day",
          is_null(asset, "tax_per_day") ? std::string{"none"} : amount_of(asset, "tax_per_day"));
  row.set("holder", party_model(member(asset, "holder")));
  return row;
}

}  // namespace quitrent::api
