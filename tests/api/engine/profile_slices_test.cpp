// SPDX-License-Identifier: EUPL-1.2
//
// A profile for many assets, as the writer works it off: slice by slice in the journal, in
// one second, and whole before anybody is answered.
#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include "api/engine/engine.hpp"
#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/state/figures.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent::testing {
namespace {

constexpr int kAssets = 1'201;
constexpr std::size_t kLargestSlice = 500;

RegisterAsset work() {
  auto particulars = std::make_shared<Particulars>();
  particulars->name = "Werk";
  particulars->terms.form = TermsForm::licence;
  particulars->terms.spdx = "LicenseRef-Own";
  particulars->terms.documents = {{.reference = "LicenseRef-Own", .digest = sha256("text")}};
  return {.asset_class = AssetClass::software,
          .particulars = std::move(particulars),
          .assessment = units(36'500),
          .escrow = units(500)};
}

/// An engine with many assets that state one text, and a registrar.
struct ManyNamed : EngineFixture {
  ManyNamed() {
    const PartyId ana = member("ana", units(10'000'000));
    ensure(
        file(operator_id, RegisterParty{"rea", Roles{Role::registrar}, sha256("rea")}).has_value(),
        "a registrar is registered");
    rea = engine->inquire(
        [](const Books& books, Instant) { return books.party(books.party_count() - 1).id; });
    for (int asset = 0; asset < kAssets; ++asset) {
      ensure(file(ana, work()).has_value(), "an asset is registered");
    }
  }

  /// The degree of the newest asset, which the last slice reaches.
  Share degree_of_last() const {
    return engine->inquire([](const Books& books, Instant now) {
      return degree_at(*books.timeline(), books.asset(books.asset_count() - 1), now);
    });
  }

  PartyId rea;
};

/// What an entry says about a profile.
struct Slice {
  Sequence sequence = 0;
  Instant at;
  std::size_t changed = 0;
  std::optional<ProfileConsidered> considered = {};
};

std::vector<Slice> slices_of(Journal& journal) {
  std::vector<Slice> slices;
  journal.reader()->read(0, [&slices](const Entry& entry) {
    Slice slice{.sequence = entry.sequence, .at = entry.at};
    for (const Event& event : decoded(entry.public_part)) {
      if (std::holds_alternative<TermsChanged>(event)) ++slice.changed;
      if (const auto* progress = std::get_if<ProfileConsidered>(&event)) {
        slice.considered = *progress;
      }
    }
    if (slice.considered) slices.push_back(slice);
    return true;
  });
  return slices;
}

TEST_CASE("a profile takes effect in slices of one second, before anybody is answered") {
  ManyNamed many;
  many.clock->advance(at("2026-01-05T00:00:00Z"));
  CHECK(many.degree_of_last() == kWhole);
  REQUIRE(
      many.file(many.rea, RecordProfile{"LicenseRef-Own", {}, "read", sha256("text")}).has_value());
  CHECK(many.degree_of_last() == Share{});
  const std::vector<Slice> slices = slices_of(*many.journal);
  REQUIRE(slices.size() == 3);
  std::size_t changed = 0;
  for (const Slice& slice : slices) {
    CHECK(slice.at == at("2026-01-05T00:00:00Z"));
    CHECK(slice.changed <= kLargestSlice);
    changed += slice.changed;
  }
  CHECK(changed == kAssets);
  CHECK(slices.back().considered->next == kAssets);
  CHECK(slices.back().considered->end == kAssets);
}

TEST_CASE("after a crash between slices a profile takes effect as if there had been none") {
  ManyNamed many;
  REQUIRE(
      many.file(many.rea, RecordProfile{"LicenseRef-Own", {}, "read", sha256("text")}).has_value());
  const std::vector<Slice> slices = slices_of(*many.journal);
  const Digest whole = many.journal->head().digest;
  for (const Slice& last : slices) {
    CAPTURE(last.sequence);
    std::vector<Entry> kept;
    many.journal->reader()->read(0, [&](const Entry& entry) {
      kept.push_back(entry);
      return entry.sequence < last.sequence;
    });
    EngineFixture crashed;
    crashed.engine.reset();
    crashed.journal = open_memory_journal();
    crashed.journal->append(kept);
    crashed.open();
    CHECK(crashed.journal->head().digest == whole);
    const auto bytes = [](const Books& books, Instant) { return encoded_books(books); };
    CHECK(crashed.engine->inquire(bytes) == many.engine->inquire(bytes));
  }
}

}  // namespace
}  // namespace quitrent::testing
