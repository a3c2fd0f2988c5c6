// SPDX-License-Identifier: EUPL-1.2
//
// What the schedule charges for a registration, and the least deposit that it allows.
#include <string>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tests/market/short_forms.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;
using quitrent::testing::said;

namespace {

/// The founding schedule with these lines instead of its fee and its least deposit.
std::string schedule_with(const std::string& lines) {
  std::string toml{founding_schedule_toml()};
  const std::string usual = "registration_fee = \"0\"\nminimum_deposit = \"0.01\"";
  const std::size_t at = toml.find(usual);
  REQUIRE(at != std::string::npos);
  return toml.replace(at, usual.size(), lines);
}

}  // namespace

TEST_CASE("a registration costs the fee in force, from the holder's cash to revenue") {
  TrialRegister trial{*day(2030, 1, 1), schedule_with("registration_fee = \"12.50\"")};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(112) + Money::from_micro(499'999));
  const auto underfunded = trial.file(ana, patent(units(36'500), units(100)));
  CHECK(said(underfunded) == "insufficient-funds");
  CHECK(underfunded.error().current.front().second == "112.499999");
  trial.credit(ana, Money::from_micro(1));
  CHECK(said(trial.file(ana, patent(units(36'500), units(100)))) == "accepted");
  CHECK(trial.books().cash(trial.ordinal(ana)) == Money{});
  CHECK(trial.books().ledger().balance({AccountKind::revenue, 0}) ==
        units(12) + Money::from_micro(500'000));
  CHECK(trial.books().ledger().balance({AccountKind::escrow, 0}) == units(100));
  trial.bytes();
}

TEST_CASE("a registration costs nothing where the schedule states no fee") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(100));
  CHECK(said(trial.file(ana, patent(units(36'500), units(100)))) == "accepted");
  CHECK(trial.books().ledger().balance({AccountKind::revenue, 0}) == Money{});
}

TEST_CASE("a deposit is at least what the schedule states, or what cures") {
  struct Row {
    const char* why;
    std::string lines;
    Money beyond, least;
  };
  const Row rows[] = {
      {"0.01 where nothing is stated", "", Money::from_micro(9'999), Money::from_micro(10'000)},
      {"as stated", "minimum_deposit = \"3\"", Money::from_micro(2'999'999), units(3)},
      {"none at all", "minimum_deposit = \"0\"", Money{}, Money::from_micro(1)}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    TrialRegister trial{*day(2030, 1, 1), schedule_with(row.lines)};
    const PartyId ana = trial.member("ana");
    trial.credit(ana, units(1'000));
    const AssetId asset = trial.asset(ana, patent(units(36'500), units(100)));
    const auto deposit = [&](Money amount) {
      return trial.file(ana, DepositEscrow{.asset = {.id = asset}, .amount = amount});
    };
    if (row.beyond > Money{}) {
      const auto refused = deposit(row.beyond);
      CHECK(said(refused) == "out-of-range");
      CHECK(refused.error().current.front().second == to_text(row.least));
    }
    CHECK(said(deposit(row.least)) == "accepted");
  }
}

TEST_CASE("less than the least deposit is taken where it cures") {
  TrialRegister trial{*day(2030, 1, 1), schedule_with("minimum_deposit = \"500\"")};
  const PartyId ana = trial.member("ana");
  const PartyId dora = trial.member("dora");
  trial.credit(ana, units(100));
  trial.credit(dora, units(1'000));
  // At 2.50 a day the escrow lasts forty days. Ten days later arrears are 25.00, with a
  // surcharge of 2.50 and a cover of 75.00.
  const AssetId asset = trial.asset(ana, patent(units(36'500), units(100)));
  trial.advance(*day(2030, 2, 20));
  REQUIRE(trial.at(asset).status.state == AssetState::delinquent);
  const auto deposit = [&](Money amount) {
    return trial.file(dora, DepositEscrow{.asset = {.id = asset}, .amount = amount});
  };
  const auto refused = deposit(units(102) + Money::from_micro(499'999));
  CHECK(said(refused) == "out-of-range");
  CHECK(refused.error().current.front().second == "102.50");
  CHECK(said(deposit(units(102) + Money::from_micro(500'000))) == "accepted");
  CHECK(trial.at(asset).status.state == AssetState::active);
}
