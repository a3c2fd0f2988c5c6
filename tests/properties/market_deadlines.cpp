// SPDX-License-Identifier: EUPL-1.2
//
// A crowd files at random while registrars place and lift holds and the register goes down. Every
// deadline that was shown is kept, as an oracle computes it from the seconds that were not held.
#include <array>
#include <cstdint>

#include <doctest/doctest.h>

#include "tests/properties/deadline_oracle.hpp"
#include "tests/properties/market_crowd.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::properties;

namespace {

constexpr std::int64_t kDay = 86'400;

/// Places or lifts a hold of an asset, mostly of one with a running clock, freezes a buyer who
/// waits, or takes the register down for a while; often nothing.
class Disturbance {
 public:
  Disturbance(std::uint64_t seed, trial::TrialRegister& stage)
      : chance_{seed},
        stage_{stage},
        registrar_{stage.party("rita", Role::registrar)},
        buyer_{stage.member("zoe")} {
    const CreditCash credit{.party = buyer_, .amount = trial::units(90'000), .reference = "zoe"};
    const auto credited =
        stage.file_as_two(stage.founder(), stage.party("olivia", Role::operator_), credit);
    REQUIRE(credited.has_value());
  }

  void step() {
    const std::int64_t way = chance_.number(30);
    if (way == 0) {
      const std::int64_t longest = chance_.once_in(3) ? kDay : 600;
      stage_.outage(stage_.now() + Duration::from_seconds(121 + chance_.number(longest)));
    }
    if (way == 1) freeze_a_buyer();
    if (way > 22 && stage_.books().asset_count() > 0) buy(some_asset());
    if (way > 1 && way < 14 && stage_.books().asset_count() > 0) hold_or_lift(some_asset());
  }

 private:
  const Asset& some_asset() {
    const Ordinal count = stage_.books().asset_count();
    const auto any = [&] { return static_cast<Ordinal>(chance_.number(count)); };
    Ordinal asset = any();
    for (int tries = 0; tries < 8; ++tries) {
      const AssetStatus& status = stage_.books().asset(asset).status;
      const bool runs = status.state == AssetState::delinquent || status.pending != 0 ||
                        status.state == AssetState::auction || status.withdraws_at < kEndOfTime;
      if (runs) break;
      asset = any();
    }
    return stage_.books().asset(asset);
  }

  void hold_or_lift(const Asset& asset) {
    const AssetRef ref{.id = asset.id};
    if (asset.encumbrances != nullptr && !asset.encumbrances->holds.empty() &&
        !chance_.once_in(4)) {
      file(LiftHold{ref, chance_.one_of(asset.encumbrances->holds).id});
    } else {
      const auto length = Duration::from_seconds(1 + chance_.number(12 * kDay));
      file(PlaceHold{ref, "court", stage_.now() + length, {}});
    }
  }

  void buy(const Asset& asset) {
    const Money value = asset.status.assessment;
    const PurchaseItem item{.asset = asset.id,
                            .max_price = value,
                            .assessment = value,
                            .escrow = value,
                            .expected_terms = {}};
    static_cast<void>(stage_.file(buyer_, PurchaseAssets{{item}}));
  }

  void freeze_a_buyer() {
    const auto waiting = stage_.books().all_pending();
    if (waiting.empty()) return;
    const PartyId& buyer = waiting.begin()->second.buyer.id;
    file(FreezeParty{buyer, Freeze::on, "order"});
    file(FreezeParty{buyer, Freeze::off, "order"});
  }

  void file(Filing::Request request) {
    static_cast<void>(stage_.file(registrar_, std::move(request)));
  }

  Chance chance_;
  trial::TrialRegister& stage_;
  PartyId registrar_;
  PartyId buyer_;
};

}  // namespace

TEST_CASE("60 days of random holds, lifts and outages keep every deadline that was shown") {
  std::array<int, kClockKinds> ended{};
  int held_back = 0;
  int waited = 0;
  int outages = 0;
  for (std::uint64_t seed = 1; seed <= 140; ++seed) {
    CAPTURE(seed);
    const auto slowly = [](trial::TrialRegister& stage, Instant to) {
      const std::int64_t distance = (to - stage.now()).seconds();
      stage.advance(stage.now() +
                    Duration::from_seconds(distance > 2 * kDay ? distance / 4 : distance));
    };
    Crowd crowd{seed, slowly, seed % 3 == 0 ? steep_schedule() : random_schedule(seed)};
    Disturbance disturbance{seed, crowd.stage()};
    DeadlineOracle oracle{crowd.stage()};
    const Instant last = crowd.stage().now() + Duration::from_days(60);
    for (int step = 0; step < 260 || crowd.stage().now() < last; ++step) {
      crowd.step();
      oracle.follow();
      disturbance.step();
      oracle.follow();
    }
    for (const std::string& what : oracle.broken()) {
      CAPTURE(what);
      CHECK(false);
    }
    for (std::size_t kind = 0; kind < kClockKinds; ++kind) ended[kind] += oracle.ended()[kind];
    held_back += oracle.held_back();
    waited += oracle.waited();
    outages += oracle.outages();
  }
  for (const int count : ended) CHECK(count > 30);
  CHECK(held_back > 300);
  CHECK(waited > 1);
  CHECK(outages > 100);
}
