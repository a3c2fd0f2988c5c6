// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include "api/engine/journal_verification.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/registry/storage/fixture.hpp"

namespace quitrent {

using namespace api;
namespace {

using storage_tests::TemporaryFolder;

constexpr int kEntries = 60;
/// Passes follow one another without a pause, as fast as possible.
constexpr VerificationLimits kAtOnce{.entries_per_second = 1'000'000,
                                     .between = std::chrono::seconds{0},
                                     .after_fault = std::chrono::seconds{0}};

/// Receives the reports of a verification.
class Watcher {
 public:
  /// `newest` is the newest entry as the owner of the journal states it.
  explicit Watcher(Sequence newest) : newest_{newest} {}

  VerificationCalls calls() {
    return {.newest =
                [this] {
                  const std::scoped_lock lock{lock_};
                  ++passes_;
                  changed_.notify_all();
                  return newest_;
                },
            .damaged =
                [this](std::string what) {
                  const std::scoped_lock lock{lock_};
                  damage_ = std::move(what);
                  changed_.notify_all();
                },
            .complain =
                [this](std::string_view line) {
                  const std::scoped_lock lock{lock_};
                  complaint_ = line;
                }};
  }
  /// Waits for damage. Empty if none is reported in a minute.
  std::string damage() {
    std::unique_lock lock{lock_};
    changed_.wait_for(lock, std::chrono::minutes{1}, [this] { return damage_.has_value(); });
    return damage_.value_or("");
  }
  /// Waits until this many passes have begun.
  bool begins(int passes) {
    std::unique_lock lock{lock_};
    return changed_.wait_for(lock, std::chrono::minutes{1},
                             [this, passes] { return passes_ >= passes; });
  }
  bool found_damage() {
    const std::scoped_lock lock{lock_};
    return damage_.has_value();
  }
  std::string complaint() {
    const std::scoped_lock lock{lock_};
    return complaint_;
  }

 private:
  const Sequence newest_;
  std::mutex lock_;
  std::condition_variable changed_;
  std::optional<std::string> damage_;
  std::string complaint_;
  int passes_ = 0;
};

TEST_CASE("a pass finds damage anywhere in the journal and says where") {
  struct Row {
    const char* why;
    std::string sql;
    std::string found;
  };
  const auto rows = std::to_array<Row>({
      {"the first entry", "UPDATE entry SET public_part = x'00' WHERE sequence = 1",
       "entry 1 does not match its chain digest"},
      {"one in the middle", "UPDATE entry SET private_part = x'00' WHERE sequence = 31",
       "entry 31 does not match its chain digest"},
      {"the last", "UPDATE entry SET at = at + 1 WHERE sequence = 60",
       "entry 60 does not match its chain digest"},
      {"one is gone", "DELETE FROM entry WHERE sequence = 31",
       "entry 31 is missing: entry 32 stands in its place"},
      {"the last ones are gone", "DELETE FROM entry WHERE sequence > 57",
       "entry 58 is missing: the journal ends before entry 60"},
      {"a number that no entry has", "UPDATE entry SET public_count = -1 WHERE sequence = 31",
       "entry 31 holds a number out of range"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const auto journal = open_sqlite_journal(folder.journal());
    storage_tests::append(*journal, kEntries);
    Database{folder.journal(), OpenAs::writer}.execute(row.sql.c_str());
    Watcher watcher{kEntries};
    const JournalVerification verification{*journal, journal->head(), kAtOnce, watcher.calls()};
    CHECK(watcher.damage() == row.found);
  }
}

TEST_CASE("a chain that was made anew from an entry on is told by where the register started") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  storage_tests::append(*journal, kEntries);
  Head known = journal->head();
  known.digest = sha256("another");
  Watcher watcher{kEntries};
  const JournalVerification verification{*journal, known, kAtOnce, watcher.calls()};
  CHECK(watcher.damage() == "entry 60 has another chain digest than when the register started");
}

TEST_CASE("passes over a whole journal follow one another and find nothing") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  storage_tests::append(*journal, kEntries);
  Watcher watcher{kEntries};
  {
    const JournalVerification verification{*journal, journal->head(), kAtOnce, watcher.calls()};
    CHECK(watcher.begins(3));
  }
  CHECK_FALSE(watcher.found_damage());
  CHECK(watcher.complaint().empty());
}

TEST_CASE("a slow pass ends at once when the register does") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  storage_tests::append(*journal, kEntries);
  Watcher watcher{kEntries};
  {
    const JournalVerification verification{
        *journal, journal->head(), {.entries_per_second = 1}, watcher.calls()};
    CHECK(watcher.begins(1));
  }
  CHECK_FALSE(watcher.found_damage());
}

/// A journal that cannot give its first reader.
class JournalWithoutFirstReader final : public Journal {
 public:
  explicit JournalWithoutFirstReader(Journal& inner) : inner_{inner} {}
  void append(std::span<const Entry> entries) override { inner_.append(entries); }
  Head head() const override { return inner_.head(); }
  std::unique_ptr<JournalReader> reader() override {
    if (std::exchange(first_, false)) throw JournalFault("too many open files");
    return inner_.reader();
  }
  void keep_snapshot(const Snapshot& snapshot) override { inner_.keep_snapshot(snapshot); }

 private:
  Journal& inner_;
  bool first_ = true;
};

TEST_CASE("what keeps a pass from reading is no damage: it is said, and tried again") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  storage_tests::append(*journal, kEntries);
  JournalWithoutFirstReader failing{*journal};
  Watcher watcher{kEntries};
  {
    const JournalVerification verification{failing, journal->head(), kAtOnce, watcher.calls()};
    CHECK(watcher.begins(3));
  }
  CHECK_FALSE(watcher.found_damage());
  CHECK(watcher.complaint() == "the journal is not verified now: too many open files");
}

}  // namespace
}  // namespace quitrent
