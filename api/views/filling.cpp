// SPDX-License-Identifier: EUPL-1.2
#include "api/views/filling.hpp"

#include <algorithm>
#include <utility>

#include "api/views/past.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

/// Most entries in one transaction.
constexpr std::size_t kLongestBatch = 20'000;
/// Time between two writes of committed entries while nobody waits. In larger batches an entry
/// costs less.
constexpr std::chrono::milliseconds kPause{300};
/// How long the views wait before they try again after a fault.
constexpr std::chrono::milliseconds kPauseAfterFault{1'000};
/// Length of the log at which it is checkpointed. Unit: pages of 4 KiB.
constexpr int kCheckpointPages = 20'000;
/// The catalogue is saved after this many entries, or after as many as there are assets if these
/// are more. A start after a crash folds these entries again.
constexpr Sequence kSaveEvery = 200'000;
/// Most readers kept open for the next call.
constexpr std::size_t kReadersKept = 16;
/// A read does not wait for views that lack more entries than this.
constexpr Sequence kSoonDone = 50'000;
/// Shortest time between two remakings of the views for a fault that may be the journal's.
constexpr std::chrono::minutes kBetweenDoubts{10};

}  // namespace

Filling::Filling(std::filesystem::path path, ViewsSource source)
    : path_{std::move(path)},
      source_{std::move(source)},
      seal_{source_.keyed_digest, "views"},
      journal_{source_.journal.reader()} {}

Filling::~Filling() {
  thread_ = {};
  const std::lock_guard lock{mutex_};
  idle_readers_.clear();
}

bool Filling::is_moved() const {
  return identity_of(path_) != database_at_ || identity_of(path_.string() + "-wal") != log_at_;
}

void Filling::open() {
  std::string why;
  try {
    try {
      return open_as_it_is();
    } catch (const SqliteFault& fault) {
      if (fault.may_pass()) throw;
      why = fault.what();
    } catch (const DamagedBytes& fault) {
      why = fault.what();
    } catch (const ViewsUnsound& fault) {
      why = fault.what();
    }
    discard(why);
    open_as_it_is();
  } catch (const SqliteFault& fault) {
    if (!fault.wants_room()) throw ViewsUnavailable(fault.what());
    want_room(fault);
  }
}

void Filling::want_room(const SqliteFault& fault) {
  close();
  say(fault.what());
  const std::lock_guard lock{mutex_};
  why_ = fault.what();
}

void Filling::open_as_it_is() {
  close();
  file_ = open_view_file(path_, seal_, *journal_, [this](std::string_view why) {
    say("the views " + path_.string() + " are made anew: " + std::string{why});
  });
  auto loaded = std::make_shared<Catalogue>();
  load_catalogue(file_->database(), *loaded);
  folding_ = std::make_unique<Folding>(*file_, *loaded, source_);
  // A first transaction makes the log now; the next transaction may come much later.
  file_->begin();
  file_->commit();
  database_at_ = identity_of(path_);
  log_at_ = identity_of(path_.string() + "-wal");
  saved_ = folding_->mark().sequence;
  verified_.reset();
  if (saved_ == 0) verified_.emplace();
  newest_ = committed_;
  const std::lock_guard lock{mutex_};
  catalogue_ = std::move(loaded);
  written_ = saved_;
}

void Filling::require_own_journal() {
  try {
    source_.journal.check_in_place();
  } catch (const JournalMisplaced& fault) {
    if (source_.misplaced) source_.misplaced(fault.what());
    throw;
  }
}

void Filling::close() {
  require_own_journal();  // closing removes the log by its name
  {
    const std::lock_guard lock{mutex_};
    ++generation_;
    idle_readers_.clear();
    written_ = 0;
  }
  own_.reset();
  folding_.reset();
  file_.reset();
}

void Filling::discard(std::string_view why) {
  require_own_journal();
  say("the views " + path_.string() + " are made anew: " + std::string{why});
  close();
  const std::lock_guard lock{mutex_};
  doubted_ = false;
  delete_view_file(path_);
}

void Filling::save() {
  if (!folding_ || folding_->mark().sequence == saved_) return;
  save_catalogue(*file_, *catalogue_, folding_->mark());
  saved_ = folding_->mark().sequence;
}

void Filling::take(const Entry& entry) {
  if (entry.sequence != folding_->mark().sequence + 1) {
    throw DamagedBytes("the journal misses it");
  }
  if (verified_ && entry.sequence <= newest_) {
    if (const auto wrong = verify_link(*verified_, entry)) throw DamagedBytes(*wrong);
  }
  folding_->take(entry);
}

