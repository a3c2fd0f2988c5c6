// SPDX-License-Identifier: EUPL-1.2
#include <string>

#include <doctest/doctest.h>

#include "market/state/figures.hpp"
#include "tests/market/trial_register.hpp"
#include "tests/tax/schedule_text.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

namespace {

std::string schedule(const std::string& head, const std::string& later_scale) {
  return "title = \"Published\"\ncurrency = \"EUR\"\n" + head + R"(
[[class]]
name = "patent"
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "2.5%" }]
)" + later_scale +
         "\n" + testing::kUsualRest;
}

constexpr const char* kFivePercentFromMarch = R"(
  [[class.scale]]
  from = 2030-03-01
  brackets = [{ above = "0", rate = "5%" }]
)";

}  // namespace

TEST_CASE("a schedule that another follows rules until its last second, as if one had said both") {
  TrialRegister together{*day(2030, 1, 1), schedule("", kFivePercentFromMarch)};
  TrialRegister apart{*day(2030, 1, 1), schedule("", "")};
  AssetId asset;
  for (TrialRegister* trial : {&together, &apart}) {
    const PartyId ana = trial->member("ana");
    trial->credit(ana, units(250));
    asset = trial->asset(ana, patent(units(36'500), units(250)));
    trial->advance(*day(2030, 1, 15));
  }
  // At 2.50 a day the escrow lasts a hundred days. A register without the new schedule says so.
  CHECK(apart.at(asset).status.funded_until == *day(2030, 4, 11) + Duration::from_seconds(1));
  const auto receipt =
      apart.file(apart.founder(),
                 PublishSchedule{schedule("effective = 2030-03-01\n", kFivePercentFromMarch)});
  REQUIRE(receipt.has_value());
  // 59 days at 2.50 leave 102.50, which lasts 20.5 days at 5.00.
  const Instant dry = *day(2030, 3, 21) + Duration::from_seconds(43'201);
  CHECK(apart.at(asset).status.funded_until == dry);
  CHECK(together.at(asset).status.funded_until == dry);
  CHECK(apart.queue().first()->at == dry);
  CHECK(apart.books().schedules().size() == 2);
  for (const Instant at : {*day(2030, 2, 28), *day(2030, 3, 1), *day(2030, 3, 2), *day(2030, 3, 30),
                           *day(2030, 5, 1), *day(2030, 6, 1)}) {
    together.advance(at);
    apart.advance(at);
    const AssetFigures one = figures(together.books(), together.at(asset), at);
    const AssetFigures two = figures(apart.books(), apart.at(asset), at);
    CHECK(together.at(asset).status == apart.at(asset).status);
    CHECK(one.escrow == two.escrow);
    CHECK(one.arrears == two.arrears);
    CHECK(one.rate == two.rate);
    CHECK(one.terms_digest == two.terms_digest);
  }
  CHECK(apart.at(asset).status.state == AssetState::commons);
  CHECK_FALSE(apart.bytes().empty());
}

TEST_CASE("a schedule that would touch time past, or another currency, is refused") {
  TrialRegister trial{*day(2030, 1, 1), schedule("", "")};
  const auto code = [&trial](std::string toml) {
    const auto receipt = trial.file(trial.founder(), PublishSchedule{std::move(toml)});
    return receipt ? std::string{"accepted"} : receipt.error().pointer;
  };
  CHECK(code(schedule("", "")) == "/effective");
  CHECK(code(schedule("effective = 2030-01-01\n", "")) == "/effective");
  std::string dollars = schedule("effective = 2030-02-01\n", "");
  dollars.replace(dollars.find("EUR"), 3, "USD");
  CHECK(code(dollars) == "/currency");
  CHECK(code(schedule("effective = 2030-02-01\n", "")) == "accepted");
  CHECK(code(schedule("effective = 2030-02-01\n", "")) == "/effective");
}
