// SPDX-License-Identifier: EUPL-1.2
//
// What every adapter of the journal guarantees: each test runs over every adapter.
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "registry/storage/memory/faulty_journal.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::storage_tests;

namespace {

/// Runs `test` over a fresh journal of each kind.
void over_each(const std::function<void(Journal&)>& test) {
  SUBCASE("in memory") { test(*open_memory_journal()); }
  SUBCASE("in SQLite") {
    const TemporaryFolder folder;
    test(*open_sqlite_journal(folder.journal()));
  }
  SUBCASE("in SQLite, with a log that is taken in after each page") {
    const TemporaryFolder folder;
    test(*open_sqlite_journal(folder.journal(), {.checkpoint_pages = 1}));
  }
  SUBCASE("behind a fault that is not due") {
    const auto inner = open_memory_journal();
    test(*faulty_journal(*inner, {.nth_append = 1'000'000}));
  }
}

}  // namespace

TEST_CASE("a new journal is empty") {
  over_each([](Journal& journal) {
    CHECK(journal.head().sequence == 0);
    CHECK(journal.head().next_public == 1);
    CHECK(journal.head().digest == Digest{});
    const auto reader = journal.reader();
    CHECK(entries_after(*reader, 0).empty());
    CHECK(reader->holding_public(1) == 0);
    CHECK_FALSE(reader->newest_snapshot().has_value());
  });
}

TEST_CASE("what was appended is read again, byte for byte and in order") {
  over_each([](Journal& journal) {
    Head head;
    const auto first = batch(head, 3);
    const auto second = batch(head, 700);
    journal.append(first);
    journal.append({});
    journal.append(second);
    CHECK(journal.head().sequence == 703);
    CHECK(journal.head().at == head.at);
    CHECK(journal.head().next_public == head.next_public);
    CHECK(journal.head().digest == head.digest);
    const auto reader = journal.reader();
    const auto all = entries_after(*reader, 0);
    REQUIRE(all.size() == 703);
    bool same = true;
    for (std::size_t index = 0; index < all.size(); ++index) {
      const Entry& wanted = index < 3 ? first[index] : second[index - 3];
      const Entry& found = all[index];
      same = same && found.sequence == wanted.sequence && found.at == wanted.at &&
             found.first_public == wanted.first_public &&
             found.public_count == wanted.public_count && found.public_part == wanted.public_part &&
             found.private_part == wanted.private_part && found.digest == wanted.digest;
    }
    CHECK(same);
    CHECK(verified_head(*reader).digest == head.digest);
  });
}

TEST_CASE("a reader begins after any entry and stops when it is told to") {
  over_each([](Journal& journal) {
    append(journal, 20);
    const auto reader = journal.reader();
    CHECK(entries_after(*reader, 17).size() == 3);
    CHECK(entries_after(*reader, 20).empty());
    CHECK(entries_after(*reader, 99).empty());
    int visited = 0;
    reader->read(4, [&](const Entry& entry) {
      ++visited;
      return entry.sequence < 9;
    });
    CHECK(visited == 5);
  });
}

TEST_CASE("a visitor may ask its own reader for more") {
  over_each([](Journal& journal) {
    append(journal, 30);
    const auto reader = journal.reader();
    std::uint64_t sum = 0;
    reader->read(0, [&](const Entry& entry) {
      sum += entries_after(*reader, entry.sequence).size();
      return reader->holding_public(1) == 1;
    });
    CHECK(sum == 30U * 29U / 2U);
  });
}

TEST_CASE("a public event is found by its number") {
  over_each([](Journal& journal) {
    append(journal, 100);
    const auto reader = journal.reader();
    for (const Entry& entry : entries_after(*reader, 0)) {
      for (std::uint32_t index = 0; index < entry.public_count; ++index) {
        CHECK(reader->holding_public(entry.first_public + index) == entry.sequence);
      }
    }
    CHECK(reader->holding_public(0) == 1);
    CHECK(reader->holding_public(journal.head().next_public) == 0);
    CHECK(reader->holding_public(journal.head().next_public - 1) == 100);
  });
}

TEST_CASE("a reader sees what was appended after it was made") {
  over_each([](Journal& journal) {
    append(journal, 1);
    const auto reader = journal.reader();
    CHECK(entries_after(*reader, 0).size() == 1);
    append(journal, 2);
    CHECK(entries_after(*reader, 0).size() == 3);
  });
}

TEST_CASE("readers in other threads see whole batches while the journal is written") {
  over_each([](Journal& journal) {
    constexpr int batches = 60;
    constexpr int batch_size = 5;
    std::atomic<bool> done = false;
    const auto look = [&done](JournalReader& reader, std::string& wrong) {
      Head head;
      try {
        while (head.sequence < Sequence{batches} * batch_size) {
          const bool last_look = done;
          reader.read(head.sequence, [&](const Entry& entry) {
            if (const auto broken = verify_link(head, entry)) throw std::runtime_error(*broken);
            return true;
          });
          if (last_look) break;
          std::this_thread::yield();
        }
      } catch (const std::exception& fault) {
        wrong = fault.what();
      }
      if (wrong.empty() && head.sequence != Sequence{batches} * batch_size) wrong = "ended early";
    };
    std::array<std::string, 2> wrong;
    std::array<std::thread, 2> threads;
    for (std::size_t index = 0; index < threads.size(); ++index) {
      threads[index] = std::thread([&, index] {
        const auto reader = journal.reader();
        look(*reader, wrong[index]);
      });
    }
    for (int round = 0; round < batches; ++round) append(journal, batch_size);
    done = true;
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong[0] == "");
    CHECK(wrong[1] == "");
  });
}

TEST_CASE("the newest two snapshots are kept, whichever came last") {
  over_each([](Journal& journal) {
    append(journal, 50);
    const auto reader = journal.reader();
    for (const Sequence sequence : {10U, 30U, 20U, 30U}) {
      const std::string bytes = "the books after " + std::to_string(sequence);
      journal.keep_snapshot({sequence, sha256(bytes), bytes});
    }
    const auto newest = reader->newest_snapshot();
    REQUIRE(newest.has_value());
    CHECK(newest->sequence == 30);
    CHECK(newest->bytes == "the books after 30");
    CHECK(newest->digest == sha256(newest->bytes));
  });
}

TEST_CASE("a journal that broke stays broken and shows what arrived") {
  struct Row {
    const char* why;
    FaultPoint point;
    Sequence arrived;
  };
  const auto rows = std::to_array<Row>({{"before the write", FaultPoint::before_write, 2},
                                        {"after the write", FaultPoint::after_write, 4}});
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto inner = open_memory_journal();
    const auto journal = faulty_journal(*inner, {.nth_append = 2, .point = row.point});
    append(*journal, 2);
    CHECK_THROWS_AS(append(*journal, 2), JournalFault);
    CHECK_THROWS_AS(append(*journal, 2), JournalFault);
    CHECK(inner->head().sequence == row.arrived);
  }
}
