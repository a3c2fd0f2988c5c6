// SPDX-License-Identifier: EUPL-1.2
//
// Every refusal of market/rules.hpp: its code, the field at fault, the present values that it
// shows.
#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "market/state/figures.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

namespace {

/// The founding schedule without designs.
std::string schedule_without_designs() {
  std::string toml{founding_schedule_toml()};
  const std::size_t begin = toml.find("[[class]]\nname = \"design\"");
  toml.erase(begin, toml.find("[[class]]", begin + 1) - begin);
  return toml;
}

RegisterAsset known_as(const std::string& value, RegisterAsset asset) {
  Particulars particulars = *asset.particulars;
  particulars.identifiers = {{"doi", "10.1/" + value}, {"patent", value}};
  asset.particulars = std::make_shared<const Particulars>(std::move(particulars));
  return asset;
}

/// On 2030-02-20 Ana holds an active, a delinquent and an expired patent of 36500.00, Ben owes
/// 25.00, and Cleo has 10.00.
struct RefusalsStage {
  TrialRegister trial{*day(2030, 1, 1), schedule_without_designs()};
  PartyId ana = trial.member("ana");
  PartyId ben = trial.member("ben");
  PartyId cleo = trial.member("cleo");
  AssetId active, delinquent, expired;

  RefusalsStage() {
    trial.credit(ana, units(1'000));
    trial.credit(ben, units(75));
    trial.credit(cleo, units(10));
    active = trial.asset(ana, known_as("US1", patent(units(36'500), units(300))));
    delinquent = trial.asset(ana, patent(units(36'500), units(75)));
    RegisterAsset ending = patent(units(36'500), units(75));
    ending.expires_at = *day(2030, 1, 31);
    expired = trial.asset(ana, ending);
    ending.expires_at = *day(2030, 2, 10);
    static_cast<void>(trial.asset(ben, ending));
    trial.advance(*day(2030, 2, 20));
  }
};

PurchaseAssets one(const AssetId& asset, Money most, Money escrow) {
  return {.items = {{.asset = asset,
                     .max_price = most,
                     .assessment = units(36'500),
                     .escrow = escrow,
                     .expected_terms = {}}}};
}

using Current = std::vector<std::pair<std::string, std::string>>;

struct RefusalRow {
  const char* why;
  PartyId RefusalsStage::* by;
  std::function<Filing::Request(const RefusalsStage&)> request;
  RefusalCode code;
  const char* pointer;
  Current current;
};

void check_rows(const std::vector<RefusalRow>& rows) {
  RefusalsStage stage;
  for (const RefusalRow& row : rows) {
    CAPTURE(row.why);
    const auto outcome = stage.trial.file(stage.*row.by, row.request(stage));
    REQUIRE_FALSE(outcome.has_value());
    CHECK(to_text(outcome.error().code) == to_text(row.code));
    CHECK(outcome.error().pointer == row.pointer);
    Current current = outcome.error().current;
    if (outcome.error().pointer.starts_with("/items/")) {
      REQUIRE_FALSE(current.empty());
      CHECK(current.back().first == "asset");
      current.pop_back();
    }
    CHECK(current == row.current);
    CHECK(outcome.error().detail.ends_with('.'));
  }
}

}  // namespace

TEST_CASE("each refusal about cash names its field and the values to look at again") {
  check_rows({
      {"no such party",
       &RefusalsStage::ana,
       [](const RefusalsStage&) {
         return CreditCash{.party = {}, .amount = units(1), .reference = "new"};
       },
       RefusalCode::not_found,
       "",
       {}},
      {"a reference twice",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) {
         return CreditCash{.party = stage.ana, .amount = units(1), .reference = "trial 5"};
       },
       RefusalCode::duplicate_reference,
       "/reference",
       {}},
      {"more than the register holds",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) {
         return CreditCash{.party = stage.ana,
                           .amount = kRegisterCapacity - units(1'085) + Money::from_micro(1),
                           .reference = "new"};
       },
       RefusalCode::out_of_range,
       "/amount",
       {}},
      {"too much for everybody, to nobody, for the second time",
       &RefusalsStage::ana,
       [](const RefusalsStage&) {
         return CreditCash{.party = {}, .amount = kRegisterCapacity, .reference = "trial 5"};
       },
       RefusalCode::out_of_range,
       "/amount",
       {}},
      {"a payout beyond the account",
       &RefusalsStage::cleo,
       [](const RefusalsStage&) { return WithdrawCash{.amount = units(11), .reference = {}}; },
       RefusalCode::insufficient_funds,
       "",
       {{"available", "10.00"}}},
      {"a payout of a debtor",
       &RefusalsStage::ben,
       [](const RefusalsStage&) { return WithdrawCash{.amount = units(11), .reference = {}}; },
       RefusalCode::debt_outstanding,
       "",
       {{"debt", "27.50"}}},
  });
}

TEST_CASE("each refusal of a registration names its field and the values to look at again") {
  const RefusalsStage known;
  check_rows({
      {"a class that the schedule does not name",
       &RefusalsStage::ana,
       [](const RefusalsStage&) {
         RegisterAsset asset = patent(units(1), units(1));
         asset.asset_class = AssetClass::design;
         return asset;
       },
       RefusalCode::class_not_scheduled,
       "/class",
       {}},
      {"expired before it begins",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) {
         RegisterAsset asset = patent(units(1), units(1));
         asset.expires_at = stage.trial.now();
         return asset;
       },
       RefusalCode::invalid_field,
       "/expires_at",
       {}},
      {"an identifier that another asset bears",
       &RefusalsStage::ben,
       [](const RefusalsStage&) {
         RegisterAsset asset = patent(units(36'500), Money{});
         Particulars particulars = *asset.particulars;
         particulars.identifiers = {{"patent", "US2"}, {"patent", "US1"}};
         asset.particulars = std::make_shared<const Particulars>(std::move(particulars));
         return asset;
       },
       RefusalCode::duplicate_identifier,
       "/identifiers/1",
       {{"asset", to_text(known.active)}}},
      {"a debtor without escrow",
       &RefusalsStage::ben,
       [](const RefusalsStage&) { return patent(units(36'500), Money{}); },
       RefusalCode::debt_outstanding,
       "",
       {{"debt", "27.50"}}},
      {"too little escrow, which is not there either",
       &RefusalsStage::cleo,
       [](const RefusalsStage&) { return patent(units(36'500), units(74)); },
       RefusalCode::below_cover,
       "/escrow",
       {{"minimum", "75.00"}}},
      {"escrow that is not there",
       &RefusalsStage::cleo,
       [](const RefusalsStage&) { return patent(units(36'500), units(75)); },
       RefusalCode::insufficient_funds,
       "",
       {{"available", "10.00"}}},
  });
}

TEST_CASE("each refusal of a holder's call names its field and the values to look at again") {
  check_rows({
      {"no such asset",
       &RefusalsStage::ana,
       [](const RefusalsStage&) {
         return AssessAsset{.asset = {.id = {}}, .assessment = units(1)};
       },
       RefusalCode::not_found,
       "",
       {}},
      {"another version, by a stranger",
       &RefusalsStage::cleo,
       [](const RefusalsStage& stage) {
         return AssessAsset{.asset = {stage.delinquent, 1}, .assessment = units(1)};
       },
       RefusalCode::version_mismatch,
       "/expected_version",
       {{"version", "2"}}},
      {"a stranger, in the wrong state",
       &RefusalsStage::cleo,
       [](const RefusalsStage& stage) {
         return AssessAsset{.asset = {.id = stage.delinquent}, .assessment = units(1)};
       },
       RefusalCode::forbidden,
       "",
       {}},
      {"an assessment while delinquent",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) {
         return AssessAsset{.asset = {.id = stage.delinquent}, .assessment = units(1)};
       },
       RefusalCode::wrong_state,
       "",
       {{"state", "delinquent"}}},
      {"a raise beyond what the escrow covers",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) {
         return AssessAsset{.asset = {.id = stage.active}, .assessment = units(365'000)};
       },
       RefusalCode::below_cover,
       "",
       {{"minimum", "750.00"}}},
      {"a deposit into what has ended",
       &RefusalsStage::cleo,
       [](const RefusalsStage& stage) {
         return DepositEscrow{.asset = {.id = stage.expired}, .amount = units(1'000)};
       },
       RefusalCode::wrong_state,
       "",
       {{"state", "expired"}}},
      {"a deposit that is not there",
       &RefusalsStage::cleo,
       [](const RefusalsStage& stage) {
         return DepositEscrow{.asset = {.id = stage.active}, .amount = units(11)};
       },
       RefusalCode::insufficient_funds,
       "",
       {{"available", "10.00"}}},
      {"a stranger takes out of escrow",
       &RefusalsStage::cleo,
       [](const RefusalsStage& stage) {
         return WithdrawEscrow{.asset = {.id = stage.active}, .amount = units(1)};
       },
       RefusalCode::forbidden,
       "",
       {}},
      {"a withdrawal while delinquent",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) {
         return WithdrawEscrow{.asset = {.id = stage.delinquent}, .amount = units(1)};
       },
       RefusalCode::wrong_state,
       "",
       {{"state", "delinquent"}}},
      {"a withdrawal below the cover",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) {
         return WithdrawEscrow{.asset = {.id = stage.active}, .amount = units(176)};
       },
       RefusalCode::below_cover,
       "",
       {{"minimum", "75.00"}}},
      {"a withdrawal of more than there is",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) {
         return WithdrawEscrow{.asset = {.id = stage.active}, .amount = kHighestAssessment};
       },
       RefusalCode::below_cover,
       "",
       {{"minimum", "75.00"}}},
  });
}

TEST_CASE("each refusal of a purchase names its item and the values to look at again") {
  const RefusalsStage known;
  const std::string digest =
      to_text(terms_digest(known.trial.books(), known.trial.at(known.active), known.trial.now()));
  check_rows({
      {"an item that is not there comes first",
       &RefusalsStage::ben,
       [](const RefusalsStage& stage) {
         PurchaseAssets basket = one(stage.expired, Money{}, Money{});
         basket.items.push_back(one({}, Money{}, Money{}).items.front());
         return basket;
       },
       RefusalCode::not_found,
       "/items/1/asset",
       {}},
      {"what has ended, by its last holder",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) { return one(stage.expired, Money{}, Money{}); },
       RefusalCode::not_for_sale,
       "/items/0/asset",
       {{"state", "expired"}}},
      {"its own, at too low a price",
       &RefusalsStage::ana,
       [](const RefusalsStage& stage) { return one(stage.active, Money{}, Money{}); },
       RefusalCode::own_asset,
       "/items/0/asset",
       {{"holder", to_text(known.ana)}}},
      {"too low a price, under other terms",
       &RefusalsStage::ben,
       [](const RefusalsStage& stage) {
         PurchaseAssets request = one(stage.active, units(36'499), Money{});
         request.items.front().expected_terms = Digest{};
         return request;
       },
       RefusalCode::price_above_maximum,
       "/items/0/asset",
       {{"price", "36500.00"}}},
      {"other terms, with a debt",
       &RefusalsStage::ben,
       [](const RefusalsStage& stage) {
         PurchaseAssets request = one(stage.active, units(36'500), Money{});
         request.items.front().expected_terms = Digest{};
         return request;
       },
       RefusalCode::terms_changed,
       "/items/0/asset",
       {{"terms_digest", digest}}},
      {"a debt, without cover",
       &RefusalsStage::ben,
       [](const RefusalsStage& stage) { return one(stage.active, units(36'500), Money{}); },
       RefusalCode::debt_outstanding,
       "",
       {{"debt", "27.50"}}},
      {"no cover, without funds",
       &RefusalsStage::cleo,
       [](const RefusalsStage& stage) {
         PurchaseAssets basket = one(stage.active, units(36'500), units(75));
         basket.items.push_back(one(stage.delinquent, units(36'500), units(74)).items.front());
         return basket;
       },
       RefusalCode::below_cover,
       "/items/1/escrow",
       {{"minimum", "75.00"}}},
      {"no funds",
       &RefusalsStage::cleo,
       [](const RefusalsStage& stage) { return one(stage.delinquent, units(36'500), units(75)); },
       RefusalCode::insufficient_funds,
       "",
       {{"available", "10.00"}}},
  });
}
