// SPDX-License-Identifier: EUPL-1.2
//
// A start uses a snapshot only if it has the register's seal and belongs to its journal.
#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/engine/folded_journal.hpp"
#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/api/engine/fixture.hpp"
#include "tests/registry/storage/fixture.hpp"

namespace quitrent {

using namespace api;
using namespace market;
namespace {

using storage_tests::TemporaryFolder;
using testing::EngineFixture;
using testing::units;

KeyedDigest sealed_by(std::string secret) {
  return [secret = std::move(secret)](std::string_view purpose, std::string_view bytes) {
    return sha256(secret + std::string{purpose} + std::string{bytes});
  };
}

const KeyedDigest kSeal = sealed_by("ours");

/// The state of a context's register up to `sequence`.
FoldedJournal folded_up_to(const EngineFixture& context, Sequence sequence) {
  FoldedJournal all;
  context.journal->reader()->read(0, [&](const Entry& entry) {
    all.fold(entry);
    return entry.sequence < sequence;
  });
  return all;
}

/// Seven entries: the founding, three members and their money.
EngineFixture three_members(const std::string& first) {
  EngineFixture context;
  for (const std::string& name : {first, std::string{"ben"}, std::string{"cat"}}) {
    context.member(name, units(5));
  }
  return context;
}

TEST_CASE("a snapshot that may not be believed is passed over with one line, for the older one") {
  struct Row {
    const char* why;
    std::function<void(Snapshot&)> change;
    std::string said;
  };
  const auto digested = [](Snapshot& snapshot) { snapshot.digest = sha256(snapshot.bytes); };
  const EngineFixture other = three_members("eve");
  const auto rows = std::to_array<Row>({
      {"another name and a fresh digest",
       [&](Snapshot& kept) {
         std::ranges::copy(std::string_view{"eve"},
                           std::ranges::search(kept.bytes, std::string_view{"ana"}).begin());
         digested(kept);
       },
       "does not bear the seal of this register"},
      {"the seal of another register",
       [&](Snapshot& kept) { kept = decoded_snapshot(kept, kSeal)->snapshot(sealed_by("theirs")); },
       "does not bear the seal of this register"},
      {"no seal",
       [&](Snapshot& kept) {
         kept.bytes.resize(kept.bytes.size() - 32);
         digested(kept);
       },
       "does not bear the seal of this register"},
      {"hardly a byte",
       [&](Snapshot& kept) {
         kept.bytes.resize(20);
         digested(kept);
       },
       "is cut short"},
      {"another layout",
       [&](Snapshot& kept) {
         kept.bytes.front() = '\2';
         digested(kept);
       },
       "is of another layout"},
      {"under the name of another entry", [&](Snapshot& kept) { kept.sequence = 7; },
       "is of entry 6"},
      {"a fork of the chain, sealed",
       [&](Snapshot& kept) { kept = folded_up_to(other, 6).snapshot(kSeal); },
       "stands on another chain than the journal's"},
      {"entries that are not there, sealed",
       [&](Snapshot& kept) {
         FoldedJournal later = *decoded_snapshot(kept, kSeal);
         later.head.sequence = 70;
         kept = later.snapshot(kSeal);
       },
       "stands on entries that the journal does not hold"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const EngineFixture context = three_members("ana");
    const std::string live = encoded_books(folded_up_to(context, 7).books);
    context.journal->keep_snapshot(folded_up_to(context, 4).snapshot(kSeal));
    Snapshot changed = folded_up_to(context, 6).snapshot(kSeal);
    row.change(changed);
    context.journal->keep_snapshot(changed);
    std::vector<Sequence> replayed;
    std::vector<std::string> said;
    const auto again = folded(*context.journal->reader(),
                              [&replayed](Sequence folded_to) {
                                replayed.push_back(folded_to);
                                return true;
                              },
                              {.keyed_digest = kSeal, .complain = [&said](std::string_view line) {
                                 said.emplace_back(line);
                               }});
    CHECK(encoded_books(again->books) == live);
    CHECK(replayed == std::vector<Sequence>{5, 6, 7});
    CHECK(said ==
          std::vector<std::string>{"the snapshot of entry " + std::to_string(changed.sequence) +
                                   " is passed over: it " + row.said});
  }
}

TEST_CASE("where no snapshot may be believed the whole journal is replayed") {
  const EngineFixture context = three_members("ana");
  context.journal->keep_snapshot(folded_up_to(context, 4).snapshot(sealed_by("theirs")));
  context.journal->keep_snapshot(folded_up_to(context, 6).snapshot(sealed_by("theirs")));
  Sequence first = 0;
  const auto again = folded(*context.journal->reader(),
                            [&first](Sequence folded_to) {
                              if (first == 0) first = folded_to;
                              return true;
                            },
                            {.keyed_digest = kSeal});
  CHECK(first == 1);
  CHECK(encoded_books(again->books) == encoded_books(folded_up_to(context, 7).books));
}

TEST_CASE("a repeat is not answered from an entry that was changed: filings stop") {
  const TemporaryFolder folder;
  EngineFixture context;
  context.engine.reset();
  context.journal = open_sqlite_journal(folder.journal());
  context.open();
  const PartyId ana = context.member("ana", units(1'000'000));
  const RepeatKey key{"first", sha256("first")};
  REQUIRE(
      context.file(ana, EngineFixture::patent("US1", units(1'000), units(50)), key).has_value());
  Database{folder.journal(), OpenAs::writer}.execute(
      "UPDATE entry SET private_part = CAST(private_part || x'00' AS BLOB) WHERE sequence = 4");
  CHECK_THROWS_AS(context.file(ana, EngineFixture::patent("US1", units(1'000), units(50)), key),
                  FilingsStopped);
  CHECK(context.engine->filing_stop()->reason == "entry 4 does not match its chain digest");
  context.engine.reset();
  context.journal.reset();
}

}  // namespace
}  // namespace quitrent
