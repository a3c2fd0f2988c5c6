// SPDX-License-Identifier: EUPL-1.2
#include "registry/journal/journal.hpp"

#include <array>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"

using namespace quitrent;

namespace {

Entry filed(std::int64_t at, std::uint32_t public_count, std::string public_part) {
  Entry entry;
  entry.at = Instant::from_seconds(at);
  entry.public_count = public_count;
  entry.public_part = std::move(public_part);
  entry.private_part = "seed and cash";
  return entry;
}

std::vector<Entry> chain() {
  std::vector<Entry> entries{filed(100, 2, "a sale"), filed(100, 0, ""), filed(101, 1, "a levy")};
  Head head;
  for (Entry& entry : entries) link_entry(head, entry);
  return entries;
}

}  // namespace

TEST_CASE("the first entry of a journal has the digest that its description gives") {
  // A program in another language made this digest, after registry/journal/README.md.
  Entry entry = filed(1'767'225'600, 1, "public");
  entry.private_part = "private";
  Head head;
  link_entry(head, entry);
  CHECK(to_text(entry.digest) ==
        "sha256:86f68541ebcba6427c7e2a3fb0848fea0319221ff4829fa0426c73898a0e18e7");
}

TEST_CASE("linked entries follow one another without gaps") {
  const auto entries = chain();
  CHECK(entries[0].sequence == 1);
  CHECK(entries[2].sequence == 3);
  CHECK(entries[0].first_public == 1);
  CHECK(entries[1].first_public == 3);
  CHECK(entries[2].first_public == 3);
  Head head;
  for (const Entry& entry : entries) CHECK(verify_link(head, entry) == std::nullopt);
  CHECK(head.sequence == 3);
  CHECK(head.next_public == 4);
  CHECK(head.at == Instant::from_seconds(101));
  CHECK(head.digest == entries[2].digest);
}

TEST_CASE("whoever lacks the private part verifies with its digest alone") {
  const auto entries = chain();
  CHECK(chained(entries[0].digest, entries[1], sha256(""), sha256("seed and cash")) ==
        entries[1].digest);
}

TEST_CASE("an entry that was tampered with breaks the chain") {
  struct Row {
    const char* why;
    std::function<void(Entry&)> change;
    const char* found;
  };
  const auto rows = std::to_array<Row>({
      {"another place", [](Entry& entry) { entry.sequence = 3; }, "entry 2 is missing"},
      {"an earlier instant", [](Entry& entry) { entry.at = Instant::from_seconds(99); },
       "entry 2 is dated before"},
      {"a later instant", [](Entry& entry) { entry.at = Instant::from_seconds(101); },
       "entry 2 does not match"},
      {"another number of events", [](Entry& entry) { entry.first_public = 4; },
       "entry 2 numbers its public events from 4 instead of 3"},
      {"more events", [](Entry& entry) { entry.public_count = 1; }, "entry 2 does not match"},
      {"another public part", [](Entry& entry) { entry.public_part = "x"; },
       "entry 2 does not match"},
      {"another private part", [](Entry& entry) { entry.private_part += "."; },
       "entry 2 does not match"},
      {"bytes moved between the parts",
       [](Entry& entry) {
         entry.public_part = "s";
         entry.private_part = "eed and cash";
       },
       "entry 2 does not match"},
      {"another digest", [](Entry& entry) { entry.digest.bytes[31] ^= 1U; },
       "entry 2 does not match"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    auto entries = chain();
    row.change(entries[1]);
    Head head;
    CHECK(verify_link(head, entries[0]) == std::nullopt);
    const Head before = head;
    const auto wrong = verify_link(head, entries[1]);
    REQUIRE(wrong.has_value());
    CHECK(wrong->find(row.found) == 0);
    CHECK(head.sequence == before.sequence);
    CHECK(head.digest == before.digest);
  }
}

TEST_CASE("an entry cannot be forged by hanging it on another past") {
  auto entries = chain();
  Head other;
  Entry first = filed(100, 2, "another sale");
  link_entry(other, first);
  const auto wrong = verify_link(other, entries[1]);
  REQUIRE(wrong.has_value());
  CHECK(*wrong == "entry 2 does not match its chain digest");
}
