// SPDX-License-Identifier: EUPL-1.2
//
// A schedule that follows another changes when escrows are empty. The engine computes this slice by
// slice, which no answer shows.
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "api/engine/folded_journal.hpp"
#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent {

using namespace api;
using namespace market;
using namespace tax;
namespace {

using testing::at;
using testing::EngineFixture;
using testing::units;

/// More assets than one slice.
constexpr int kManyAssets = 10'500;

/// The founding schedule with ten times the rate on patents, in force from a day on.
std::string dearer_from(const std::string& day) {
  std::string toml{founding_schedule_toml()};
  const std::string rate = "\"2.5%\"";
  toml.replace(toml.find(rate), rate.size(), "\"25%\"");
  return "effective = " + day + "\n" + toml;
}

std::string dearer_from_march() { return dearer_from("2026-03-01"); }

std::string replayed(Journal& journal) {
  return encoded_books(folded(*journal.reader(), [](Sequence) { return true; })->books);
}

std::string shown(const Engine& engine) {
  return engine.inquire([](const Books& books, Instant) { return encoded_books(books); });
}

TEST_CASE("a published schedule reaches every asset in time, and replay knows the same") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(1'000'000));
  for (int nth = 0; nth < kManyAssets; ++nth) {
    const auto filed = context.file(
        ana, EngineFixture::patent(std::to_string(nth), units(3'650), units(20 + nth % 7)));
    REQUIRE(filed.has_value());
  }
  const AssetId last = context.newest_asset();
  REQUIRE(context.file(context.operator_id, PublishSchedule{dearer_from_march()}).has_value());
  // Another schedule is published before all forecasts follow the first.
  REQUIRE(
      context.file(context.operator_id, PublishSchedule{dearer_from("2027-03-01")}).has_value());
  // Filings are accepted while forecasts are computed anew.
  REQUIRE(context
              .file(ana, RecordLicence{.asset = {.id = last},
                                       .licensee = {},
                                       .licensee_name = "A stranger",
                                       .exclusivity = Exclusivity::non_exclusive,
                                       .scope = "baking",
                                       .ends_at = kEndOfTime,
                                       .document = {}})
              .has_value());
  // This is after the second in which the schedule takes effect: all forecasts must follow it.
  REQUIRE(context.file(context.operator_id, MoveClock{at("2026-03-12T00:00:00Z")}).has_value());
  const auto delinquent = context.engine->inquire([](const Books& books, Instant) {
    int count = 0;
    for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
      if (books.asset(ordinal).status.state == AssetState::delinquent) ++count;
    }
    return count;
  });
  // After 59 days at 0.25, 5.25 to 11.25 are left. They last 2.1 to 4.5 days at 2.50, so all
  // escrows are empty by then.
  CHECK(delinquent == kManyAssets);
  const auto when = context.engine->inquire(
      [&](const Books& books, Instant) { return books.asset(last)->status.delinquent_at; });
  // The last asset has an escrow of 26.00, because the remainder of 10'499 by 7 is 6. So 11.25 are
  // left, which last 4.5 days.
  CHECK(to_text(when) == "2026-03-05T12:00:01Z");
  CHECK(shown(*context.engine) == replayed(*context.journal));
}

TEST_CASE("while nobody files, forecasts are made anew all the same") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(1'000'000));
  for (int nth = 0; nth < kManyAssets; ++nth) {
    REQUIRE(context.file(ana, EngineFixture::patent(std::to_string(nth), units(3'650), units(20)))
                .has_value());
  }
  REQUIRE(context.file(context.operator_id, PublishSchedule{dearer_from_march()}).has_value());
  // 14.75 are used by March; the other 5.25 last for 2.1 days at 2.50.
  const Instant dry = at("2026-03-03T02:24:01Z");
  const auto all_know = [&] {
    return context.engine->inquire([&](const Books& books, Instant) {
      for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
        if (books.asset(ordinal).status.funded_until != dry) return false;
      }
      return true;
    });
  };
  // Ends when the engine is done. If it never is, the time limit of the test ends it.
  while (!all_know()) std::this_thread::yield();
  CHECK(shown(*context.engine) == replayed(*context.journal));
}

}  // namespace
}  // namespace quitrent
