// SPDX-License-Identifier: EUPL-1.2
#include "tools/verify/register_check.hpp"

#include <array>
#include <fstream>
#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"
#include "tests/registry/storage/fixture.hpp"
#include "tests/tools/verify/damaged_register.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

using storage_tests::TemporaryFolder;

const KeyedDigest kSeal = sealed_by("ours");

CheckedRegister check(const std::string& database, std::optional<ViewsClaim> views = {},
                      std::vector<Claim> claims = {}) {
  return checked_register(
      *read_sqlite_journal(database),
      {.keyed_digest = kSeal, .views = views, .journal = database, .claims = std::move(claims)},
      {});
}

/// The first damage as "place: what"; "whole" if there is none.
std::string verdict(const CheckedRegister& found) {
  if (found.damage.empty()) return "whole";
  return found.damage.front().where + ": " + found.damage.front().what;
}

TEST_CASE("whatever is changed in an early entry is found, and where") {
  struct Row {
    const char* why;
    std::string sql;
    std::string found;
  };
  const std::string unlike = "entry 9: entry 9 does not match its chain digest";
  const auto flipped = [](const char* column) {
    const std::string name = column;
    return "UPDATE entry SET " + name + " = CAST(substr(" + name + ", 1, 20) || x'07' || substr(" +
           name + ", 22) AS BLOB) WHERE sequence = 9";
  };
  const auto rows = std::to_array<Row>({
      {"a byte of the public part", flipped("public_part"), unlike},
      {"a byte of the private part", flipped("private_part"), unlike},
      {"a byte of the digest", flipped("digest"), unlike},
      {"its second", "UPDATE entry SET at = at + 1 WHERE sequence >= 9", unlike},
      {"a second before the entry before", "UPDATE entry SET at = at - 1 WHERE sequence = 9",
       "entry 9: entry 9 is dated before the entry before it"},
      {"its public number", "UPDATE entry SET first_public = first_public + 1 WHERE sequence = 9",
       "entry 9: entry 9 numbers its public events from "},
      {"how many public events it has",
       "UPDATE entry SET public_count = public_count + 1 WHERE sequence = 9", unlike},
      {"how many, by what four bytes do not hold",
       "UPDATE entry SET public_count = public_count + 4294967296 WHERE sequence = 9",
       "entry 9: entry 9 holds a number out of range"},
      {"a public number below zero", "UPDATE entry SET first_public = -5 WHERE sequence = 9",
       "entry 9: entry 9 holds a number out of range"},
      {"a digest cut short", "UPDATE entry SET digest = x'00' WHERE sequence = 9",
       "entry 9: entry 9 has a digest that is not 32 bytes long"},
      {"it is gone", "DELETE FROM entry WHERE sequence = 9",
       "entry 9: entry 9 is missing: entry 10 stands in its place"},
      {"it and all before are gone", "DELETE FROM entry WHERE sequence <= 9",
       "entry 1: entry 1 is missing: entry 10 stands in its place"},
      {"swapped with the next",
       "UPDATE entry SET sequence = 1000 WHERE sequence = 9;"
       "UPDATE entry SET sequence = 9 WHERE sequence = 10;"
       "UPDATE entry SET sequence = 10 WHERE sequence = 1000",
       "entry 9: entry 9 "},
      {"all that follow moved up by one",
       "UPDATE entry SET sequence = -sequence - 1 WHERE sequence >= 9;"
       "UPDATE entry SET sequence = -sequence WHERE sequence < 0",
       "entry 9: entry 9 is missing: entry 10 stands in its place"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const std::string database = folder.journal().string();
    make_register(database);
    edit(database, row.sql);
    const std::string said = verdict(check(database));
    CAPTURE(said);
    CHECK(said.starts_with(row.found));
  }
}

TEST_CASE("an entry that was changed together with its digest breaks the link behind it") {
  const TemporaryFolder folder;
  const std::string database = folder.journal().string();
  make_register(database);
  forge_entry(database, 9);
  CHECK(verdict(check(database)) == "entry 10: entry 10 does not match its chain digest");
}

TEST_CASE("each snapshot is held against the books of its entry") {
  struct Row {
    const char* why;
    std::function<void(const std::string& database, const std::string& other)> damage;
    std::string found;
  };
  const auto rows = std::to_array<Row>({
      {"as it was kept", [](const auto&, const auto&) {}, "whole"},
      {"another name and a fresh digest",
       [](const auto& database, const auto&) { forge_name(database, 40); },
       "snapshot 40: snapshot 40 does not bear the seal of this register"},
      {"the seal of another register",
       [](const auto& database, const auto&) { keep_snapshot(database, 40, sealed_by("theirs")); },
       "snapshot 40: snapshot 40 does not bear the seal of this register"},
      {"of a fork of the chain, sealed",
       [](const auto& database, const auto& other) {
         open_sqlite_journal(database)->keep_snapshot(folded_up_to(other, 40).snapshot(kSeal));
       },
       "snapshot 40: snapshot 40 stands on another chain than the journal's"},
      {"under the name of another",
       [](const auto& database, const auto&) {
         std::filesystem::rename(database + "-snapshot-40", database + "-snapshot-41");
       },
       "snapshot 41: snapshot 41 does not begin as a snapshot of its sequence and size does"},
      {"cut short",
       [](const auto& database, const auto&) {
         std::filesystem::resize_file(database + "-snapshot-40", 500);
       },
       "snapshot 40: snapshot 40 does not begin as a snapshot of its sequence and size does"},
      {"empty",
       [](const auto& database, const auto&) {
         std::filesystem::resize_file(database + "-snapshot-40", 0);
       },
       "snapshot 40: snapshot 40 is cut short"},
      {"one byte changed",
       [](const auto& database, const auto&) {
         std::fstream file{database + "-snapshot-40", std::ios::in | std::ios::out};
         file.seekp(300);
         file.put('?');
       },
       "snapshot 40: snapshot 40 does not match its digest"},
  });
  const TemporaryFolder origin;
  const std::string other = origin.journal().string();
  make_register(other);
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const std::string database = folder.journal().string();
    make_register(database);
    keep_snapshot(database, 20, kSeal);
    keep_snapshot(database, 40, kSeal);
    row.damage(database, other);
    const CheckedRegister found = check(database);
    CHECK(verdict(found).starts_with(row.found));
    CHECK(found.snapshots.front() == 20);
  }
}

TEST_CASE("a sealed snapshot with other books than the journal gives is found") {
  const TemporaryFolder folder;
  const std::string database = folder.journal().string();
  make_register(database);
  FoldedJournal forged = folded_up_to(database, 39);
  forged.head = folded_up_to(database, 40).head;
  open_sqlite_journal(database)->keep_snapshot(forged.snapshot(kSeal));
  CHECK(verdict(check(database)) ==
        "snapshot 40: snapshot 40 holds other books than the journal gives up to its entry");
}

TEST_CASE("a snapshot of another layout is no damage, and without a key seals are not checked") {
  const TemporaryFolder folder;
  const std::string database = folder.journal().string();
  make_register(database);
  Snapshot other = folded_up_to(database, 20).snapshot(kSeal);
  other.bytes.front() = '\1';
  other.digest = sha256(other.bytes);
  open_sqlite_journal(database)->keep_snapshot(other);
  keep_snapshot(database, 40, sealed_by("theirs"));
  const CheckedRegister found = checked_register(*read_sqlite_journal(database), {}, {});
  CHECK(verdict(found) == "whole");
  CHECK(found.snapshots == std::vector<Sequence>{40});
  CHECK(found.notes ==
        std::vector<std::string>{"snapshot 20 is of another layout and was not compared.",
                                 "The seals of snapshots were not checked, for want of the key."});
}

TEST_CASE("what the views claim is held against the books of their entry") {
  const TemporaryFolder folder;
  const std::string database = folder.journal().string();
  make_register(database);
  const FoldedJournal state = folded_up_to(database, 30);
  const ViewsClaim claim{.sequence = 30,
                         .digest = state.head.digest,
                         .assets = state.books.asset_count(),
                         .parties = state.books.party_count()};
  CHECK(verdict(check(database, claim)) == "whole");
  ViewsClaim wrong = claim;
  ++wrong.assets;
  CHECK(verdict(check(database, wrong)).starts_with("views: the views of entry 30 hold "));
}

TEST_CASE("what files say that the journal holds is held against it, and each is named") {
  const TemporaryFolder folder;
  const std::string database = folder.journal().string();
  make_register(database);
  const auto digest_at = [&](Sequence sequence) {
    return folded_up_to(database, sequence).head.digest;
  };
  const Sequence last = read_sqlite_journal(database)->newest();
  const std::string ends = ", but " + database + " ends with entry " + std::to_string(last);
  struct Row {
    const char* why;
    Claim claim;
    std::string found;
  };
  const auto rows = std::to_array<Row>({
      {"only that there was a register", {.file = "/a/key"}, "whole"},
      {"an entry that there is", {.file = "/a/head", .sequence = last}, "whole"},
      {"the same with its digest",
       {.file = "/a/head", .sequence = 30, .digest = digest_at(30)},
       "whole"},
      {"a later entry",
       {.file = "/a/head", .sequence = last + 1},
       "head: /a/head names entry " + std::to_string(last + 1) + ends},
      {"another entry",
       {.file = "/a/views", .sequence = 30, .digest = digest_at(31)},
       "views: /a/views names another entry 30 than " + database + " holds"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(verdict(check(database, {}, {row.claim})) == row.found);
  }
  CHECK(check(database, {}, {rows[3].claim, rows[0].claim, rows[4].claim}).damage.size() == 2);
  edit(database, "UPDATE entry SET at = at + 1 WHERE sequence = 9");
  const CheckedRegister both = check(database, {}, {rows[3].claim, rows[4].claim});
  REQUIRE(both.damage.size() == 2);  // if the journal is damaged, no digest is compared
  CHECK(both.damage[0].where == "entry 9");
  CHECK(both.damage[1].where == "head");
}

TEST_CASE("progress is told, and the check of a whole register counts what there is") {
  const TemporaryFolder folder;
  const std::string database = folder.journal().string();
  make_register(database);
  Sequence reported = 0;
  const CheckedRegister found = checked_register(
      *read_sqlite_journal(database), {.keyed_digest = kSeal},
      [&reported](Sequence done, Sequence all) { reported = done == all ? all : reported; });
  CHECK(verdict(found) == "whole");
  CHECK(found.assets == 60);
  CHECK(found.parties == 2);
  CHECK(reported == found.head.sequence);
  CHECK(found.notes.empty());
}

}  // namespace
}  // namespace quitrent::testing
