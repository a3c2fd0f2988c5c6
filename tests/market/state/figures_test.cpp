// SPDX-License-Identifier: EUPL-1.2
#include "market/state/figures.hpp"

#include <array>
#include <functional>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

namespace {

Instant at(std::string_view text) { return *parse_instant(text); }

std::string shown(const std::optional<Instant>& instant) {
  return instant ? to_text(*instant) : "none";
}
std::string shown(const std::optional<Money>& amount) { return amount ? to_text(*amount) : "none"; }

}  // namespace

TEST_CASE("the figures of an asset move by the second and stand still in the books") {
  struct Row {
    const char* when;
    const char* state;
    const char* escrow;
    const char* arrears;
    const char* surcharge;  // a tenth, rounded up
    const char* cure;
  };
  const auto rows = std::to_array<Row>({
      {"2026-01-01T00:00:00Z", "active", "500.00", "0.00", "0.00", "none"},
      {"2026-01-01T00:00:01Z", "active", "499.999921", "0.00", "0.00", "none"},
      {"2026-01-02T00:00:00Z", "active", "493.150685", "0.00", "0.00", "none"},
      {"2026-03-14T23:59:59Z", "active", "0.00008", "0.00", "0.00", "none"},
      {"2026-03-15T00:00:00Z", "active", "0.00", "0.00", "0.00", "none"},
      {"2026-03-15T00:00:01Z", "delinquent", "0.00", "0.000079", "0.000008", "205.47954"},
      {"2026-03-16T00:00:00Z", "delinquent", "0.00", "6.849315", "0.684932", "213.0137"},
      {"2026-04-14T00:00:00Z", "delinquent", "0.00", "205.479452", "20.547946", "431.506851"},
  });
  TrialRegister trial{at("2026-01-01T00:00:00Z")};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(500));
  const AssetId asset = trial.asset(ana, patent(units(100'000), units(500)));
  for (const Row& row : rows) {
    CAPTURE(row.when);
    trial.advance(at(row.when));
    const Asset& before = trial.at(asset);
    const AssetFigures now = figures(trial.books(), before, trial.now());
    CHECK(to_text(before.status.state) == row.state);
    CHECK(to_text(now.escrow) == row.escrow);
    CHECK(to_text(now.arrears) == row.arrears);
    CHECK(shown(now.cure) == row.cure);
    CHECK(to_text(now.surcharge) == row.surcharge);
    CHECK(shown(now.price) == "100000.00");
    CHECK(to_text(now.rate) == "0.025");
    CHECK(to_text(now.tax_per_day) == "6.849315");
    CHECK(to_text(now.tax_per_year) == "2500.00");
    CHECK(shown(now.funded_until) == "2026-03-15T00:00:01Z");
    CHECK(shown(now.forecloses_at) == "2026-04-14T00:00:01Z");
  }
}

TEST_CASE("an asset that expires before its escrow is used up has no end of funding") {
  TrialRegister trial{at("2026-01-01T00:00:00Z")};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(1'000));
  struct Row {
    const char* expires;
    const char* funded_until;
    const char* forecloses_at;
  };
  const auto rows = std::to_array<Row>({
      {"2026-03-15T00:00:00Z", "none", "none"},
      {"2026-03-15T00:00:01Z", "none", "none"},
      {"2026-03-15T00:00:02Z", "2026-03-15T00:00:01Z", "2026-04-14T00:00:01Z"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.expires);
    TrialRegister own{at("2026-01-01T00:00:00Z")};
    const PartyId holder = own.member("ana");
    own.credit(holder, units(500));
    RegisterAsset request = patent(units(100'000), units(500));
    request.expires_at = at(row.expires);
    const Asset& asset = own.at(own.asset(holder, request));
    const AssetFigures now = figures(own.books(), asset, own.now());
    CHECK(shown(now.funded_until) == row.funded_until);
    CHECK(shown(now.forecloses_at) == row.forecloses_at);
  }
}

TEST_CASE("of an ended asset only the terms are shown") {
  TrialRegister trial{at("2026-01-01T00:00:00Z")};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(500));
  RegisterAsset request = patent(units(100'000), units(500));
  request.expires_at = at("2026-02-01T00:00:00Z");
  const AssetId asset = trial.asset(ana, request);
  const Digest before = figures(trial.books(), trial.at(asset), trial.now()).terms_digest;
  trial.advance(request.expires_at);
  const AssetFigures after = figures(trial.books(), trial.at(asset), trial.now());
  CHECK(after.terms_digest == before);
  CHECK_FALSE(after.price.has_value());
  CHECK_FALSE(after.cure.has_value());
  CHECK_FALSE(after.funded_until.has_value());
  CHECK_FALSE(after.forecloses_at.has_value());
}

TEST_CASE("the terms digest changes with each of its parts and with nothing else") {
  const TrialRegister trial{at("2026-01-01T00:00:00Z")};
  const auto digest_of = [&](const std::function<void(Asset&, Particulars&)>& change, Instant now) {
    Asset asset;
    asset.asset_class = AssetClass::software;
    asset.status.assessment = units(10);
    Particulars particulars{.name = "Work", .identifiers = {}, .terms = {}};
    particulars.terms.form = TermsForm::licence;
    particulars.terms.spdx = "BUSL-1.1";
    particulars.terms.then = {{"MIT", at("2029-01-01T00:00:00Z")}};
    change(asset, particulars);
    asset.particulars = std::make_shared<const Particulars>(particulars);
    return terms_digest(trial.books(), asset, now);
  };
  const Instant now = at("2026-01-01T00:00:00Z");
  const Digest plain = digest_of([](Asset&, Particulars&) {}, now);
  struct Row {
    const char* what;
    std::function<void(Asset&, Particulars&)> change;
  };
  const std::vector<Row> parts{
      {"class", [](Asset& asset, Particulars&) { asset.asset_class = AssetClass::dataset; }},
      {"title evidence",
       [](Asset& asset, Particulars&) { asset.title_evidence = TitleEvidence::confirmed; }},
      {"degree, and with it the rates",
       [](Asset&, Particulars& text) {
         text.levels = {{kBeginningOfTime, {24, 24, 24, 24, 24, 24, 24, 23}}};
       }},
      {"form", [](Asset&, Particulars& text) { text.terms.form = TermsForm::commitment; }},
      {"commitment", [](Asset&, Particulars& text) { text.terms.commitment = Commitment::rand_z; }},
      {"licence", [](Asset&, Particulars& text) { text.terms.spdx = "BUSL-1.0"; }},
      {"source", [](Asset&, Particulars& text) { text.terms.source_withheld = true; }},
      {"later licence", [](Asset&, Particulars& text) { text.terms.then[0].spdx = "ISC"; }},
      {"later day",
       [](Asset&, Particulars& text) {
         text.terms.then[0].on = text.terms.then[0].on + Duration::from_days(1);
       }},
      {"no later licence", [](Asset&, Particulars& text) { text.terms.then.clear(); }},
      {"expiry", [](Asset& asset, Particulars&) { asset.expires_at = *day(2027, 1, 1); }},
      {"end of a withdrawal notice",
       [](Asset& asset, Particulars&) { asset.status.withdraws_at = *day(2027, 1, 1); }},
  };
  std::set<Digest> seen{plain};
  for (const Row& row : parts) {
    CAPTURE(row.what);
    CHECK(seen.insert(digest_of(row.change, now)).second);
  }
  const std::vector<Row> others{
      {"name", [](Asset&, Particulars& text) { text.name = "Another"; }},
      {"identifiers", [](Asset&, Particulars& text) { text.identifiers = {{"doi", "1"}}; }},
      {"holder", [](Asset& asset, Particulars&) { asset.holder = 7; }},
      {"value, however high",
       [](Asset& asset, Particulars&) { asset.status.assessment = kHighestAssessment; }},
      {"escrow", [](Asset& asset, Particulars&) { asset.status.escrow = units(1); }},
      {"state", [](Asset& asset, Particulars&) { asset.status.state = AssetState::delinquent; }},
      {"version", [](Asset& asset, Particulars&) { asset.status.version = 9; }},
      {"chain of title", [](Asset& asset, Particulars&) { asset.chain.bytes[0] = 1; }},
  };
  for (const Row& row : others) {
    CAPTURE(row.what);
    CHECK(digest_of(row.change, now) == plain);
  }
  CHECK(digest_of([](Asset&, Particulars&) {}, now + kYear) == plain);
}

TEST_CASE("the terms digest changes on the day on which another rate begins") {
  std::string toml{founding_schedule_toml()};
  const std::string scale = R"(brackets = [{ above = "0", rate = "2.5%" }])";
  toml.insert(
      toml.find(scale) + scale.size(),
      "\n  [[class.scale]]\n  from = 2027-01-01\n"
      "  brackets = [{ above = \"0\", rate = \"2.5%\" }, { above = \"9\", rate = \"3%\" }]");
  TrialRegister trial{at("2026-01-01T00:00:00Z"), toml};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(500));
  const Asset& asset = trial.at(trial.asset(ana, patent(units(1), units(1))));
  const Instant change = at("2027-01-01T00:00:00Z");
  const Digest before = terms_digest(trial.books(), asset, trial.now());
  CHECK(terms_digest(trial.books(), asset, change + Duration::from_seconds(-1)) == before);
  CHECK(terms_digest(trial.books(), asset, change) != before);
}

TEST_CASE("what is owed at the limits stays within money") {
  std::string toml{founding_schedule_toml()};
  const std::string rate = R"(rate = "2.5%")";
  toml.replace(toml.find(rate), rate.size(), R"(rate = "1000000%")");
  toml.replace(toml.find("escrow_cover = \"30d\""), 20, "escrow_cover = \"0s\"");
  toml.replace(toml.find("late_surcharge = \"10%\""), 22, "late_surcharge = \"100%\"");
  TrialRegister trial{at("2026-01-01T00:00:00Z"), toml};
  const PartyId ana = trial.member("ana");
  const PartyId ben = trial.member("ben");
  trial.credit(ben, kRegisterCapacity);
  const AssetId asset = trial.asset(ana, patent(kHighestAssessment, Money{}));
  // The overdue tax is paid again and again until the register has no money left.
  for (int round = 0; round < 12; ++round) {
    trial.advance(trial.now() + Duration::from_days(1));
    const AssetFigures now = figures(trial.books(), trial.at(asset), trial.now());
    CHECK(now.arrears == kHighestAssessment);
    CHECK(now.surcharge <= kRegisterCapacity - kHighestAssessment);
    CHECK(now.cure >= now.arrears + now.surcharge);
    const Money paid = least(kHighestAssessment, trial.books().cash(trial.ordinal(ben)));
    if (paid == Money{}) break;
    CHECK(trial.file(ben, DepositEscrow{.asset = {.id = asset}, .amount = paid}).has_value());
  }
  CHECK(trial.books().cash(trial.ordinal(ben)) == Money{});
}

TEST_CASE("the price of an auction stands still while the asset is held") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(75));
  const AssetId asset = trial.asset(ana, patent(units(36'500), units(75)));
  // Thirty days are funded, thirty are grace, then comes a quarter of the auction.
  const Instant quarter = *day(2030, 3, 9) + Duration::from_seconds(1);
  trial.advance(quarter);
  const auto price = [&] { return to_text(price_at(trial.books(), trial.at(asset), trial.now())); };
  REQUIRE(price() == "27375.00");
  REQUIRE(trial
              .file(trial.founder(), PlaceHold{.asset = {.id = asset},
                                               .reference = "court",
                                               .ends_at = quarter + Duration::from_days(10),
                                               .document = {}})
              .has_value());
  for (const int days : {1, 9}) {
    trial.advance(quarter + Duration::from_days(days));
    CHECK(price() == "27375.00");
    CHECK_FALSE(figures(trial.books(), trial.at(asset), trial.now()).price.has_value());
  }
  trial.advance(quarter + Duration::from_days(17));
  CHECK(price() == "18250.00");
}
