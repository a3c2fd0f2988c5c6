// SPDX-License-Identifier: EUPL-1.2
//
// How much of a history an answer reads: as little at its end as at its beginning.
#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/views/views.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"
#include "tests/api/views/chronicle.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::view_tests;
using storage_tests::TemporaryFolder;

namespace {

/// The most events that an answer reads. Source: the issue on bounds, C4.
constexpr int kMostEvents = 10'000;
constexpr std::int64_t kBegin = 1'800'000'000;
constexpr std::int64_t kDeposits = 30'000;

/// A journal that counts the entries that are read from it.
class CountingJournal : public Journal {
 public:
  void append(std::span<const Entry> entries) override { journal_->append(entries); }
  Head head() const override { return journal_->head(); }
  std::unique_ptr<JournalReader> reader() override {
    return std::make_unique<Reader>(journal_->reader(), read_);
  }
  void keep_snapshot(const Snapshot& snapshot) override { journal_->keep_snapshot(snapshot); }
  /// How many entries were read since the last call.
  int taken() { return read_.exchange(0); }

 private:
  class Reader : public JournalReader {
   public:
    Reader(std::unique_ptr<JournalReader> reader, std::atomic<int>& read)
        : reader_{std::move(reader)}, read_{read} {}
    void read(Sequence after, const std::function<bool(const Entry&)>& visit) override {
      reader_->read(after, [&](const Entry& entry) {
        ++read_;
        return visit(entry);
      });
    }
    Sequence holding_public(std::uint64_t number) override {
      return reader_->holding_public(number);
    }
    Sequence newest() override { return reader_->newest(); }
    std::vector<Sequence> snapshots() override { return reader_->snapshots(); }
    std::expected<Snapshot, std::string> snapshot(Sequence sequence) override {
      return reader_->snapshot(sequence);
    }

   private:
    std::unique_ptr<JournalReader> reader_;
    std::atomic<int>& read_;
  };

