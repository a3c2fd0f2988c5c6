// SPDX-License-Identifier: EUPL-1.2
//
// What the published digest of an entry's private part tells to somebody who guesses its content.
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/engine/private_part.hpp"
#include "market/codec/events.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/api/engine/fixture.hpp"
#include "tests/api/engine/set_clock.hpp"

namespace quitrent {

using namespace api;
using namespace market;
namespace {

using testing::at;
using testing::EngineFixture;
using testing::SetClock;
using testing::units;

/// Keyed digests as the server passes them to its engine.
KeyedDigest keyed_by(const std::string& secret) {
  return [secret](std::string_view purpose, std::string_view bytes) {
    return sha256(secret + std::string{purpose} + '/' + std::string{bytes});
  };
}

std::vector<Entry> timely_entries(Journal& journal) {
  std::vector<Entry> found;
  journal.reader()->read(0, [&found](const Entry& entry) {
    if (!private_part(entry.private_part).seed) found.push_back(entry);
    return true;
  });
  return found;
}

/// Lets a register live through a year in which time makes every kind of entry: levies,
/// apportionments, a delinquency, a foreclosure, an escheat, an outage that moves a close,
/// heartbeats.
void live_through_a_year(EngineFixture& context, const KeyedDigest& keyed_digest) {
  context.open({}, {.keyed_digest = keyed_digest});
  const PartyId ana = context.member("ana", units(1'000));
  REQUIRE(context.file(ana, EngineFixture::patent("US1", units(100'000), units(500))).has_value());
  REQUIRE(context.file(context.operator_id, MoveClock{at("2026-06-01T00:00:00Z")}).has_value());
  context.engine.reset();
  SetClock clock{at("2026-06-01T12:00:00Z")};
  Engine engine{*context.journal, clock, {}, {.keyed_digest = keyed_digest}};
}

TEST_CASE("whoever guesses what a party's money did cannot see that the guess is right") {
  EngineFixture context;
  live_through_a_year(context, keyed_by("secret"));
  std::map<std::size_t, int> kinds;
  std::map<std::string, int> blindings;
  for (const Entry& entry : timely_entries(*context.journal)) {
    CAPTURE(entry.sequence);
    const PrivatePart part = private_part(entry.private_part);
    REQUIRE(part.blinding.has_value());
    ++blindings[std::string{part.blinding->bytes.begin(), part.blinding->bytes.end()}];
    // Somebody who tries every amount finds these very events at last.
    const Digest published = sha256(entry.private_part);
    CHECK(sha256(encoded(PrivatePart{.events = part.events})) != published);
    PrivatePart guess{.events = part.events};
    guess.blinding.emplace();
    CHECK(sha256(encoded(guess)) != published);
    for (const Event& event : decoded(part.events)) ++kinds[event.index()];
    for (const Event& event : decoded(entry.public_part)) ++kinds[event.index()];
    if (part.events.empty() && entry.public_count == 0) ++kinds[99];
  }
  for (const auto& [blinding, times] : blindings) CHECK(times == 1);
  const auto seen = [&kinds](const Event& event) { return kinds[event.index()] > 0; };
  CHECK(seen(RegisterLevied{}));
  CHECK(seen(RevenueApportioned{}));
  CHECK(seen(AssetStatusChanged{}));
  CHECK(seen(AssetConveyed{}));
  CHECK(seen(OutageRecorded{}));
  CHECK(seen(MoneyPosted{}));
  CHECK(kinds[99] > 0);  // a heartbeat
}

TEST_CASE("the same facts under another secret have another digest, under the same one the same") {
  const auto blinding_under = [](const std::string& secret) {
    EngineFixture context;
    live_through_a_year(context, keyed_by(secret));
    return private_part(timely_entries(*context.journal).back().private_part).blinding;
  };
  CHECK(blinding_under("one") == blinding_under("one"));
  CHECK(blinding_under("one") != blinding_under("two"));
}

TEST_CASE("a private part comes back from its bytes, and one of before has no blinding") {
  const PrivatePart before{.events = "events"};
  CHECK_FALSE(private_part(encoded(before)).blinding.has_value());
  CHECK_THROWS_AS(private_part("\x08"), DamagedBytes);
  PrivatePart blinded{.events = "events"};
  blinded.blinding = Seed{.bytes = {1, 2, 3}};
  const std::string bytes = encoded(blinded);
  CHECK(private_part(bytes).blinding == blinded.blinding);
  CHECK(private_part(bytes).events == "events");
  CHECK_FALSE(private_part(bytes).seed.has_value());
}

}  // namespace
}  // namespace quitrent
