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
#include "api/views/folding.hpp"
#include "api/views/view_file.hpp"
#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/page_seal.hpp"

namespace quitrent::api {

/// Fills the views: a thread that folds what is committed, makes them anew where they are doubted,
/// and lends out readers of what they hold.
class Filling {
 public:
  /// Of the file `path`. Throws JournalFault.
  Filling(std::filesystem::path path, ViewsSource source);
  Filling(const Filling&) = delete;
  Filling& operator=(const Filling&) = delete;
  /// Stops the thread and saves the catalogue.
  ~Filling();

  /// Opens the file, begins it anew where that is called for; where there is no room for that the
  /// thread tries it again. Throws ViewsUnavailable, JournalFault.
  void open();
  /// See Views.
  void catch_up(Sequence newest, const Views::Progress& progress);
  void committed(Sequence newest) noexcept { committed_ = newest; }
  bool wait_until(Sequence sequence, std::chrono::milliseconds at_most);
  Sequence holds() const noexcept { return written_; }
  ViewsStatus status() const;
  const ViewsSource& source() const { return source_; }

  /// A reader, and of which file it is.
  struct PooledReader {
    std::unique_ptr<ViewReader> reader;
    std::uint64_t generation = 0;
  };
  /// A reader of views that hold all that they ever showed. Throws ViewsUnavailable where they do
  /// not, or cannot be opened.
  PooledReader take_reader();
  /// Keeps a reader for the next call.
  void return_reader(PooledReader pooled);
  /// A read of that file came upon what cannot be: the views are made anew.
  void doubt(std::uint64_t generation, std::string_view why);
  /// The same where the journal might be at fault as well: not again and again for nothing.
  void doubt_once(std::uint64_t generation, std::string_view why);
  /// One line for the operator, unless it was the last one said.
  void say(std::string_view line);

 private:
  /// Which file lies at a path.
  struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t file = 0;
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
  };
  static std::optional<FileIdentity> identity_of(const std::filesystem::path& path);

  void open_as_it_is();
  /// Nothing is to be had until there is room again.
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
  /// Whether an entry that does not fit is the fault of the views, which are made anew then; else
  /// it is the journal's. Puts into words what is wrong.
  bool is_views_fault(const std::exception& fault, std::string& why) const;
  bool is_moved() const;
  void run(const std::stop_token& stop);

  const std::filesystem::path path_;
  const ViewsSource source_;
  PageSeal seal_;
  // Of the thread that folds; no folding: the file is to be opened.
  const std::unique_ptr<JournalReader> journal_;
  std::unique_ptr<ViewFile> file_;
  std::unique_ptr<Folding> folding_;
  std::unique_ptr<ViewReader> own_;  ///< reads what was folded, to keep states of assets
  std::optional<FileIdentity> database_at_;
  std::optional<FileIdentity> log_at_;
  Sequence saved_ = 0;            ///< how far the saved catalogue goes
  std::optional<Head> verified_;  ///< in views begun anew: the chain is verified on the way
  Sequence newest_ = 0;           ///< what was there when they were begun anew

  std::atomic<Sequence> written_ = 0;    ///< newest entry that readers see
  std::atomic<Sequence> committed_ = 0;  ///< newest entry that the engine told of
  std::atomic<Sequence> shown_ = 0;      ///< newest entry that readers ever saw

  mutable std::mutex mutex_;  ///< of what follows
  std::condition_variable_any changed_;
  Sequence wanted_ = 0;  ///< somebody waits for it
  bool doubted_ = false;
  std::string why_;               ///< they do not answer, or are doubted
  std::string said_;              ///< the last line
  std::uint64_t generation_ = 0;  ///< readers of an older one are thrown away
  std::chrono::steady_clock::time_point doubts_from_ = {};  ///< see doubt_once
  std::shared_ptr<Catalogue> catalogue_;
  std::vector<std::unique_ptr<ViewReader>> idle_readers_;
  std::jthread thread_;  ///< last: it stops before the rest goes
};

}  // namespace quitrent::api
