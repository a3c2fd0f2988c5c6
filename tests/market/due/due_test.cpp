// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/due/changes.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/market/short_forms.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;
using quitrent::testing::second;

TEST_CASE("the next change of an asset is the earlier of delinquency and expiry") {
  struct Row {
    const char* why;
    AssetState state;
    Instant funded_until, expires_at;
    std::optional<DueChange> next;
  };
  const DueChange lapse{second(50), ChangeKind::delinquency, 0};
  const DueChange foreclosure{second(55), ChangeKind::foreclosure, 0};
  const DueChange escheat{second(57), ChangeKind::auction_end, 0};
  const DueChange expiry{second(60), ChangeKind::expiry, 0};
  const auto rows = std::to_array<Row>({
      {"funded for ever", AssetState::active, kEndOfTime, kEndOfTime, std::nullopt},
      {"runs dry", AssetState::active, second(50), kEndOfTime, lapse},
      {"runs dry before it expires", AssetState::active, second(50), second(60), lapse},
      {"expires first", AssetState::active, second(70), second(60), expiry},
      {"both in one second: expiry comes first", AssetState::active, second(60), second(60),
       expiry},
      {"delinquent: grace ends", AssetState::delinquent, second(50), second(60), foreclosure},
      {"auctioned: the auction ends", AssetState::auction, second(50), kEndOfTime, escheat},
      {"ended", AssetState::expired, second(50), second(60), std::nullopt},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    AssetStatus status;
    status.state = row.state;
    status.funded_until = row.funded_until;
    status.forecloses_at = second(55);
    status.auction_ends_at = second(57);
    Books books;
    const NamedParty ana{PartyId{Uuid{{1}}}, "ana"};
    apply(books, PartyRegistered{ana.id, ana.name, Roles{Role::member}, sha256("ana")});
    apply(books, AssetRegistered{.id = AssetId{Uuid{{2}}},
                                 .asset_class = AssetClass::patent,
                                 .degree = kWhole,
                                 .expires_at = row.expires_at,
                                 .particulars = std::make_shared<const Particulars>(),
                                 .holder = ana,
                                 .status = status});
    CHECK(next_change(books, 0) == row.next);
  }
}

TEST_CASE("changes are ordered by second, kind, order of registration") {
  const std::vector<DueChange> ordered{
      {second(1), ChangeKind::withdrawal, 9},   {second(2), ChangeKind::apportionment, 9},
      {second(2), ChangeKind::monthly_levy, 8}, {second(2), ChangeKind::expiry, 1},
      {second(2), ChangeKind::expiry, 2},       {second(2), ChangeKind::delinquency, 0},
      {second(2), ChangeKind::foreclosure, 0}};
  for (std::size_t index = 1; index < ordered.size(); ++index) {
    CHECK(ordered[index - 1] < ordered[index]);
  }
}

TEST_CASE("changes of one second happen by kind, then by order of registration") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(500));
  RegisterAsset ending = patent(units(36'500), units(75));
  ending.expires_at = *day(2030, 1, 31) + Duration::from_seconds(1);
  const AssetId lapsing = trial.asset(ana, patent(units(36'500), units(75)));
  const AssetId first = trial.asset(ana, [&] {
    RegisterAsset funded = ending;
    funded.escrow = units(76);
    return funded;
  }());
  const AssetId last = trial.asset(ana, [&] {
    RegisterAsset funded = ending;
    funded.escrow = units(77);
    return funded;
  }());
  const std::size_t before = trial.entries().size();
  trial.advance(ending.expires_at);
  REQUIRE(trial.entries().size() == before + 3);
  const auto touched = [&](std::size_t index) {
    const Event event = decoded(trial.entries()[before + index].public_events).front();
    const auto* conveyed = std::get_if<AssetConveyed>(&event);
    return conveyed != nullptr ? conveyed->asset : std::get<AssetStatusChanged>(event).asset;
  };
  CHECK(touched(0) == first);
  CHECK(touched(1) == last);
  CHECK(touched(2) == lapsing);
}

TEST_CASE("what falls due happens at its own second, however late it is looked at") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(75));
  const AssetId asset = trial.asset(ana, patent(units(36'500), units(75)));
  trial.advance(*day(2030, 1, 31) + Duration::from_seconds(40'000));
  const AssetStatus& status = trial.at(asset).status;
  CHECK(to_text(status.delinquent_at) == "2030-01-31T00:00:01Z");
  CHECK(status.levied_to == status.delinquent_at);
  CHECK(status.arisen == status.arrears);
  CHECK(status.arrears == Money::from_micro(28));  // one second at 28.9 µ
}
