// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/acts.hpp"

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec/events.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/market/short_forms.hpp"

using namespace quitrent;
using namespace quitrent::market;
using quitrent::testing::second;

namespace {

NamedParty rea() { return {.id = PartyId{Uuid{{9}}}, .name = "Rea"}; }

ProposedAct act() {
  return {.id = ActId{Uuid{{1}}},
          .kind = ActKind::rectification,
          .by = rea(),
          .proposed_at = second(5),
          .lapses_at = second(6),
          .digest = sha256("act"),
          .asset = AssetId{Uuid{{2}}},
          .holder = PartyId{Uuid{{3}}},
          .instant = second(7),
          .because = {.reference = "court", .document = sha256("order")}};
}

std::vector<Event> every_event_of_acts() {
  return {ActProposed{act()},
          ActEnded{.id = ActId{Uuid{{1}}},
                   .asset = AssetId{Uuid{{2}}},
                   .state = ActState::withdrawn,
                   .by = rea(),
                   .at = second(8)},
          CharterRecorded{.charter = {.acts = {.of_two = ActKinds::from_bits(5),
                                               .lapse_after = Duration::from_seconds(9),
                                               .credit_by_one = Money::from_micro(10)}},
                          .extent = CharterExtent::acts},
          HeldTimeEnded{.asset = AssetId{Uuid{{2}}}, .at = second(11)},
          CreditProposed{.act = ActId{Uuid{{1}}},
                         .party = PartyId{Uuid{{3}}},
                         .amount = Money::from_micro(12),
                         .reference = "bank 1"},
          CreditCounted{.party = 13, .at = second(14), .amount = Money::from_micro(15)}};
}

std::string bytes_of(const Event& event) {
  const EncodedFacts facts = encoded(std::array{event});
  return facts.public_events + facts.private_events;
}

}  // namespace

TEST_CASE("events about acts of two come back from their bytes, under tags that stay") {
  constexpr std::array<unsigned char, 6> tags{20, 21, 22, 23, 70, 71};
  const std::vector<Event> events = every_event_of_acts();
  std::string whole;
  for (std::size_t at = 0; at < events.size(); ++at) {
    CAPTURE(at);
    const std::string bytes = bytes_of(events[at]);
    CHECK(static_cast<unsigned char>(bytes.front()) == tags[at]);
    CHECK(is_public(events[at]) == (at < 4));
    CHECK(bytes_of(decoded(bytes).at(0)) == bytes);
    whole += bytes;
  }
  const auto proposed = std::get<ActProposed>(decoded(whole).at(0)).act;
  CHECK(proposed.id == act().id);
  CHECK(proposed.kind == ActKind::rectification);
  CHECK(proposed.by == rea());
  CHECK(proposed.lapses_at == second(6));
  CHECK(proposed.digest == sha256("act"));
  CHECK(proposed.asset == act().asset);
  CHECK(proposed.holder == act().holder);
  CHECK(proposed.instant == second(7));
  CHECK(proposed.because.document == sha256("order"));
  CHECK(std::get<CharterRecorded>(decoded(whole).at(2)).charter ==
        std::get<CharterRecorded>(events[2]).charter);
  CHECK(to_text(sha256(whole)) ==
        "sha256:3484a13d2806d8f0b9dfae35b97092095aa3857d1c7e3ee81a27f104935c1043");
}

TEST_CASE("a whole charter comes back from its bytes") {
  tax::Charter charter{.max_rate = AnnualRate::from_ppb(1),
                       .minimum_grace = Duration::from_seconds(2),
                       .notice_of_increase = Duration::from_seconds(3),
                       .notice_of_decrease = Duration::from_seconds(4),
                       .largest_step = AnnualRate::from_ppb(5),
                       .largest_step_points = AnnualRate::from_ppb(6),
                       .between_steps = Duration::from_seconds(7),
                       .minimum_auction = Duration::from_seconds(8),
                       .longest_notice = Duration::from_seconds(9),
                       .longest_cover = Duration::from_seconds(10),
                       .shortest_withdrawal_notice = Duration::from_seconds(11),
                       .longest_withdrawal_notice = Duration::from_seconds(12),
                       .largest_surcharge = AnnualRate::from_ppb(13)};
  charter.acts.lapse_after = Duration::from_seconds(14);
  const auto back = decoded(bytes_of(CharterRecorded{.charter = charter}));
  REQUIRE(back.size() == 1);
  CHECK(std::get<CharterRecorded>(back[0]).charter == charter);
  CHECK(std::get<CharterRecorded>(back[0]).extent == CharterExtent::whole);
  charter.longest_cover = Duration::from_seconds(-1);
  CHECK_THROWS_AS(decoded(bytes_of(CharterRecorded{.charter = charter})), DamagedBytes);
}

TEST_CASE("bytes of acts that nobody could file are damage") {
  CreditProposed nothing;
  CHECK_THROWS_AS(decoded(bytes_of(nothing)), DamagedBytes);
  CHECK_THROWS_AS(decoded(bytes_of(CreditCounted{})), DamagedBytes);
  CHECK_THROWS_AS(
      decoded(bytes_of(ActEnded{.id = {}, .state = ActState::lapsed, .by = {}, .at = {}})),
      DamagedBytes);
  CHECK_THROWS_AS(decoded(bytes_of(CharterRecorded{{.acts = {.lapse_after = Duration{}}}})),
                  DamagedBytes);
  CHECK_THROWS_AS(decoded(std::string{"\x16\x10\x02\x00", 4}), DamagedBytes);  // a fifth kind
}
