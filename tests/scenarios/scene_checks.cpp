// SPDX-License-Identifier: EUPL-1.2
//
// The `check` lines of a scenario: what the register shows at the present second.
#include <algorithm>

#include "market/invariant/money_is_conserved.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"
#include "tests/scenarios/scene.hpp"

namespace quitrent::scenarios {

using namespace market;
using namespace tax;
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

/// The deadline `at` if it counts in the present state of the asset, else `never`.
std::string deadline(bool runs, Instant at) { return runs ? to_text(at) : "never"; }

/// The expected text. A day means its first second.
std::string expected_text(Words& words) {
  const std::string text = words.word("what is expected");
  const auto day = parse_day(text);
  return day ? to_text(*day) : text;
}

/// The kinds of licences in force that the party or stranger has, joined by `+`.
std::string licences_of(const Asset& asset, const std::string& licensee, Instant now) {
  std::string kinds;
  if (!asset.encumbrances) return "none";
  for (const RecordedLicence& licence : asset.encumbrances->licences) {
    if (licence.licensee_name != licensee || licence.ends_at <= now) continue;
    if (!kinds.empty()) kinds += '+';
    kinds +=
        licence.origin == LicenceOrigin::grant_back ? "grant-back" : to_text(licence.exclusivity);
  }
  return kinds.empty() ? "none" : kinds;
}

/// How many licences of this origin are in force.
std::string licence_count(const Asset& asset, LicenceOrigin origin, Instant now) {
  if (!asset.encumbrances) return "0";
  return std::to_string(
      std::ranges::count_if(asset.encumbrances->licences, [&](const RecordedLicence& licence) {
        return licence.origin == origin && licence.ends_at > now;
      }));
}

}  // namespace

void Scene::check(Words& words) {
  const std::string what = words.word("what to check");
  const auto& ledger = stage().books().ledger();
  if (what == "books") {
    words.expect("balanced");
    require(money_is_conserved::violation(stage().books()).value_or("balanced"), "balanced", what);
  } else if (what == "revenue") {
    require(to_text(income()), expected_text(words), "revenue");
  } else if (what == "awaiting-apportionment") {
    require(to_text(ledger.balance({AccountKind::revenue, 0})), expected_text(words), what);
  } else if (what == "beneficiary" || what == "available" || what == "debt" || what == "held" ||
             what == "frozen") {
    check_account(what, words);
  } else if (what == "owed") {
    check_owed(words);
  } else if (what == "act") {
    check_act(words);
  } else if (what == "title") {
    check_title(words);
  } else if (what == "licence") {
    check_licence(words);
  } else if (what == "licence-text") {
    const Asset& row = stage().at(asset(words.word("an asset")));
    require(row.particulars->terms.spdx, words.rest(), what);
  } else if (what == "terms") {
    check_terms(words);
  } else {
    check_asset(what, words);
  }
}

Money Scene::income() const {
  const Books& books = stage().books();
  Money sum = books.ledger().balance({AccountKind::revenue, 0}) + paid_out_;
  for (std::uint32_t ordinal = 0; ordinal < books.beneficiaries().size(); ++ordinal) {
    sum += books.ledger().balance({AccountKind::beneficiary, ordinal});
  }
  return sum;
}

void Scene::check_account(const std::string& what, Words& words) {
  const std::string name{words.peek()};
  const Books& books = stage().books();
  if (what == "beneficiary") {
    const auto& names = books.beneficiaries();
    const auto ordinal = std::ranges::find(names, words.word("a beneficiary")) - names.begin();
    const Money balance =
        books.ledger().balance({AccountKind::beneficiary, static_cast<std::uint32_t>(ordinal)});
    return require(to_text(balance), expected_text(words), "what " + name + " has");
  }
  const PartyId id = party(words);
  const Ordinal ordinal = stage().ordinal(id);
  std::string shown = to_text(books.cash(ordinal));
  if (what == "debt") shown = to_text(books.debt(ordinal));
  if (what == "held") shown = to_text(books.reserved(id));
  if (what == "frozen") shown = books.party(ordinal).frozen ? "yes" : "no";
  require(shown, expected_text(words), "what " + name + " has as " + what);
}

void Scene::check_owed(Words& words) {
  const std::string name = words.word("an asset");
  const std::string debtor{words.peek()};
  const PartyId id = party(words);
  Money owed;
  for (const PendingFinding& pending : stage().books().findings(asset(name))) {
    for (const FindingPart& part : pending.finding.parts) {
      if (part.party == id) owed += part.owed();
    }
  }
  require(to_text(owed), expected_text(words), "what " + debtor + " will owe for " + name);
}

