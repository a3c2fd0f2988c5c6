// SPDX-License-Identifier: EUPL-1.2
//
// What is recorded and answered: receipts, events, and where each says that the money goes.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

namespace {

/// Ana holds a patent of 36500.00 with 75.00 in escrow; Ben has 50000.00.
struct FactsStage {
  TrialRegister trial{*day(2030, 1, 1)};
  PartyId ana = trial.member("ana");
  PartyId ben = trial.member("ben");
  AssetId asset;

  FactsStage() {
    trial.credit(ana, units(80));
    trial.credit(ben, units(50'000));
    asset = trial.asset(ana, patent(units(36'500), units(75)));
  }
  /// The public events of the newest entry.
  std::vector<Event> shown() const { return decoded(trial.entries().back().public_events); }
  std::vector<Event> hidden() const { return decoded(trial.entries().back().private_events); }
  /// The only public event of the newest entry.
  template <class Fact>
  Fact fact() const {
    REQUIRE(shown().size() == 1);
    return std::get<Fact>(shown().front());
  }
  Posting posting(std::size_t index) const {
    REQUIRE(hidden().size() > index);
    return std::get<MoneyPosted>(hidden()[index]).posting;
  }
};

Money to(const Posting& posting, Account account) {
  Money sum;
  for (const PostingLine& line : posting.lines) {
    if (line.account == account) sum += line.amount;
  }
  return sum;
}

const Instant kTenDaysLate = *day(2030, 2, 10);

}  // namespace

TEST_CASE("the founding publishes the schedule and registers an operator") {
  const TrialRegister trial{*day(2030, 1, 1)};
  const EncodedFacts& first = trial.entries().front();
  CHECK(first.public_count == 2);  // the kind of register comes second
  const auto published = std::get<SchedulePublished>(decoded(first.public_events).front());
  CHECK(published.toml == founding_schedule_toml());
  CHECK(published.effective == trial.now());
  const auto operator_ = std::get<PartyRegistered>(decoded(first.private_events).front());
  CHECK(operator_.id == trial.founder());
  CHECK(operator_.roles == Roles{Role::operator_});
  CHECK(operator_.key == sha256("operator"));
}

TEST_CASE("money in and out is told to nobody but those it concerns") {
  FactsStage stage;
  const auto receipt =
      stage.trial.file(stage.trial.founder(),
                       CreditCash{.party = stage.ana, .amount = units(7), .reference = "transfer"});
  REQUIRE(receipt.has_value());
  const auto& credited = std::get<CashReceipt>(*receipt);
  CHECK(credited.party == stage.ana);
  CHECK(credited.amount == units(7));
  CHECK(credited.reference == "transfer");
  CHECK(stage.shown().empty());
  CHECK(stage.posting(0).kind == PostingKind::credit);
  CHECK(stage.posting(0).reference == "transfer");
  CHECK_FALSE(stage.posting(0).has_asset);
  const auto paid =
      stage.trial.file(stage.ana, WithdrawCash{.amount = units(12), .reference = "rent"});
  REQUIRE(paid.has_value());
  CHECK(std::get<CashReceipt>(*paid).party == stage.ana);
  CHECK(std::get<CashReceipt>(*paid).amount == units(12));
  CHECK(stage.shown().empty());
  CHECK(stage.posting(0).kind == PostingKind::withdrawal);
  CHECK(stage.posting(0).reference == "rent");
  CHECK(to(stage.posting(0), {AccountKind::bank, 0}) == units(12));
}

TEST_CASE("a registration shows asset and holder, and hides where the escrow came from") {
  const FactsStage stage;
  const auto registered = stage.fact<AssetRegistered>();
  CHECK(registered.id == stage.asset);
  CHECK(registered.holder == NamedParty{stage.ana, "ana"});
  CHECK(registered.status.version == 1);
  CHECK(registered.status.escrow == units(75));
  CHECK(to_text(registered.status.funded_until) == "2030-01-31T00:00:01Z");
  CHECK(stage.posting(0).kind == PostingKind::registration);
  CHECK(stage.posting(0).has_asset);
  CHECK(stage.trial.at(stage.asset).registered_at == *day(2030, 1, 1));
}

TEST_CASE("each change of a status carries its cause, its amount and the tax that it levied") {
  FactsStage stage;
  stage.trial.advance(*day(2030, 1, 11));
  REQUIRE(
      stage.trial
          .file(stage.ana, AssessAsset{.asset = {.id = stage.asset}, .assessment = units(18'250)})
          .has_value());
  auto fact = stage.fact<AssetStatusChanged>();
  CHECK(fact.cause == AssetStatusCause::assessment);
  CHECK(fact.amount == units(18'250));
  CHECK(fact.levy.over == Period{*day(2030, 1, 1), *day(2030, 1, 11)});
  CHECK(fact.levy.paid == units(25));
  CHECK(fact.levy.arrears == Money{});
  CHECK(stage.posting(0).kind == PostingKind::levy);
  CHECK(to(stage.posting(0), {AccountKind::revenue, 0}) == units(25));
  REQUIRE(
      stage.trial.file(stage.ben, DepositEscrow{.asset = {.id = stage.asset}, .amount = units(3)})
          .has_value());
  fact = stage.fact<AssetStatusChanged>();
  CHECK(fact.cause == AssetStatusCause::escrow_deposit);
  CHECK(fact.amount == units(3));
  CHECK(fact.levy.over.length() == Duration{});
  CHECK(stage.hidden().size() == 1);
  CHECK(stage.posting(0).kind == PostingKind::escrow_deposit);
  REQUIRE(
      stage.trial.file(stage.ana, WithdrawEscrow{.asset = {.id = stage.asset}, .amount = units(2)})
          .has_value());
  fact = stage.fact<AssetStatusChanged>();
  CHECK(fact.cause == AssetStatusCause::escrow_withdrawal);
  CHECK(fact.amount == units(2));
  CHECK(fact.status.escrow == units(51));
  CHECK(stage.posting(0).kind == PostingKind::escrow_withdrawal);
  stage.trial.advance(*day(2030, 2, 20) + Duration::from_seconds(80'000));
  fact = stage.fact<AssetStatusChanged>();
  CHECK(fact.cause == AssetStatusCause::delinquency);
  // The monthly levy has taken 21 days at 1.25 from 51.00 before.
  CHECK(fact.levy.over.begin == *day(2030, 2, 1));
  CHECK(fact.levy.paid == Money::from_micro(24'750'000));
  CHECK(fact.levy.arrears == fact.status.arrears);
  CHECK(fact.status.late_surcharge == Share::from_ppm(100'000));
}

TEST_CASE("a purchase shows the waterfall of its price and answers with price and seller") {
  FactsStage stage;
  stage.trial.advance(kTenDaysLate);
  const PurchaseAssets request{.items = {{.asset = stage.asset,
                                          .max_price = units(40'000),
                                          .assessment = units(365),
                                          .escrow = units(1),
                                          .expected_terms = {}}}};
  const auto receipt = stage.trial.file(stage.ben, request);
  REQUIRE(receipt.has_value());
  const auto& bought = std::get<PurchaseReceipt>(*receipt);
  REQUIRE(bought.items.size() == 1);
  CHECK(bought.items[0].asset == stage.asset);
  CHECK(bought.items[0].price == units(36'500));
  CHECK(bought.items[0].seller == stage.ana);
  const auto conveyed = stage.fact<AssetConveyed>();
  CHECK(conveyed.purchase == bought.purchase);
  CHECK(conveyed.from == NamedParty{stage.ana, "ana"});
  CHECK(conveyed.conveyance.cause == ConveyanceCause::purchase);
  CHECK(conveyed.conveyance.holder == NamedParty{stage.ben, "ben"});
  CHECK(conveyed.conveyance.at == kTenDaysLate);
  CHECK(conveyed.conveyance.price == units(36'500));
  CHECK(conveyed.waterfall.price == units(36'500));
  CHECK(conveyed.waterfall.arrears == units(25));
  CHECK(conveyed.waterfall.surcharge == Money::from_micro(2'500'000));
  CHECK(conveyed.waterfall.seller == Money::from_micro(36'472'500'000));
  CHECK(conveyed.waterfall.refund == Money{});
  CHECK(conveyed.levy.paid == Money{});
  CHECK(conveyed.status.state == AssetState::active);
  CHECK(conveyed.status.arisen == Money{});
  CHECK(conveyed.status.version == 3);
  // 1.00 lasts forty days at 0.025. Then 3.46 s pass until a whole micro-unit is due.
  CHECK(to_text(conveyed.status.funded_until) == "2030-03-22T00:00:04Z");
  // One posting moves all of it; no debt arises.
  REQUIRE(stage.hidden().size() == 1);
  CHECK(stage.posting(0).kind == PostingKind::purchase);
  CHECK(to(stage.posting(0), {AccountKind::cash, stage.trial.ordinal(stage.ben)}) ==
        -units(36'501));
}

TEST_CASE("a purchase of an active asset refunds the escrow beside the price") {
  FactsStage stage;
  stage.trial.advance(*day(2030, 1, 11));
  const PurchaseAssets request{.items = {{.asset = stage.asset,
                                          .max_price = units(36'500),
                                          .assessment = units(36'500),
                                          .escrow = units(75),
                                          .expected_terms = {}}}};
  REQUIRE(stage.trial.file(stage.ben, request).has_value());
  const auto conveyed = stage.fact<AssetConveyed>();
  CHECK(conveyed.waterfall.arrears == Money{});
  CHECK(conveyed.waterfall.seller == units(36'500));
  CHECK(conveyed.waterfall.refund == units(50));
  CHECK(conveyed.levy.paid == units(25));
  CHECK(conveyed.levy.over == Period{*day(2030, 1, 1), *day(2030, 1, 11)});
  CHECK(stage.hidden().size() == 2);
}

TEST_CASE("an expiry shows the end of title, and hides the debt that it leaves") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(80));
  RegisterAsset request = patent(units(36'500), units(75));
  request.expires_at = kTenDaysLate;
  const AssetId asset = trial.asset(ana, request);
  trial.advance(kTenDaysLate);
  const EncodedFacts& newest = trial.entries().back();
  const auto shown = decoded(newest.public_events);
  REQUIRE(shown.size() == 1);
  const auto& ended = std::get<AssetConveyed>(shown.front());
  CHECK(ended.asset == asset);
  CHECK_FALSE(ended.purchase.has_value());
  CHECK(ended.conveyance.cause == ConveyanceCause::expiry);
  CHECK_FALSE(ended.conveyance.has_holder);
  CHECK(ended.from.id == ana);
  CHECK(ended.status.state == AssetState::expired);
  CHECK(ended.status.carry == 0);
  CHECK(ended.status.escrow == Money{});
  CHECK(ended.waterfall.refund == Money{});
  // 25.00 and a tenth of it, minus the available 5.00.
  CHECK(to_text(trial.books().debt(trial.ordinal(ana))) == "22.50");
  const auto hidden = decoded(newest.private_events);
  CHECK(std::get<DebtChanged>(hidden.back()).debt == trial.books().debt(trial.ordinal(ana)));
}

TEST_CASE("what comes in pays one debt after the other, and each line names its asset") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(150));
  RegisterAsset request = patent(units(36'500), units(75));
  request.expires_at = kTenDaysLate;
  const AssetId first = trial.asset(ana, request);
  const AssetId second = trial.asset(ana, request);
  trial.advance(kTenDaysLate);
  // 25.00 and a tenth of it for each of the two.
  CHECK(to_text(trial.books().debt(trial.ordinal(ana))) == "55.00");
  trial.credit(ana, units(40));
  std::vector<std::pair<std::uint32_t, Money>> paid;
  for (const Event& event : decoded(trial.entries().back().private_events)) {
    const auto* const moved = std::get_if<MoneyPosted>(&event);
    if (moved == nullptr || moved->posting.kind != PostingKind::debt) continue;
    CHECK(moved->posting.has_asset);
    paid.emplace_back(moved->posting.asset, moved->posting.lines.at(1).amount);
  }
  const auto row = [&trial](const AssetId& asset) { return *trial.books().asset_ordinal(asset); };
  const std::vector<std::pair<std::uint32_t, Money>> expected{
      {row(first), Money::from_micro(27'500'000)}, {row(second), Money::from_micro(12'500'000)}};
  CHECK(paid == expected);
  const auto left = trial.books().debts(trial.ordinal(ana)).items();
  REQUIRE(left.size() == 1);
  CHECK(left[0].asset == row(second));
  CHECK(to_text(left[0].owed) == "15.00");
}

TEST_CASE("identifiers derive from the seed of the filing and its second") {
  const FactsStage first;
  const FactsStage second;
  CHECK(first.asset == second.asset);
  CHECK(first.ana != first.ben);
  CHECK(to_text(first.asset).starts_with("ast_"));
  CHECK(first.trial.bytes() == second.trial.bytes());
}
