// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/views/activity_sums.hpp"
#include "api/views/asset_state.hpp"
#include "api/views/catalogue.hpp"
#include "api/views/revenue_sums.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/page_seal.hpp"

namespace quitrent::api {

/// Mark a file as views of Quitrent ("QtRv") and give their layout. Views of another layout are
/// begun anew.
inline constexpr std::int64_t kViewsApplication = 0x5174'5276;
inline constexpr std::int64_t kViewsLayout = 11;

/// How far views are filled: the newest entry in them, and the number of rows of each kind.
struct ViewMark {
  Sequence sequence = 0;
  Digest digest;  ///< chain digest of that entry
  std::int64_t assets = 0;
  std::int64_t parties = 0;
  std::int64_t purchases = 0;
  std::int64_t asset_records = 0;
  std::int64_t party_records = 0;
  std::int64_t register_records = 0;
  std::int64_t purchase_links = 0;
  RevenueSums revenue = {};    ///< from the founding up to that entry
  ActivitySums activity = {};  ///< the same
  /// The activities of the entries since the last multiple of kEntriesASum, see append().
  std::string recent_activities = {};
};

/// The sums of revenue and activities are kept once every this many entries. A question about the
/// revenue up to a second in between reads fewer entries than this. The activities between two sums
/// are kept too, since an event tells only what it leaves, and not what it changed.
inline constexpr Sequence kEntriesASum = 512;

/// The part of the views that a mark belongs to.
enum class Marked : std::uint8_t {
  tables = 0,    ///< the tables of histories, purchases and words
  catalogue = 1  ///< the saved catalogue, which may be behind the tables
};

/// The turns of the first two pages in the file itself, without its log.
struct TurnsOnDisk {
  std::uint64_t first = 0;
  std::uint64_t newest = 0;  ///< of the page that every transaction writes
};
/// Reads these turns. Throws DamagedBytes where the pages are not sealed.
TurnsOnDisk turns_on_disk(const std::filesystem::path& path, const PageSeal& seal);

/// The turns of the newest transaction, and of the last one when the log was checkpointed whole.
struct ViewTurns {
  std::int64_t newest = 0;
  std::int64_t checkpointed = 0;
};
/// The turns that the database names. Throws DamagedBytes where file, log and the loaded list of
/// pages do not belong together. Throws SqliteFault.
ViewTurns checked_turns(const TurnsOnDisk& on_disk, Database& database, const PageSeal& seal);

/// Loads the list of pages of the views at `path` into `seal`. Throws DamagedBytes where it cannot
/// be trusted.
void load_list_of_pages(const std::filesystem::path& path, const PageSeal& seal);

/// The file of the views, open for writing. Every page of it is sealed. Each transaction has a
/// turn, a number that only grows, and its pages bear that number. The turns show where file and
/// log do not belong together. The list of pages beside the file shows where a page is not the
/// newest. For one thread.
class ViewFile {
 public:
  /// Opens the file at `path`. Throws SqliteFault. Throws DamagedBytes, with the reason, where file
  /// and log do not belong together or are not sealed.
  ViewFile(const std::filesystem::path& path, PageSeal& seal);
  /// Makes the file, which must not exist. Throws SqliteFault.
  static std::unique_ptr<ViewFile> made(const std::filesystem::path& path, PageSeal& seal);
  /// Checkpoints the log as far as readers allow, and closes the file.
  ~ViewFile();
  ViewFile(const ViewFile&) = delete;
  ViewFile& operator=(const ViewFile&) = delete;

  /// The connection.
  Database& database() { return database_; }
  /// Begins a transaction with a new turn. Throws SqliteFault.
  void begin();
  /// Makes what was written since `begin` visible. Throws SqliteFault.
  void commit();
  /// Writes the state of an asset at a milestone, in a transaction of its own. Throws SqliteFault.
  void keep(std::uint64_t milestone, const KeptState& state);
  /// Checkpoints the log into the file as far as readers allow. Throws SqliteFault.
  void checkpoint();

 private:
  /// The list of pages. It is read from its file before the connection is opened. It is written
  /// again after the connection is closed, since closing may checkpoint the log.
  class PagesKept {
   public:
    PagesKept(const std::filesystem::path& path, const PageSeal& seal);
    ~PagesKept();
    PagesKept(const PagesKept&) = delete;
    PagesKept& operator=(const PagesKept&) = delete;

   private:
    const PageSeal& seal_;
  };
  PageSeal& seal_;
  PagesKept list_;  // before `database_`: made before it and destroyed after it
  Database database_;
  std::int64_t turn_ = 0;          // of the newest transaction
  std::int64_t checkpointed_ = 0;  // value of `turn_` when the whole log was last checkpointed
};

/// Opens the views at `path` for writing. Where they are damaged, of another layout or not made
/// from this journal, they are deleted and begun anew, and `anew` receives the reason. Throws
/// SqliteFault where the file cannot be written. Throws ViewsUnavailable where something else is at
/// `path` that the register must not remove, or where too many files are open to see what it is.
/// Throws JournalFault where the journal cannot be read.
std::unique_ptr<ViewFile> open_view_file(const std::filesystem::path& path, PageSeal& seal,
                                         JournalReader& journal,
                                         const std::function<void(std::string_view why)>& anew);

/// Says which of the views at `path`, their log, index and rollback journal is not a regular file:
/// a sentence without a full stop. Nothing where each is a file or does not exist. Opens nothing.
std::optional<std::string> no_view_file(const std::filesystem::path& path);

/// Deletes the views at `path`, or what is there instead of a file. Their connections must be
/// closed. Throws ViewsUnavailable where a folder is there that is not empty.
void delete_view_file(const std::filesystem::path& path);

/// The mark of a part of the views. Throws SqliteFault, DamagedBytes.
ViewMark read_mark(Database& database, Marked which);
/// Writes the mark of a part, within the transaction that changes this part. Throws SqliteFault.
void write_mark(Database& database, Marked which, const ViewMark& mark);

/// Saves the catalogue and its mark in a transaction of its own. Throws SqliteFault.
void save_catalogue(ViewFile& file, const Catalogue& catalogue, const ViewMark& mark);
/// Fills an empty catalogue with the one saved last; its mark is then that of Marked::catalogue.
/// Throws SqliteFault, DamagedBytes.
void load_catalogue(Database& database, Catalogue& catalogue);

}  // namespace quitrent::api
