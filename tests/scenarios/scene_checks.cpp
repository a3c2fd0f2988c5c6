// SPDX-License-Identifier: EUPL-1.2
//
// The `check` lines of a scenario: what the register shows at the present second.
#include "market/figures.hpp"
#include "tests/scenarios/scene.hpp"

namespace quitrent::scenarios {
namespace {

void require(const std::string& shown, const std::string& expected, const std::string& what) {
  if (shown != expected) throw ScenarioFault(what + " is " + shown + ", not " + expected);
}

std::string text_of(const std::optional<Money>& amount) {
  return amount ? to_text(*amount) : "none";
}

std::string text_of(const std::optional<Instant>& instant) {
  return instant ? to_text(*instant) : "never";
}

/// A day stands for its first second.
std::string expected_text(Words& words) {
  const std::string text = words.word("what is expected");
  const auto day = parse_day(text);
  return day ? to_text(*day) : text;
}

}  // namespace

void Scene::check(Words& words) {
  const std::string what = words.word("what to check");
  if (what == "books") {
    words.expect("balanced");
    static_cast<void>(stage().bytes());
  } else if (what == "revenue") {
    const Money revenue = stage().books().ledger().balance({AccountKind::revenue, 0});
    require(to_text(revenue), expected_text(words), "revenue");
  } else if (what == "available" || what == "debt") {
    check_account(what, words);
  } else if (what == "title") {
    check_title(words);
  } else {
    check_asset(what, words);
  }
}

void Scene::check_account(const std::string& what, Words& words) {
  const std::string name{words.peek()};
  const Ordinal place = stage().place(party(words));
  const std::string shown =
      what == "debt" ? to_text(stage().books().debt(place)) : to_text(stage().books().cash(place));
  require(shown, expected_text(words), "what " + name + " has as " + what);
}

void Scene::check_title(Words& words) {
  const std::string name = words.word("an asset");
  const Asset& row = stage().at(asset(name));
  require(std::to_string(row.conveyances), std::to_string(words.number()),
          "the number of links of " + name);
  if (words.take("since")) require(to_text(row.held_since), expected_text(words), name + "'s last");
}

void Scene::check_asset(const std::string& what, Words& words) {
  const std::string name = words.word("an asset");
  const Asset& row = stage().at(asset(name));
  require(figure(what, row), expected_text(words), what + " of " + name);
}

std::string Scene::figure(const std::string& what, const Asset& row) const {
  const Standing& standing = row.standing;
  if (what == "holder") {
    return row.has_holder() ? stage().books().party(row.holder).name : "nobody";
  }
  if (what == "state") return std::string{to_text(standing.state)};
  if (what == "version") return std::to_string(standing.version);
  if (what == "assessment") return to_text(standing.assessment);
  if (what == "degree") return to_text(row.degree);
  if (what == "delinquent-since") {
    return standing.state == AssetState::delinquent ? to_text(standing.delinquent_at) : "never";
  }
  const AssetFigures shown = figures(stage().books(), row, stage().now());
  if (what == "price") return text_of(shown.price);
  if (what == "escrow") return to_text(shown.escrow);
  if (what == "arrears") return to_text(shown.arrears);
  if (what == "surcharge") return to_text(shown.surcharge);
  if (what == "cure") return text_of(shown.cure);
  if (what == "tax-per-day") return to_text(shown.tax_per_day);
  if (what == "tax-per-year") return to_text(shown.tax_per_year);
  if (what == "funded-until") return text_of(shown.funded_until);
  if (what == "forecloses-at") return text_of(shown.forecloses_at);
  throw ScenarioFault("\"" + what + "\" is nothing that can be checked");
}

}  // namespace quitrent::scenarios