  std::unique_ptr<Journal> journal_ = open_memory_journal();
  std::atomic<int> read_ = 0;
};

/// The status of the asset after the n-th deposit of 1 µ. There is one deposit a second.
AssetStatus after_deposit(std::int64_t n) {
  AssetStatus status = active(units(1'000), kBegin + 90'000);
  status.escrow = Money::from_micro(100'000'000 + n);
  status.levied_to = Instant::from_seconds(kBegin + n);
  return status;
}

/// One asset to which a stranger deposits again and again. In place of every `revalued`-th deposit
/// the holder states another value.
void fill(Journal& journal, std::int64_t revalued) {
  Chronicle chronicle{journal};
  chronicle.enter(kBegin, {SchedulePublished{.id = nth<ScheduleKind>(1),
                                             .toml = std::string{founding_schedule_toml()},
                                             .effective = Instant::from_seconds(kBegin)},
                           Chronicle::registered({1,
                                                  AssetClass::patent,
                                                  1,
                                                  after_deposit(0),
                                                  {.name = "n", .identifiers = {}, .terms = {}}})});
  for (std::int64_t n = 1; n <= kDeposits; ++n) {
    AssetStatus status = after_deposit(n);
    status.assessment = units(1'000 + n / revalued);
    const bool revalues = n % revalued == 0;
    chronicle.enter(kBegin + n,
                    {AssetStatusChanged{.asset = asset(1),
                                        .cause = revalues ? AssetStatusCause::assessment
                                                          : AssetStatusCause::escrow_deposit,
                                        .levy = {},
                                        .amount = Money::from_micro(1),
                                        .status = status},
                     MoneyPosted{{.kind = PostingKind::credit,
                                  .has_asset = false,
                                  .asset = 0,
                                  .reference = std::to_string(n),
                                  .lines = {{{AccountKind::cash, 2}, Money::from_micro(n)}}}}});
  }
}

struct BoundsRegister {
  explicit BoundsRegister(std::int64_t revalued) {
    fill(journal, revalued);
    views.catch_up(journal.head().sequence);
    journal.taken();
  }
  /// The answer of `read`. Checks that it reads few events.
  template <class Read>
  auto bounded(Read&& read) {
    journal.taken();
    auto answer = read();
    const int taken = journal.taken();
    CHECK(taken <= kMostEvents);
    return answer;
  }

  TemporaryFolder folder;
  CountingJournal journal;
  Views views{folder.path() / "views",
              {.journal = journal,
               .private_events = &Chronicle::private_events,
               .complain = [](std::string_view line) { FAIL(line); }}};
};

Instant second(std::int64_t n) { return Instant::from_seconds(kBegin + n); }

}  // namespace

TEST_CASE("thirty thousand deposits make no answer about the past longer to come by") {
  BoundsRegister reg{kDeposits + 1};
  for (const std::int64_t n : {0L, 1L, 1'023L, 1'024L, 1'025L, 9'999L, 20'480L, 29'999L, 30'000L}) {
    CAPTURE(n);
    const auto past = reg.bounded([&] { return reg.views.asset_at(asset(1), second(n)); });
    REQUIRE(past.has_value());
    CHECK(past->asset()->status.escrow == Money::from_micro(100'000'000 + n));
  }
  const auto history =
      reg.bounded([&] { return reg.views.tax_history(asset(1), {second(0), second(kDeposits)}); });
  REQUIRE(history.has_value());
  CHECK(history->until == second(kDeposits));
  const auto slices = tax_slices(*history, {second(0), second(kDeposits)});
  REQUIRE(slices.size() == 1);
  CHECK(slices[0].interval.over == Period{second(0), second(kDeposits)});
}

TEST_CASE("thirty thousand changes of value come page by page, and each page is soon made") {
  BoundsRegister reg{3};
  std::size_t slices = 0;
  std::size_t pages = 0;
  for (Instant from = second(0); from < second(kDeposits); ++pages) {
    const auto history =
        reg.bounded([&] { return reg.views.tax_history(asset(1), {from, second(kDeposits)}); });
    REQUIRE(history.has_value());
    const auto page = tax_slices(*history, {from, std::min(history->until, second(kDeposits))});
    REQUIRE_FALSE(page.empty());
    CHECK(page.front().interval.over.begin == from);
    slices += page.size();
    from = page.back().interval.over.end;
  }
  CHECK(slices == 1 + (kDeposits - 1) / 3);
  CHECK(pages > 5);
}

TEST_CASE("a page of a long history, a long account's sums, are soon made wherever they lie") {
  BoundsRegister reg{7};
  for (const std::uint64_t after : {0UL, 70UL, 1'030UL, 17'000UL, 29'990UL}) {
    CAPTURE(after);
    const auto events = reg.bounded([&] { return events_of(reg.views, asset(1), after, 50); });
    REQUIRE(!events.empty());
    // The schedule has number 1 and does not concern the asset.
    CHECK(events.front().number == std::max<std::uint64_t>(after + 1, 2));
    CHECK(events.size() == std::min<std::uint64_t>(50, kDeposits + 3 - events.front().number));
  }
  for (const std::int64_t n : {1L, 64L, 1'024L, 2'048L, 15'000L, 29'980L}) {
    CAPTURE(n);
    const AccountStatement statement = reg.bounded(
        [&] { return reg.views.statement({.party = 2, .period = {second(n), second(n + 20)}}); });
    CHECK(statement.opening == Money::from_micro(n * (n - 1) / 2));
    CHECK(statement.lines.size() == 20);
    CHECK(statement.closing == Money::from_micro((n + 20) * (n + 19) / 2));
  }
}

TEST_CASE("states of an asset are kept again by views that are made anew or go on") {
  BoundsRegister reg{5};
  const auto expected = reg.views.asset_at(asset(1), second(25'000));
  const auto path = reg.folder.path() / "again";
  for (int start = 0; start < 2; ++start) {
    Views views{path, {reg.journal, &Chronicle::private_events, [](std::string_view) {}}};
    views.catch_up(reg.journal.head().sequence);
    reg.journal.taken();
    const auto past = views.asset_at(asset(1), second(25'000));
    CHECK(reg.journal.taken() <= 2'048);
    REQUIRE(past.has_value());
    CHECK(past->asset()->status.version == expected->asset()->status.version);
    CHECK(past->asset()->status.assessment == units(6'000));
  }
}
