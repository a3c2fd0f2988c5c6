// SPDX-License-Identifier: EUPL-1.2
#include <string>

#include <doctest/doctest.h>

#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::trial;

namespace {

/// A patent of Ana's, and parties to grant rights to.
struct EncumbrancesStage {
  TrialRegister trial{*day(2030, 1, 1)};
  PartyId ana = trial.member("ana");
  PartyId ben = trial.member("ben");
  AssetId asset;

  EncumbrancesStage() {
    trial.credit(ana, units(10'000));
    asset = trial.asset(ana, patent(units(36'500), units(5'000)));
  }
  std::string licence(Instant ends_at = kEndOfTime) {
    return said(trial.file(ana, RecordLicence{.asset = {.id = asset},
                                              .licensee = ben,
                                              .licensee_name = {},
                                              .exclusivity = Exclusivity::non_exclusive,
                                              .scope = "baking",
                                              .ends_at = ends_at,
                                              .document = {}}));
  }
  std::string lien(Money secured) {
    return said(trial.file(
        ana,
        RecordLien{.asset = {.id = asset}, .creditor = ben, .secured = secured, .document = {}}));
  }
  static std::string said(const Outcome<Receipt>& outcome) {
    return outcome ? "accepted" : std::string{to_text(outcome.error().code)};
  }
};

}  // namespace

TEST_CASE("an asset carries at most sixty-four licences in force") {
  EncumbrancesStage stage;
  CHECK(stage.licence(*day(2030, 1, 1)) == "invalid-field");
  for (std::size_t nth = 0; nth < kMostLicences; ++nth) {
    REQUIRE(stage.licence(nth == 0 ? *day(2030, 2, 1) : kEndOfTime) == "accepted");
  }
  CHECK(stage.licence() == "out-of-range");
  stage.trial.advance(*day(2030, 2, 1) + Duration::from_seconds(-1));
  CHECK(stage.licence() == "out-of-range");
  // The first licence has ended.
  stage.trial.advance(*day(2030, 2, 1));
  CHECK(stage.licence() == "accepted");
  CHECK(stage.licence() == "out-of-range");
}

TEST_CASE("an asset carries at most sixteen liens, for its assessment in all") {
  EncumbrancesStage stage;
  CHECK(stage.lien(units(36'500) + Money::from_micro(1)) == "below-secured");
  for (std::size_t nth = 0; nth < kMostLiens; ++nth) REQUIRE(stage.lien(units(1)) == "accepted");
  CHECK(stage.lien(units(1)) == "out-of-range");
  EncumbrancesStage full;
  CHECK(full.lien(units(36'000)) == "accepted");
  CHECK(full.lien(units(500) + Money::from_micro(1)) == "below-secured");
  CHECK(full.lien(units(500)) == "accepted");
  CHECK(full.lien(Money::from_micro(1)) == "below-secured");
}

TEST_CASE("a licence of right excludes an exclusive licence, inherited ones included") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(10'000));
  RegisterAsset request = patent(units(36'500), units(5'000));
  Particulars particulars = *request.particulars;
  particulars.identifiers = {{"patent", "US1"}};
  request.particulars = std::make_shared<const Particulars>(particulars);
  const AssetId first = trial.asset(ana, request);
  const RecordLicence exclusive{.asset = {.id = first},
                                .licensee = {},
                                .licensee_name = "A stranger",
                                .exclusivity = Exclusivity::exclusive,
                                .scope = "baking",
                                .ends_at = *day(2031, 1, 1),
                                .document = {}};
  REQUIRE(trial.file(ana, exclusive).has_value());
  REQUIRE(trial.file(ana, WithdrawAsset{.asset = {.id = first}}).has_value());
  trial.advance(*day(2030, 6, 1));
  REQUIRE(trial.at(first).status.state == AssetState::withdrawn);
  particulars.terms.commitment = Commitment::licence_of_right;
  RegisterAsset of_right = request;
  of_right.particulars = std::make_shared<const Particulars>(particulars);
  CHECK(EncumbrancesStage::said(trial.file(ana, of_right)) == "encumbered");
  trial.advance(*day(2031, 1, 1));
  const auto again = trial.file(ana, of_right);
  REQUIRE(again.has_value());
  RecordLicence beside = exclusive;
  beside.asset.id = std::get<AssetReceipt>(*again).asset;
  beside.ends_at = kEndOfTime;
  CHECK(EncumbrancesStage::said(trial.file(ana, beside)) == "encumbered");
  beside.exclusivity = Exclusivity::non_exclusive;
  CHECK(EncumbrancesStage::said(trial.file(ana, beside)) == "accepted");
}

TEST_CASE("of several licences that a seller kept, an asset registered anew carries one") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  const PartyId ben = trial.member("ben");
  trial.credit(ana, units(10'000));
  trial.credit(ben, units(100'000));
  Particulars both{.name = "Machine", .identifiers = {}, .terms = {}};
  both.terms.form = TermsForm::commitment;
  for (const char* number : {"US1", "US2"}) {
    RegisterAsset request = patent(units(365), units(10));
    Particulars particulars = both;
    particulars.identifiers = {{"patent", number}};
    both.identifiers.emplace_back("patent", number);
    request.particulars = std::make_shared<const Particulars>(particulars);
    const AssetId asset = trial.asset(ana, request);
    trial.advance(trial.now() + Duration::from_days(30));
    REQUIRE(trial
                .file(ben, PurchaseAssets{.items = {{.asset = asset,
                                                     .max_price = units(365),
                                                     .assessment = units(365),
                                                     .escrow = units(30),
                                                     .expected_terms = {}}}})
                .has_value());
    REQUIRE(trial.file(ben, WithdrawAsset{.asset = {.id = asset}}).has_value());
    trial.advance(trial.now() + Duration::from_days(90));
  }
  RegisterAsset anew = patent(units(365), units(10));
  anew.particulars = std::make_shared<const Particulars>(both);
  const AssetId asset = trial.asset(ben, anew);
  REQUIRE(trial.at(asset).encumbrances != nullptr);
  REQUIRE(trial.at(asset).encumbrances->licences.size() == 1);
  CHECK(trial.at(asset).encumbrances->licences.front().licensee == ana);
}

TEST_CASE("a party that is not there is not found before the asset is looked at") {
  EncumbrancesStage stage;
  REQUIRE(stage.trial
              .file(stage.trial.founder(), PlaceHold{.asset = {.id = stage.asset},
                                                     .reference = "court",
                                                     .ends_at = *day(2030, 2, 1),
                                                     .document = {}})
              .has_value());
  const PartyId nobody{Uuid{{9}}};
  CHECK(EncumbrancesStage::said(
            stage.trial.file(stage.ana, RecordLicence{.asset = {.id = stage.asset},
                                                      .licensee = nobody,
                                                      .licensee_name = {},
                                                      .exclusivity = Exclusivity::non_exclusive,
                                                      .scope = "baking",
                                                      .ends_at = kEndOfTime,
                                                      .document = {}})) == "not-found");
  CHECK(EncumbrancesStage::said(stage.trial.file(stage.ana, RecordLien{.asset = {.id = stage.asset},
                                                                       .creditor = nobody,
                                                                       .secured = units(1),
                                                                       .document = {}})) ==
        "not-found");
  const Authority order{.reference = "court", .document = {}};
  const auto rectified = [&](const PartyId& holder) {
    return EncumbrancesStage::said(stage.trial.file(
        stage.trial.founder(),
        RectifyTitle{.asset = {.id = stage.asset}, .holder = holder, .authority = order}));
  };
  CHECK(rectified(nobody) == "not-found");
  CHECK(rectified(stage.trial.founder()) == "invalid-field");  // an operator is not a member
  CHECK(rectified(stage.ben) == "accepted");
}
