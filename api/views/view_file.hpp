// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/views/asset_state.hpp"
#include "api/views/catalogue.hpp"
#include "api/views/revenue_sums.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/page_seal.hpp"

namespace quitrent::api {

/// How far views have come: the newest entry in them, and how many rows there are of each kind.
struct ViewMark {
  Sequence sequence = 0;
  Digest digest;  ///< chain digest of that entry
  std::int64_t assets = 0;
  std::int64_t parties = 0;
  std::int64_t purchases = 0;
  std::int64_t asset_records = 0;
  std::int64_t party_records = 0;
  std::int64_t register_records = 0;
  RevenueSums revenue = {};  ///< what moved up to that entry
};

/// After every so many entries the sums of revenue are kept: the entries that a question about a
/// second in between has to read.
inline constexpr Sequence kEntriesASum = 512;

/// What a mark is of.
enum class Marked : std::uint8_t {
  tables = 0,    ///< the tables of histories, purchases and words
  catalogue = 1  ///< the saved catalogue, which lags behind
};

/// The file of the views, open for writing; every page of it is sealed. Each transaction has a
/// turn, a number that only grows, which its pages carry: file and log that do not belong together
/// are told by their turns, and so is a page that is not the newest by the list of pages beside the
/// file. One thread.
class ViewFile {
 public:
  /// Goes on in the file at `path`. Throws SqliteFault; DamagedBytes, and says why, where file and
  /// log do not belong together or are not sealed.
  ViewFile(const std::filesystem::path& path, PageSeal& seal);
  /// Makes the file, which is not there. Throws SqliteFault.
  static std::unique_ptr<ViewFile> made(const std::filesystem::path& path, PageSeal& seal);
  /// Takes the log into the file as far as readers allow, and closes.
  ~ViewFile();
  ViewFile(const ViewFile&) = delete;
  ViewFile& operator=(const ViewFile&) = delete;

  /// The connection.
  Database& database() { return database_; }
  /// Begins a transaction of a turn of its own. Throws SqliteFault.
  void begin();
  /// Makes what was written since `begin` visible. Throws SqliteFault.
  void commit();
  /// Writes what is kept of an asset at a milestone, in a transaction of its own. Throws
  /// SqliteFault.
  void keep(std::uint64_t milestone, const KeptState& state);
  /// Takes the log into the file as far as readers allow. Throws SqliteFault.
  void checkpoint();

 private:
  /// The list of pages: taken from its file before the connection is opened, and kept once more
  /// when it is closed, which may take the log in.
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
  PagesKept list_;  // before the connection, and after it
  Database database_;
  std::int64_t turn_ = 0;          ///< of the newest transaction
  std::int64_t checkpointed_ = 0;  ///< of the newest one when the whole log was taken in last
};

/// Opens the views at `path` for writing; where they are damaged, of another layout or not views of
/// the journal behind `journal`, they are deleted and begun anew, and `anew` is told why. Throws
/// SqliteFault where the file cannot be written, ViewsUnavailable where something stands there that
/// is not for the register to remove or too many files are open to tell what it is, JournalFault
/// where the journal cannot be read.
std::unique_ptr<ViewFile> open_view_file(const std::filesystem::path& path, PageSeal& seal,
                                         JournalReader& journal,
                                         const std::function<void(std::string_view why)>& anew);

/// What of the views at `path`, log, index and rollback journal included, is no file: a sentence
/// without its point. Nothing where each is one or is not there. Opens nothing.
std::optional<std::string> no_view_file(const std::filesystem::path& path);

/// Deletes the views at `path`, and what is no file in their place; their connections must be
/// closed. Throws ViewsUnavailable where a folder stands there that is not empty.
void delete_view_file(const std::filesystem::path& path);

/// How far a part of the views has come. Throws SqliteFault, DamagedBytes.
ViewMark read_mark(Database& database, Marked which);
/// How far the tables of the views at `path` say that they have come, for whoever checks a register
/// beside its server or without one. Changes nothing. Where they cannot be read, why not: a clause.
std::expected<ViewMark, std::string> mark_of_views(const std::filesystem::path& path,
                                                   const PageSeal& seal);
/// Notes how far a part has come, within the transaction of what it is about. Throws SqliteFault.
void write_mark(Database& database, Marked which, const ViewMark& mark);

/// Saves the catalogue, which stands at `mark`, in a transaction of its own. Throws SqliteFault.
void save_catalogue(ViewFile& file, const Catalogue& catalogue, const ViewMark& mark);
/// Fills an empty catalogue with what was saved last; it stands at the mark of the catalogue then.
/// Throws SqliteFault, DamagedBytes.
void load_catalogue(Database& database, Catalogue& catalogue);

}  // namespace quitrent::api
