// SPDX-License-Identifier: EUPL-1.2
//
// Readers beside a writer that applies several groups of changes of one second.
#include <atomic>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "market/state/figures.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent {

using namespace api;
using namespace market;
namespace {

using testing::at;
using testing::EngineFixture;
using testing::units;

/// Enough assets for several groups.
constexpr int kAssets = 3'500;

/// Reads every asset as a client does. Answers with what is wrong, or nothing.
std::string wrong_in(const Books& books, Instant as_of) {
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    const AssetFigures shown = figures(books, asset, as_of);
    // While a second is only partly committed, the newest complete second is the one before.
    if (as_of + Duration::from_seconds(1) < asset.conveyed_at) return "title passed in the future";
    if (as_of + Duration::from_seconds(1) < asset.status.levied_to) return "taxed in the future";
    if (shown.price && *shown.price > asset.status.assessment) return "above the assessment";
  }
  return {};
}

TEST_CASE("whoever reads while thousands are foreclosed in one second sees what holds then") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(1'000'000));
  for (int nth = 0; nth < kAssets; ++nth) {
    REQUIRE(context.file(ana, EngineFixture::patent(std::to_string(nth), units(3'650), units(8)))
                .has_value());
  }
  std::atomic<bool> done = false;
  std::atomic<int> looks = 0;
  std::string wrong;
  std::jthread reader{[&] {
    while (!done && wrong.empty()) {
      wrong = context.engine->inquire(
          [](const Books& books, Instant as_of) { return wrong_in(books, as_of); });
      ++looks;
    }
  }};
  // This passes delinquency, foreclosure and some months in the commons.
  const auto moved = context.file(context.operator_id, MoveClock{at("2026-06-01T00:00:00Z")});
  done = true;
  reader.join();
  REQUIRE(moved.has_value());
  CHECK(wrong.empty());
  CHECK(looks > 0);
  CHECK(context.engine->inquire([](const Books& books, Instant) {
    return books.asset(kAssets - 1).status.state;
  }) == AssetState::commons);
}

}  // namespace
}  // namespace quitrent
