// SPDX-License-Identifier: EUPL-1.2
//
// A register that is copied slice by slice, while others file, is that of one entry.
#include "api/http/simulations/register_copy.hpp"

#include <atomic>
#include <random>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "market/state/simulated_columns.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent::testing {
namespace {

/// More assets than two slices.
constexpr int kCopiedAssets = 4'500;

struct CopyScene : EngineFixture {
  PartyId ana = member("ana", units(100'000'000));
  PartyId ben = member("ben", units(100'000'000));
  std::vector<AssetId> assets;

  CopyScene() {
    for (int nth = 0; nth < kCopiedAssets; ++nth) add("US" + std::to_string(nth));
  }
  void add(const std::string& number) {
    ensure(file(ana, patent(number, units(3'650), units(900))).has_value(), "a patent is filed");
    assets.push_back(newest_asset());
  }
  bool reassess(std::size_t nth, Money assessment) {
    return file(ana, AssessAsset{.asset = {.id = assets.at(nth)}, .assessment = assessment})
        .has_value();
  }
};

/// The books as the journal has them after an entry.
std::unique_ptr<FoldedJournal> folded_up_to(Journal& journal, Sequence last) {
  auto books = std::make_unique<FoldedJournal>();
  journal.reader()->read(0, [&](const Entry& entry) {
    books->take_in(entry);
    return entry.sequence < last;
  });
  return books;
}

tax::RegisterColumns columns_at(const Books& books, Instant from) {
  SimulatedColumns columns{books.timeline(), from};
  for (Ordinal asset = 0; asset < books.asset_count(); ++asset) {
    columns.take({asset, books.asset(asset)});
  }
  return std::move(columns).finished();
}

auto all_of(const tax::RegisterColumns& columns) {
  return std::tie(columns.assessment, columns.escrow, columns.carry, columns.expires_at,
                  columns.holder, columns.terms_of, columns.asset, columns.delinquent);
}

void check_is_of_its_entry(Journal& journal, const RegisterCopy& copy) {
  const auto folded = folded_up_to(journal, copy.head.sequence);
  CHECK(folded->head.digest == copy.head.digest);
  const tax::RegisterColumns expected = columns_at(folded->books, copy.from);
  const bool is_equal = all_of(copy.columns) == all_of(expected);
  CHECK(is_equal);
  CHECK(copy.columns.terms.size() == expected.terms.size());
}

TEST_CASE("a copy that is made while members file holds the register of one entry") {
  CopyScene scene;
  std::atomic<bool> enough{false};
  std::atomic<int> filed{0};
  std::jthread filer{[&] {
    std::mt19937 chance{7};
    for (int nth = 0; !enough; ++nth) {
      const std::size_t row = chance() % kCopiedAssets;
      filed += scene.reassess(row, units(3'650 + 1 + nth % 1'000)) ? 1 : 0;
      if (nth % 5 == 0) {
        filed += scene.file(scene.ana, EngineFixture::patent("EP" + std::to_string(nth),
                                                             units(3'650), units(900)))
                         .has_value()
                     ? 1
                     : 0;
      }
    }
  }};
  int slices_with_filings = 0;
  for (int round = 0; round < 12; ++round) {
    const int before = filed;
    const RegisterCopy copy = copied_register(
        *scene.engine, {.from = {}, .effective = {}, .advanced = [&](Ordinal, Ordinal) {
                          // At least one filing between two slices.
                          const int seen = filed;
                          for (int spin = 0; filed == seen && spin < 100; ++spin) {
                            std::this_thread::sleep_for(std::chrono::milliseconds{1});
                          }
                          slices_with_filings += filed > seen ? 1 : 0;
                        }});
    CHECK(filed > before);
    if (round % 4 == 0) check_is_of_its_entry(*scene.journal, copy);
  }
  enough = true;
  CHECK(slices_with_filings > 12);
}

TEST_CASE("a row that changes after it was copied is copied anew, and a new one is added") {
  CopyScene scene;
  bool once = false;
  const RegisterCopy copy = copied_register(
      *scene.engine, {.from = {}, .effective = {}, .advanced = [&](Ordinal done, Ordinal) {
                        if (done == 0 || once) return;
                        once = true;
                        REQUIRE(scene.reassess(3, units(5'000)));
                        REQUIRE(scene.reassess(4'400, units(6'000)));
                        scene.add("US-new");
                      }});
  CHECK(copy.columns.size() == kCopiedAssets + 1);
  CHECK(copy.columns.assessment[3] == units(5'000));
  CHECK(copy.columns.assessment[4'400] == units(6'000));
  check_is_of_its_entry(*scene.journal, copy);
}

TEST_CASE("a levy of the whole register, or a new schedule, begins the copy anew") {
  CopyScene scene;
  int times = 0;
  std::vector<Ordinal> done_at;
  const RegisterCopy copy = copied_register(
      *scene.engine,
      {.from = {}, .effective = {}, .advanced = [&](Ordinal done, Ordinal) {
         done_at.push_back(done);
         if (times++ > 0) return;
         // Past the first of a month, when every asset is levied.
         REQUIRE(scene.file(scene.operator_id, MoveClock{at("2026-02-02T00:00:00Z")}).has_value());
       }});
  CHECK(done_at.size() == 1 + 3);
  CHECK(done_at[1] == done_at[0]);
  CHECK(copy.head.at == at("2026-02-02T00:00:00Z"));
  CHECK(copy.from == copy.head.at);
  check_is_of_its_entry(*scene.journal, copy);
}

TEST_CASE("a copy is given up when its caller says so") {
  EngineFixture scene;
  struct Enough {};
  CHECK_THROWS_AS(
      copied_register(
          *scene.engine,
          {.from = {}, .effective = {}, .advanced = [](Ordinal, Ordinal) { throw Enough{}; }}),
      Enough);
}

}  // namespace
}  // namespace quitrent::testing