std::size_t Filling::fold_batch() {
  std::exception_ptr unreadable;
  try {
    journal_->read(folding_->mark().sequence, [this](const Entry& entry) {
      take(entry);
      return folding_->taken() < kLongestBatch;
    });
  } catch (const DamagedBytes& fault) {
    // Thrown only after the entries before it are written.
    const Sequence at = folding_->mark().sequence + 1;
    if (source_.entry_damaged) source_.entry_damaged(at, fault.what());
    unreadable = std::make_exception_ptr(
        DamagedBytes("entry " + std::to_string(at) +
                     " of the journal is damaged, and the views end before it: " + fault.what()));
  }
  const std::size_t taken = folding_->taken();
  if (taken > 0) write_batch();
  if (unreadable) std::rethrow_exception(unreadable);
  return taken;
}

void Filling::keep_states() {
  try {
    for (const Milestone& milestone : folding_->take_milestones()) {
      if (!own_) own_ = std::make_unique<ViewReader>(path_, catalogue_, source_, &seal_);
      file_->keep(milestone.number, state_at(*own_, milestone.asset, milestone.number));
    }
  } catch (const DamagedBytes& fault) {
    throw ViewsUnsound(fault.what());  // the journal's entries were readable before
  }
}

void Filling::write_batch() {
  folding_->write();
  keep_states();
  {
    const std::lock_guard lock{mutex_};
    written_ = folding_->mark().sequence;
    shown_ = std::max<Sequence>(shown_, written_);
  }
  changed_.notify_all();
  if (written_ - saved_ >= std::max<Sequence>(kSaveEvery, catalogue_->asset_count())) save();
  if (file_->database().log_pages() >= kCheckpointPages) file_->checkpoint();
}

void Filling::fold_to_the_end(const std::stop_token& stop) {
  Sequence asked = 0;
  std::string doubt;
  {
    const std::lock_guard lock{mutex_};
    asked = wanted_;
    if (doubted_) doubt = why_;
  }
  if (doubt.empty() && folding_ && is_moved()) doubt = "they were moved or deleted";
  if (!doubt.empty()) discard(doubt);
  if (!folding_) open();
  if (!folding_) throw ViewsUnavailable(status().why);
  const auto has_room = [this] { return !source_.has_room || source_.has_room(); };
  while (!stop.stop_requested() && has_room() && fold_batch() == kLongestBatch) {
  }
  // The journal may not hold the entry that a reader waits for: then nothing more is to be done.
  const std::lock_guard lock{mutex_};
  if (wanted_ == asked) wanted_ = 0;
  if (!doubted_) why_.clear();
  last_line_.clear();
}

bool Filling::is_views_fault(const std::exception& fault, std::string& why) const {
  why = fault.what();
  if (!verified_ || !folding_) return true;
  // All earlier content was made from the journal too, so the journal is at fault.
  const Sequence at = folding_->mark().sequence;
  if (source_.entry_damaged) source_.entry_damaged(at, why);
  why = "entry " + std::to_string(at) + " of the journal does not fit: " + why;
  return false;
}

bool Filling::try_to_fold(const std::stop_token& stop) {
  std::string why;
  bool made_anew = false;
  bool goes_on = false;
  try {
    fold_to_the_end(stop);
    return true;
  } catch (const SqliteFault& fault) {
    why = fault.what();
    made_anew = !fault.may_pass();
  } catch (const DamagedBytes& fault) {
    why = fault.what();  // the journal's fault; the views are sound
    goes_on = folding_ != nullptr;
  } catch (const JournalFault& fault) {
    why = fault.what();
    goes_on = folding_ != nullptr;
  } catch (const ViewsUnsound& fault) {
    made_anew = is_views_fault(fault, why);
  } catch (const ViewsUnavailable& fault) {
    why = fault.what();
  } catch (const std::exception& fault) {
    made_anew = is_views_fault(fault, why);
  }
  // Half a batch may be in memory or in an open transaction: continue from the file.
  if (!goes_on) close();
  if (!made_anew) say(why);
  const std::lock_guard lock{mutex_};
  if (made_anew) doubted_ = true;
  why_ = std::move(why);
  return false;
}

