// SPDX-License-Identifier: EUPL-1.2
//
// How much one asset may keep, and what the books forget. The tests meet every bound exactly and
// then pass it.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec/terms.hpp"
#include "market/codec/values.hpp"
#include "market/state/recent_changes.hpp"
#include "market/terms/bonds.hpp"
#include "market/terms/lineage.hpp"
#include "registry/title/licence_documents.hpp"
#include "tests/market/short_forms.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;
using quitrent::testing::said;

namespace {

std::string current(const Outcome<Receipt>& outcome, std::string_view name) {
  if (outcome) return {};
  for (const auto& [key, value] : outcome.error().current) {
    if (key == name) return value;
  }
  return {};
}

Terms licence(std::string spdx) {
  return {.form = TermsForm::licence,
          .commitment = {},
          .spdx = std::move(spdx),
          .source_withheld = false,
          .then = {}};
}

/// `count` different references, joined by AND.
std::string references(std::size_t first, std::size_t count) {
  std::string spdx;
  for (std::size_t nth = first; nth < first + count; ++nth) {
    spdx += (spdx.empty() ? "" : " AND ") + ("LicenseRef-r" + std::to_string(nth));
  }
  return spdx;
}

RegisterAsset work(Particulars particulars) {
  return {.asset_class = AssetClass::software,
          .particulars = std::make_shared<const Particulars>(std::move(particulars)),
          .assessment = units(36'500),
          .escrow = units(200)};
}

/// Terms with the references of references(), each with its text.
Terms documented(std::size_t first, std::size_t count) {
  Terms terms = licence(references(first, count));
  for (const std::string_view reference : references_of(terms)) {
    state_document(terms, {.reference = std::string{reference}, .digest = Digest{}});
  }
  return terms;
}

/// A register with ana and ben, both rich.
struct BoundsStage {
  TrialRegister trial{*day(2030, 1, 1)};
  PartyId ana = trial.member("ana");
  PartyId ben = trial.member("ben");

  BoundsStage() {
    trial.credit(ana, units(10'000'000));
    trial.credit(ben, units(10'000'000));
  }
  std::string assess(const AssetId& asset, Money value) {
    return said(trial.file(ana, AssessAsset{.asset = {.id = asset}, .assessment = value}));
  }
  void wait(Duration length) { trial.advance(trial.now() + length); }
};

}  // namespace

TEST_CASE("the terms of an asset name at most sixty-four references, later ones included") {
  BoundsStage stage;
  Particulars particulars{.name = "Work", .identifiers = {}, .terms = licence(references(0, 60))};
  particulars.terms.then = {{references(0, 64), *day(2031, 1, 1)},
                            {references(60, 5), *day(2032, 1, 1)}};
  CHECK(said(stage.trial.file(stage.ana, work(particulars))) == "out-of-range");
  particulars.terms.then.back().spdx = references(60, 4);
  const AssetId asset = stage.trial.asset(stage.ana, work(particulars));
  const auto stated = [&](const std::string& spdx) {
    return said(stage.trial.file(
        stage.ana,
        StateTerms{.asset = {.id = asset}, .terms = licence(spdx), .accept_clawback = {}}));
  };
  CHECK(stated(references(100, 65)) == "out-of-range");
  // What was granted stays granted, so its references count beside the new ones.
  CHECK(stated(references(100, 5)) == "out-of-range");
  CHECK(stated("MIT OR (" + references(100, 4) + ")") == "accepted");
}

TEST_CASE("an asset keeps at most 16 KiB of particulars") {
  BoundsStage stage;
  Particulars particulars{
      .name = "Work", .identifiers = {}, .terms = licence("LicenseRef-" + std::string(200, 'a'))};
  for (int year = 2031; year < 2039; ++year) {
    particulars.terms.then.push_back({"LicenseRef-" + std::string(1'800, 'b'), *day(year, 1, 1)});
  }
  const AssetId small = stage.trial.asset(stage.ana, work(particulars));
  ByteWriter kept;
  encode_particulars(kept, *stage.trial.at(small).particulars);
  REQUIRE(kept.bytes().size() < kMostAssetBytes);
  // The expression is long already, so its length takes no further bytes.
  particulars.terms.spdx += std::string(kMostAssetBytes - kept.bytes().size(), 'c');
  Particulars longer = particulars;
  longer.name += '!';
  CHECK(said(stage.trial.file(stage.ana, work(longer))) == "out-of-range");
  CHECK(said(stage.trial.file(stage.ana, work(particulars))) == "accepted");
}

TEST_CASE("what a finding drops of the terms leaves memory") {
  BoundsStage stage;
  const AssetId asset = stage.trial.asset(
      stage.ana, work({.name = "Work", .identifiers = {}, .terms = documented(0, 64)}));
  CHECK(stage.trial.books().mentions() == 64);
  const auto found = [&](const Terms& terms) {
    return said(stage.trial.file(
        stage.ben,
        RecordFinding{{.id = asset}, {}, terms, {.reference = "order", .document = {}}}));
  };
  for (std::size_t nth = 1; nth <= 20; ++nth) {
    REQUIRE(found(documented(100 * nth, 64)) == "accepted");
    CHECK(stage.trial.books().mentions() == 64);
  }
  const auto reached = [&](const char* reference) {
    return stage.trial.books()
        .reached_by({.reference = reference, .reason = {}, .document = Digest{}})
        .size();
  };
  CHECK(reached("LicenseRef-r0") == 0);
  CHECK(reached("LicenseRef-r2000") == 1);
  REQUIRE(found(licence("MIT")) == "accepted");
  CHECK(stage.trial.books().mentions() == 0);
}

TEST_CASE("licences whose time has run out make room and are forgotten") {
  BoundsStage stage;
  const AssetId asset = stage.trial.asset(stage.ana, patent(units(36'500), units(5'000)));
  for (int nth = 0; nth < 200; ++nth) {
    REQUIRE(said(stage.trial.file(
                stage.ana, RecordLicence{.asset = {.id = asset},
                                         .licensee = {},
                                         .licensee_name = "Somebody",
                                         .exclusivity = Exclusivity::non_exclusive,
                                         .scope = "baking",
                                         .ends_at = stage.trial.now() + Duration::from_seconds(1),
                                         .document = {}})) == "accepted");
    stage.wait(Duration::from_seconds(1));
  }
  CHECK(stage.trial.at(asset).encumbrances->licences.size() == 1);
}

TEST_CASE("at most sixteen holds stand against an asset") {
  BoundsStage stage;
  const AssetId asset = stage.trial.asset(stage.ana, patent(units(36'500), units(5'000)));
  const auto held = [&] {
    return said(stage.trial.file(stage.trial.founder(), PlaceHold{.asset = {.id = asset},
                                                                  .reference = "court",
                                                                  .ends_at = *day(2030, 2, 1),
                                                                  .document = {}}));
  };
  for (std::size_t nth = 0; nth < kMostHolds; ++nth) REQUIRE(held() == "accepted");
  CHECK(held() == "out-of-range");
  stage.trial.advance(*day(2030, 2, 1));
  CHECK(stage.trial.at(asset).encumbrances == nullptr);
}

TEST_CASE("a holder changes value or terms of an asset 24 times in any 24 hours") {
  BoundsStage stage;
  const AssetId asset = stage.trial.asset(stage.ana, patent(units(36'500), units(5'000)));
  const AssetId other = stage.trial.asset(stage.ana, patent(units(36'500), units(5'000)));
  const Instant first = stage.trial.now();
  const auto stated = [&](Commitment commitment) {
    Terms terms;
    terms.form = TermsForm::commitment;
    terms.commitment = commitment;
    return stage.trial.file(
        stage.ana,
        StateTerms{.asset = {.id = asset}, .terms = std::move(terms), .accept_clawback = {}});
  };
  for (std::size_t nth = 0; nth + 1 < kMostChanges; ++nth) {
    REQUIRE(stage.assess(asset, units(30'000 + static_cast<std::int64_t>(nth))) == "accepted");
    stage.wait(Duration::from_seconds(60));
  }
  CHECK(said(stated(Commitment::frand)) == "accepted");
  const auto refused =
      stage.trial.file(stage.ana, AssessAsset{.asset = {.id = asset}, .assessment = units(1)});
  CHECK(said(refused) == "too-many-changes");
  CHECK(current(refused, "next_at") == to_text(first + kChangesWithin));
  CHECK(said(stated(Commitment::royalty_free)) == "too-many-changes");
  // Another asset, another holder and other requests are not limited.
  CHECK(stage.assess(other, units(1'000)) == "accepted");
  stage.trial.advance(first + kChangesWithin + Duration::from_seconds(-1));
  CHECK(stage.assess(asset, units(20'000)) == "too-many-changes");
  stage.trial.advance(first + kChangesWithin);
  CHECK(stage.assess(asset, units(20'000)) == "accepted");
  CHECK(stage.assess(asset, units(20'001)) == "too-many-changes");
  CHECK(said(stage.trial.file(stage.ben, PurchaseAssets{.items = {{.asset = asset,
                                                                   .max_price = units(36'500),
                                                                   .assessment = units(40'000),
                                                                   .escrow = units(500),
                                                                   .expected_terms = {}}}})) ==
        "accepted");
  stage.trial.bytes();
}

TEST_CASE("many heirs of a withdrawn asset cost no more memory than one, and owe its past once") {
  BoundsStage stage;
  Particulars both{
      .name = "Machine", .identifiers = {{"patent", "A"}, {"patent", "B"}}, .terms = {}};
  both.terms.form = TermsForm::commitment;
  both.terms.commitment = Commitment::frand;
  RegisterAsset request = patent(units(36'500), units(5'000));
  request.particulars = std::make_shared<const Particulars>(both);
  AssetId asset = stage.trial.asset(stage.ana, request);
  for (int nth = 0; nth < 20; ++nth) {
    stage.wait(Duration::from_seconds(7'200));
    REQUIRE(stage.assess(asset, units(30'000 + nth)) == "accepted");
  }
  const std::size_t intervals = stage.trial.books().past().intervals(0).size();
  REQUIRE(intervals == 20);
  // The asset divides and joins again: each generation once doubled what was kept.
  for (int generation = 0; generation < 2; ++generation) {
    REQUIRE(said(stage.trial.file(stage.ana, WithdrawAsset{.asset = {.id = asset}})) == "accepted");
    stage.wait(Duration::from_days(90));
    std::vector<AssetId> halves;
    for (const ExternalIdentifier& identifier : both.identifiers) {
      Particulars half = both;
      half.identifiers = {identifier};
      request.particulars = std::make_shared<const Particulars>(half);
      halves.push_back(stage.trial.asset(stage.ana, request));
    }
    for (const AssetId& half : halves) {
      REQUIRE(said(stage.trial.file(stage.ana, WithdrawAsset{.asset = {.id = half}})) ==
              "accepted");
    }
    stage.wait(Duration::from_days(90));
    request.particulars = std::make_shared<const Particulars>(both);
    asset = stage.trial.asset(stage.ana, request);
  }
  // The intervals of the first asset with the one that its withdrawal ended, and one interval of
  // each half.
  const TaxedPast& past = stage.trial.books().past();
  std::size_t all = 0;
  for (const Ordinal one : past.with_predecessors(stage.trial.books().asset_count() - 1)) {
    all += past.intervals(one).size();
  }
  CHECK(all == intervals + 1 + 2 + 1 + 2);
  stage.trial.bytes();
}

TEST_CASE("any number of parties may contest a degree at once, each against its own bond") {
  BoundsStage stage;
  const AssetId asset = stage.trial.asset(stage.ana, patent(units(36'500), units(10'000)));
  for (int nth = 0; nth < 70; ++nth) {
    const PartyId party = stage.trial.member("party " + std::to_string(nth));
    stage.trial.credit(party, units(100));
    const ContestDegree contest{.asset = {.id = asset}, .reason = "too low"};
    REQUIRE(said(stage.trial.file(party, contest)) == "accepted");
    CHECK(stage.trial.books().reserved(party) == units(100));
  }
  CHECK(stage.trial.books().contests(asset).size() == 70);
  stage.trial.bytes();
}

TEST_CASE("the bond of a contest is 1% of the assessment, rounded up, between 1 and 100 units") {
  struct Row {
    const char* why;
    Money assessment;
    Money bond;
  };
  const std::vector<Row> rows{
      {"at least one unit", Money::from_micro(1), units(1)},
      {"1%", units(5'000), units(50)},
      {"rounded up", units(5'000) + Money::from_micro(1), units(50) + Money::from_micro(1)},
      {"at most a hundred units", units(36'500), units(100)}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Asset asset;
    asset.status.assessment = row.assessment;
    CHECK(bond_of(asset) == row.bond);
  }
}

TEST_CASE("what no finding and no clawback needs any more is forgotten with the levy of a month") {
  BoundsStage stage;
  RegisterAsset request = patent(units(36'500), units(10'000));
  Particulars particulars = *request.particulars;
  particulars.terms.commitment = Commitment::frand;
  request.particulars = std::make_shared<const Particulars>(particulars);
  const AssetId asset = stage.trial.asset(stage.ana, request);
  REQUIRE(stage.assess(asset, units(30'000)) == "accepted");
  stage.wait(Duration::from_days(1));
  REQUIRE(stage.assess(asset, units(31'000)) == "accepted");
  REQUIRE(stage.trial.books().past().intervals(0).size() == 1);
  // Three years, and ninety days in which a contested finding may become void.
  stage.trial.advance(*day(2033, 4, 1) + Duration::from_seconds(-1));
  CHECK(stage.trial.books().past().intervals(0).size() == 1);
  stage.trial.advance(*day(2033, 4, 1));
  CHECK(stage.trial.books().past().intervals(0).empty());
  stage.trial.bytes();
}

TEST_CASE("a share-alike origin binds through any number of plain versions") {
  BoundsStage stage;
  const auto made = [&](const std::string& spdx, std::vector<Origin> origins) {
    Particulars particulars{.name = "Work", .identifiers = {}, .terms = licence(spdx)};
    particulars.derived_from = std::move(origins);
    return stage.trial.file(stage.ana, work(particulars));
  };
  const auto id = [](const Outcome<Receipt>& outcome) {
    REQUIRE(outcome.has_value());
    return std::get<AssetReceipt>(*outcome).asset;
  };
  const AssetId root = id(made("GPL-3.0-only", {}));
  AssetId version = id(made("MIT", {{root, Relation::derived}}));
  for (int nth = 0; nth < 6; ++nth) {
    version = id(made("MIT", {{version, Relation::version}}));
    CHECK(said(made("LicenseRef-closed", {{version, Relation::version}})) ==
          "lineage-requires-open");
  }
  // A plain chain without origins leads to no asset.
  AssetId free = id(made("MIT", {}));
  for (int nth = 0; nth < 3; ++nth) {
    free = id(made("MIT", {{free, Relation::version}}));
  }
  CHECK(said(made("LicenseRef-closed", {{free, Relation::version}})) == "accepted");
  stage.trial.bytes();
}
