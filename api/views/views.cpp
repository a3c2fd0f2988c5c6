// SPDX-License-Identifier: EUPL-1.2
#include "api/views/views.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "api/views/folding.hpp"
#include "api/views/reading.hpp"
#include "api/views/view_file.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent {
namespace {

/// Entries that go into one transaction at most.
constexpr std::size_t kLongestBatch = 20'000;
/// While nobody waits, what was committed is written so often: the fewer and larger the batches,
/// the less each entry costs.
constexpr std::chrono::milliseconds kPause{300};
/// How long the views wait before they try again after a fault.
constexpr std::chrono::milliseconds kPauseAfterFault{1'000};
/// The log is taken into the file when it is so long. Unit: pages of 4 KiB.
constexpr int kCheckpointPages = 20'000;
/// The catalogue is saved after so many entries, or as many as there are assets if these are more:
/// what a start after a crash has to fold again.
constexpr Sequence kSaveEvery = 200'000;
/// Readers that are kept open for the next call.
constexpr std::size_t kReadersKept = 16;

}  // namespace

/// The thread that folds, and the readers at rest.
struct Views::Machine {
  Machine(std::filesystem::path file, ViewsSource from)
      : path{std::move(file)}, source{std::move(from)}, journal{source.journal.reader()} {}

  /// Opens the file, from where it stands; begins anew where that comes upon damage.
  void open();
  /// Opens the file as it is.
  void open_as_it_is();
  /// Closes it; readers that are still out are thrown away when they come back.
  void close();
  /// Closes and deletes it, so that the next `open` begins anew.
  void discard();
  /// Saves the catalogue as it stands.
  void save();
  /// Folds one batch after what is written; the number of entries that were.
  std::size_t fold_batch();
  /// Writes what was taken in and tells who waits.
  void write_batch();
  /// What the thread does until it is told to stop.
  void run(const std::stop_token& stop);
  /// Folds until nothing is left or the thread must stop; false after a fault.
  bool fold_all(const std::stop_token& stop);
  void pause(const std::stop_token& stop, std::chrono::milliseconds at_most);

  std::unique_ptr<ViewReader> lend();
  void take_back(std::unique_ptr<ViewReader> reader, std::uint64_t lent_in);
  /// Runs `read` with a reader of its own; what SQLite says becomes ViewsUnavailable.
  template <class Read>
  auto reading(Read&& read);

  const std::filesystem::path path;
  const ViewsSource source;
  // Of the thread that folds; no folding: the file is to be opened.
  const std::unique_ptr<JournalReader> journal;
  std::unique_ptr<Database> database;
  std::unique_ptr<Folding> folding;
  Sequence saved = 0;  ///< how far the saved catalogue goes

  std::atomic<Sequence> written = 0;    ///< newest entry that readers see
  std::atomic<Sequence> committed = 0;  ///< newest entry that the office told of
  std::atomic<bool> damaged = false;    ///< a reader found damage: begin anew