void Filling::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    bool due = committed_ > written_ || !folding_ || is_moved();
    {
      const std::lock_guard lock{mutex_};
      due = due || doubted_;
    }
    const bool well = !due || try_to_fold(stop);
    std::unique_lock lock{mutex_};
    if (well) {
      changed_.wait_for(lock, stop, kPause, [this] { return wanted_ > written_ || doubted_; });
    } else {
      changed_.wait_for(lock, stop, kPauseAfterFault, [] { return false; });
    }
  }
  try {
    require_own_journal();
    save();
  } catch (const std::runtime_error& fault) {  // SqliteFault, JournalMisplaced
    say(fault.what());
  }
}

void Filling::catch_up(Sequence newest, const Views::Progress& progress) {
  newest_ = newest;
  const auto fold_all = [&] {
    do {
      if (progress) progress(holds(), newest);
    } while (fold_batch() > 0);
  };
  const auto begin_anew = [&](std::string_view why) {
    discard(why);
    open();
    newest_ = newest;
    if (folding_) fold_all();
  };
  try {
    try {
      if (folding_) fold_all();
    } catch (const SqliteFault& fault) {
      if (fault.may_pass()) throw;
      begin_anew(fault.what());
    } catch (const ViewsUnsound& fault) {
      if (verified_) throw;
      begin_anew(fault.what());
    }
  } catch (const SqliteFault& fault) {
    if (!fault.wants_room()) throw ViewsUnavailable(fault.what());
    want_room(fault);
  }
  // For lack of room the views hold less than the journal. Readers must not take it for everything.
  if (!folding_) shown_ = newest;
  if (folding_) last_line_.clear();
  committed(newest);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

bool Filling::wait_until(Sequence sequence, std::chrono::milliseconds at_most) {
  if (written_ >= sequence) return true;
  std::unique_lock lock{mutex_};
  wanted_ = std::max(wanted_, sequence);
  if (sequence > committed_) committed_ = sequence;
  changed_.notify_all();
  if (shown_ > written_ + kSoonDone) return false;  // the views are made anew: it takes longer
  return changed_.wait_for(lock, at_most, [this, sequence] { return written_ >= sequence; });
}

ViewsStatus Filling::status() const {
  const std::lock_guard lock{mutex_};
  return {.holds = written_, .lacks = shown_ - std::min<Sequence>(shown_, written_), .why = why_};
}

Filling::PooledReader Filling::take_reader() {
  PooledReader pooled;
  std::shared_ptr<const Catalogue> with;
  {
    const std::lock_guard lock{mutex_};
    pooled.generation = generation_;
    if (!catalogue_ || written_ < shown_) throw ViewsUnavailable("the views are being made anew");
    if (!idle_readers_.empty()) {
      pooled.reader = std::move(idle_readers_.back());
      idle_readers_.pop_back();
      return pooled;
    }
    with = catalogue_;
  }
  try {
    pooled.reader = std::make_unique<ViewReader>(path_, with, source_, &seal_);
  } catch (const SqliteFault& fault) {
    if (!fault.may_pass()) doubt(pooled.generation, fault.what());
    throw;
  }
  // The reader has now opened file and log: they must still be those to which the catalogue
  // belongs.
  const std::lock_guard lock{mutex_};
  if (generation_ != pooled.generation) throw ViewsUnavailable("the views are being made anew");
  return pooled;
}

void Filling::return_reader(PooledReader pooled) {
  const std::lock_guard lock{mutex_};
  if (pooled.generation == generation_ && idle_readers_.size() < kReadersKept) {
    idle_readers_.push_back(std::move(pooled.reader));
  }
}

void Filling::doubt(std::uint64_t generation, std::string_view why) {
  const std::lock_guard lock{mutex_};
  if (generation != generation_) return;
  doubted_ = true;
  why_ = why;
  changed_.notify_all();
}

void Filling::doubt_once(std::uint64_t generation, std::string_view why) {
  bool known = false;
  {
    const std::lock_guard lock{mutex_};
    const auto now = std::chrono::steady_clock::now();
    if (generation != generation_) return;
    if (now < next_doubt_at_) {
      known = true;
    } else {
      next_doubt_at_ = now + kBetweenDoubts;
    }
  }
  if (known) {
    say(why);
  } else {
    doubt(generation, why);
  }
}

void Filling::say(std::string_view line) {
  {
    const std::lock_guard lock{mutex_};
    if (line == last_line_) return;
    last_line_ = line;
  }
  source_.complain(line);
}

}  // namespace quitrent::api
