// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "api/views/catalogue.hpp"
#include "api/views/file_identity.hpp"
#include "api/views/folding.hpp"
#include "api/views/view_file.hpp"
#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/page_seal.hpp"

namespace quitrent::api {

/// Fills the views from a thread of its own: folds committed entries into them, makes them anew
/// where they are doubted, and keeps the pool of their readers.
class Filling {
 public:
  /// For the views in the file `path`. Throws JournalFault.
  Filling(std::filesystem::path path, ViewsSource source);
  Filling(const Filling&) = delete;
  Filling& operator=(const Filling&) = delete;
  /// Stops the thread and saves the catalogue.
  ~Filling();

  /// Opens the file, or begins it anew where it is unusable. Where the disk has no room, the thread
  /// tries again later. Throws ViewsUnavailable, JournalFault.
  void open();
  // See Views for the contracts of the following functions.
  void catch_up(Sequence newest, const Views::Progress& progress);
  void committed(Sequence newest) noexcept { committed_ = newest; }
  bool wait_until(Sequence sequence, std::chrono::milliseconds at_most);
  Sequence holds() const noexcept { return written_; }
  ViewsStatus status() const;
  const ViewsSource& source() const { return source_; }

  /// A reader, and the generation of the file that it reads.
  struct PooledReader {
    std::unique_ptr<ViewReader> reader;
    std::uint64_t generation = 0;
  };
  /// A reader of the views. Throws ViewsUnavailable where the views hold less than readers have
  /// seen before, or cannot be opened.
  PooledReader take_reader();
  /// Keeps a reader for the next call of `take_reader`.
  void return_reader(PooledReader pooled);
  /// Reports that a read found an impossible content in this file: the views are made anew.
  void doubt(std::uint64_t generation, std::string_view why);
  /// As `doubt`, for a fault that may be the journal's: makes the views anew at most once in ten
  /// minutes.
  void doubt_once(std::uint64_t generation, std::string_view why);
  /// Tells the operator one line, unless it repeats the line before.
  void say(std::string_view line);

 private:
  /// Reports a journal that is not at its path any more. Throws JournalMisplaced.
  void require_own_journal();
  void open_as_it_is();
  /// Closes the views until the disk has room again.
  void want_room(const SqliteFault& fault);
  void close();
  void discard(std::string_view why);
  void save();
  std::size_t fold_batch();
  void take(const Entry& entry);
  void write_batch();
  void keep_states();
  void fold_to_the_end(const std::stop_token& stop);
  bool try_to_fold(const std::stop_token& stop);
  /// Whether the views, and not the journal, are at fault for an entry that does not fit. Writes
  /// into `why` what is wrong.
  bool is_views_fault(const std::exception& fault, std::string& why) const;
  bool is_moved() const;
  void run(const std::stop_token& stop);

  const std::filesystem::path path_;
  const ViewsSource source_;
  PageSeal seal_;
  // Used by the folding thread only. Where `folding_` is null, the file has to be opened.
  const std::unique_ptr<JournalReader> journal_;
  std::unique_ptr<ViewFile> file_;
  std::unique_ptr<Folding> folding_;
  std::unique_ptr<ViewReader> own_;  // reads what was folded, to keep states of assets
  std::optional<FileIdentity> database_at_;
  std::optional<FileIdentity> log_at_;
  Sequence saved_ = 0;            // newest entry in the saved catalogue
  std::optional<Head> verified_;  // while the views are made anew: how far the chain is verified
  Sequence newest_ = 0;           // newest entry of the journal when the views were begun anew

  std::atomic<Sequence> written_ = 0;    // newest entry that readers see
  std::atomic<Sequence> committed_ = 0;  // newest entry that the engine reported
  std::atomic<Sequence> shown_ = 0;      // newest entry that readers ever saw

  mutable std::mutex mutex_;  // guards the members below
  std::condition_variable_any changed_;
  Sequence wanted_ = 0;  // newest entry that a reader waits for
  bool doubted_ = false;
  std::string why_;               // why the views do not answer, or are doubted
  std::string last_line_;         // the last line told to the operator
  std::uint64_t generation_ = 0;  // of the file; readers of an older one are discarded
  std::chrono::steady_clock::time_point next_doubt_at_ = {};  // doubt_once has no effect before it
  std::shared_ptr<Catalogue> catalogue_;
  std::vector<std::unique_ptr<ViewReader>> idle_readers_;
  std::jthread thread_;  // last, so that it stops before the other members are destroyed
};

}  // namespace quitrent::api