  std::mutex mutex;  ///< of what follows
  std::condition_variable_any changed;
  Sequence wanted = 0;           ///< somebody waits for it
  std::uint64_t generation = 0;  ///< readers of an older one are thrown away
  std::shared_ptr<Catalogue> catalogue;
  std::vector<std::unique_ptr<ViewReader>> resting;
  std::jthread thread;  ///< last: it stops before the rest goes
};

void Views::Machine::open() {
  try {
    open_as_it_is();
  } catch (const SqliteFault& fault) {
    if (!fault.damaged()) throw;
    discard();
    open_as_it_is();
  }
}

void Views::Machine::open_as_it_is() {
  close();
  database = open_view_file(path, *journal);
  auto loaded = std::make_shared<Catalogue>();
  try {
    load_catalogue(*database, *loaded);
  } catch (const DamagedBytes&) {
    close();
    delete_view_file(path);
    database = open_view_file(path, *journal);
    loaded = std::make_shared<Catalogue>();
  }
  folding = std::make_unique<Folding>(*database, *loaded, source.private_events);
  saved = folding->mark().sequence;
  const std::lock_guard lock{mutex};
  catalogue = std::move(loaded);
  written = saved;
}

void Views::Machine::close() {
  folding.reset();
  database.reset();
  const std::lock_guard lock{mutex};
  ++generation;
  resting.clear();
  written = 0;
}

void Views::Machine::discard() {
  close();
  damaged = false;
  delete_view_file(path);
}

void Views::Machine::save() {
  if (!folding || folding->mark().sequence == saved) return;
  save_catalogue(*database, *catalogue, folding->mark());
  saved = folding->mark().sequence;
}

std::size_t Views::Machine::fold_batch() {
  std::exception_ptr unreadable;
  try {
    journal->read(folding->mark().sequence, [this](const Entry& entry) {
      folding->take(entry);
      return folding->taken() < kLongestBatch;
    });
  } catch (const DamagedBytes&) {
    unreadable = std::current_exception();  // once what stands before it is written
  }
  const std::size_t taken = folding->taken();
  if (taken > 0) write_batch();
  if (unreadable) std::rethrow_exception(unreadable);
  return taken;
}

void Views::Machine::write_batch() {
  folding->write();
  {
    const std::lock_guard lock{mutex};
    written = folding->mark().sequence;
  }
  changed.notify_all();
  if (written - saved >= std::max<Sequence>(kSaveEvery, catalogue->asset_count())) save();
  if (database->log_pages() >= kCheckpointPages) database->checkpoint();
}

bool Views::Machine::fold_all(const std::stop_token& stop) {
  try {
    Sequence asked = 0;
    {
      const std::lock_guard lock{mutex};
      asked = wanted;
    }
    if (damaged) discard();
    if (!folding) open();
    while (!stop.stop_requested() && fold_batch() == kLongestBatch) {
    }
    // Whoever waits for an entry that the journal does not hold waits in vain, and not at our cost.
    const std::lock_guard lock{mutex};
    if (wanted == asked) wanted = 0;
    return true;
  } catch (const SqliteFault& fault) {
    source.complain(fault.what());
    damaged = damaged || fault.damaged();
  } catch (const ViewsUnsound& fault) {
    source.complain(fault.what());
    damaged = true;
  } catch (const std::exception& fault) {
    source.complain(fault.what());  // the journal's; the views are well
    return false;
  }
  // Half a batch may be in memory or in an open transaction: go on from the file.
  close();
  return false;
}

void Views::Machine::pause(const std::stop_token& stop, std::chrono::milliseconds at_most) {
  std::unique_lock lock{mutex};
  changed.wait_for(lock, stop, at_most, [this] { return wanted > written; });
}

void Views::Machine::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const bool due = committed > written || damaged || !folding;
    if (due && !fold_all(stop)) {
      std::unique_lock lock{mutex};
      changed.wait_for(lock, stop, kPauseAfterFault, [] { return false; });
    }
    pause(stop, kPause);
  }
  try {
    save();
  } catch (const SqliteFault& fault) {
    source.complain(fault.what());
  }
}

std::unique_ptr<ViewReader> Views::Machine::lend() {
  std::shared_ptr<const Catalogue> with;
  {
    const std::lock_guard lock{mutex};
    if (!resting.empty()) {
      auto reader = std::move(resting.back());
      resting.pop_back();
      return reader;
    }
    with = catalogue;
  }
  return std::make_unique<ViewReader>(path, with, source);
}

void Views::Machine::take_back(std::unique_ptr<ViewReader> reader, std::uint64_t lent_in) {
  const std::lock_guard lock{mutex};
  if (lent_in == generation && resting.size() < kReadersKept) resting.push_back(std::move(reader));
}

template <class Read>
auto Views::Machine::reading(Read&& read) {
  std::uint64_t lent_in = 0;
  {
    const std::lock_guard lock{mutex};
    lent_in = generation;
  }
  try {
    auto reader = lend();
    auto answer = std::forward<Read>(read)(*reader);
    take_back(std::move(reader), lent_in);
    return answer;
  } catch (const SqliteFault& fault) {
    if (fault.damaged()) damaged = true;
    throw ViewsUnavailable(fault.what());
  }
}

Views::Views(std::filesystem::path path, ViewsSource source)
    : machine_{std::make_unique<Machine>(std::move(path), std::move(source))} {
  try {
    machine_->open();
  } catch (const SqliteFault& fault) {
    throw ViewsUnavailable(fault.what());
  }
}