void Scene::check_title(Words& words) {
  const std::string name = words.word("an asset");
  const Asset& row = stage().at(asset(name));
  require(std::to_string(row.conveyances), std::to_string(words.number()),
          "the number of links of " + name);
  const Conveyance& last = stage().record().chain(row.id)->last;
  if (words.take("by")) {
    require(std::string{to_text(last.cause)}, words.word("a cause"), name + "'s last cause");
  }
  if (words.take("since")) require(to_text(last.at), expected_text(words), name + "'s last");
  if (words.take("price")) require(to_text(last.price), expected_text(words), name + "'s price");
}

void Scene::check_licence(Words& words) {
  const std::string name = words.word("an asset");
  const std::string licensee = words.word("a licensee");
  require(licences_of(stage().at(asset(name)), licensee, stage().now()), expected_text(words),
          "the licence of " + licensee + " to " + name);
}

void Scene::check_terms(Words& words) {
  const std::string name = words.word("an asset");
  const auto noted = noted_.find(name);
  if (noted == noted_.end()) throw ScenarioFault("no terms of " + name + " were noted");
  const Digest now = terms_digest(stage().books(), stage().at(asset(name)), stage().now());
  require(now == noted->second ? "as-noted" : "changed", expected_text(words),
          "what a buyer sees of " + name);
}

void Scene::check_asset(const std::string& what, Words& words) {
  const std::string name = words.word("an asset");
  const Asset& row = stage().at(asset(name));
  require(figure(what, row), expected_text(words), what + " of " + name);
}

std::string Scene::figure(const std::string& what, const Asset& row) const {
  if (auto text = title_figure(what, row)) return *text;
  if (auto text = clock_figure(what, row)) return *text;
  if (auto text = burden_figure(what, row)) return *text;
  return money_figure(what, row);
}

std::optional<std::string> Scene::title_figure(const std::string& what, const Asset& row) const {
  const auto named = [&](bool somebody) {
    return somebody ? stage().books().party(row.holder).name : "nobody";
  };
  if (what == "holder") return named(row.has_holder());
  if (what == "former-holder") return named(row.status.state == AssetState::auction);
  if (what == "state") return std::string{to_text(shown_state(row.status))};
  if (what == "version") return std::to_string(row.status.version);
  if (what == "degree") {
    return to_text(degree_at(*stage().books().timeline(), row, stage().now()));
  }
  if (what == "evidence") return std::string{to_text(row.title_evidence)};
  return std::nullopt;
}

std::optional<std::string> Scene::clock_figure(const std::string& what, const Asset& row) const {
  const AssetStatus& status = row.status;
  const Books& books = stage().books();
  if (what == "expires") return deadline(row.expires(), row.expires_at);
  if (what == "delinquent-since") {
    return deadline(status.state == AssetState::delinquent, status.delinquent_at);
  }
  if (what == "auction-ends") {
    return deadline(status.state == AssetState::auction, status.auction_ends_at);
  }
  if (what == "withdraws-at") {
    return deadline(status.withdraws_at < kEndOfTime, status.withdraws_at);
  }
  if (what == "closes-at") {
    if (status.pending == 0) return "never";
    return to_text(books.pending(status.pending)->closes_at);
  }
  if (what == "finding-changes") {
    const auto at = next_finding_change(books, row.id);
    return deadline(at.has_value(), at.value_or(Instant{}));
  }
  if (what == "held-until") {
    return deadline(is_held(books, row, stage().now()), held_until(books, row));
  }
  return std::nullopt;
}

std::optional<std::string> Scene::burden_figure(const std::string& what, const Asset& row) const {
  const Encumbrances none;
  const Encumbrances& burdens = row.encumbrances ? *row.encumbrances : none;
  if (what == "licences") return licence_count(row, LicenceOrigin::holder, stage().now());
  if (what == "grant-backs") return licence_count(row, LicenceOrigin::grant_back, stage().now());
  if (what == "liens") return std::to_string(burdens.liens.size());
  if (what == "holds") return std::to_string(burdens.holds.size());
  if (what == "contests") return std::to_string(stage().books().contests(row.id).size());
  if (what == "findings") return std::to_string(stage().books().findings(row.id).size());
  if (what == "secured") return to_text(secured_sum(&burdens, stage().now()));
  return std::nullopt;
}

std::string Scene::money_figure(const std::string& what, const Asset& row) const {
  if (what == "assessment") return to_text(row.status.assessment);
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