Views::~Views() = default;

void Views::catch_up(Sequence newest, const Progress& progress) {
  const auto fold_all = [&] {
    do {
      if (progress) progress(holds(), newest);
    } while (machine_->fold_batch() > 0);
  };
  const auto begin_anew = [&] {
    machine_->discard();
    machine_->open();
    fold_all();
  };
  try {
    try {
      fold_all();
    } catch (const SqliteFault& fault) {
      if (!fault.damaged()) throw;
      begin_anew();
    } catch (const ViewsUnsound&) {
      begin_anew();
    }
  } catch (const SqliteFault& fault) {
    throw ViewsUnavailable(fault.what());
  }
  committed(newest);
  machine_->thread =
      std::jthread([machine = machine_.get()](const std::stop_token& stop) { machine->run(stop); });
}

void Views::committed(Sequence newest) noexcept {
  // The thread looks by itself every so often, or as soon as somebody waits.
  machine_->committed = newest;
}

bool Views::wait_until(Sequence sequence, std::chrono::milliseconds at_most) {
  Machine& machine = *machine_;
  if (machine.written >= sequence) return true;
  std::unique_lock lock{machine.mutex};
  machine.wanted = std::max(machine.wanted, sequence);
  if (sequence > machine.committed) machine.committed = sequence;
  machine.changed.notify_all();
  return machine.changed.wait_for(lock, at_most,
                                  [&machine, sequence] { return machine.written >= sequence; });
}

Sequence Views::holds() const noexcept { return machine_->written; }

AssetPage Views::assets(const AssetQuery& query) {
  return machine_->reading([&](ViewReader& reader) { return reader.assets(query); });
}

std::vector<Conveyance> Views::chain_of_title(const AssetId& asset) {
  return machine_->reading([&](ViewReader& reader) { return reader.chain_of_title(asset); });
}

std::vector<NumberedEvent> Views::events_of(const AssetId& asset, std::uint64_t after,
                                            std::size_t limit) {
  return machine_->reading(
      [&](ViewReader& reader) { return reader.events_of(asset, after, limit); });
}

std::unique_ptr<JournalReader> Views::journal_reader() const {
  return machine_->source.journal.reader();
}

std::vector<NumberedEvent> Views::events_after(std::uint64_t after, std::size_t limit) {
  return machine_->reading([&](ViewReader& reader) { return reader.events_after(after, limit); });
}

std::optional<PurchaseView> Views::purchase(const PurchaseId& id) {
  return machine_->reading([&](ViewReader& reader) { return reader.purchase(id); });
}

std::vector<PurchaseView> Views::purchases_after(std::int64_t after, std::size_t limit) {
  return machine_->reading(
      [&](ViewReader& reader) { return reader.purchases_after(after, limit); });
}

AccountStatement Views::statement(Ordinal party, Period period) {
  return machine_->reading([&](ViewReader& reader) { return reader.statement(party, period); });
}

std::vector<ContestView> Views::contests_of(const AssetId& asset) {
  return machine_->reading([&](ViewReader& reader) { return reader.contests_of(asset); });
}

LineagePage Views::derived_from(const AssetId& asset, std::optional<Ordinal> after,
                                std::size_t limit) {
  return machine_->reading(
      [&](ViewReader& reader) { return reader.derived_from(asset, after, limit); });
}

std::optional<AssetReplay> Views::asset_at(const AssetId& asset, Instant at) {
  const Sequence newest = holds();
  return machine_->reading(
      [&](ViewReader& reader) { return reader.asset_at(asset, {.newest = newest, .at = at}); });
}

std::optional<TaxHistory> Views::tax_history(const AssetId& asset, Instant until) {
  const Sequence newest = holds();
  return machine_->reading([&](ViewReader& reader) {
    return reader.tax_history(asset, {.newest = newest, .at = until});
  });
}

RevenueFlow Views::revenue(Period period) {
  const Sequence newest = holds();
  return machine_->reading([&](ViewReader& reader) { return reader.revenue(period, newest); });
}

}  // namespace quitrent
