// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "api/views/catalogue.hpp"
#include "api/views/view_file.hpp"
#include "api/views/views.hpp"
#include "registry/journal/journal.hpp"
#include "registry/journal/verified_reader.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent::api {

/// One record of a history, see the tables in view_file.cpp.
struct HistoryRecord {
  std::uint64_t number = 0;
  Sequence sequence = 0;
  std::uint64_t previous = 0;
  std::uint64_t anchor = 0;
  std::int64_t value = 0;
};

/// A connection to the views, its prepared statements and a reader of the journal. One thread uses
/// it at a time. The queries are functions in the headers asset_list, history, lineage, past,
/// purchases, revenue and statement; Views answers with them. They throw what Views throws, and
/// SqliteFault.
class ViewReader {
 public:
  /// Opens the views at `path`, to which `catalogue` belongs. Throws SqliteFault, JournalFault.
  ViewReader(const std::filesystem::path& path, std::shared_ptr<const Catalogue> catalogue,
             const ViewsSource& source, const PageSeal* seal)
      : source_{source},
        catalogue_{std::move(catalogue)},
        database_{path, OpenAs::reader, seal},
        journal_{std::make_unique<VerifiedReader>(source.journal.reader())} {
    turn();  // opens the log as well
  }

  /// The turn of the file as it is now.
  std::int64_t turn() { return database_.number("SELECT number FROM turn"); }

  /// What the views are made from.
  const ViewsSource& source() const { return source_; }
  /// The catalogue, by which lists filter and sort.
  const Catalogue& catalogue() const { return *catalogue_; }
  /// The file.
  Database& database() { return database_; }
  /// The journal, for this thread.
  JournalReader& journal() { return *journal_; }

  /// The prepared statement of this text; the first call prepares it. One use at a time.
  Statement& prepared(const std::string& sql);
  /// The record with this number, read by `query` (see chain.hpp). Throws DamagedBytes where the
  /// record is missing or names a later one.
  HistoryRecord record(const char* query, std::uint64_t number);
  /// The ordinal of an asset; nothing where the catalogue has no such asset.
  std::optional<Ordinal> ordinal_of(const AssetId& asset) const;
  /// The row of an asset in the catalogue, as it is now.
  std::optional<ListedAsset> listed(const AssetId& asset) const;
  /// The entry with this sequence number. Throws DamagedBytes where the journal has none.
  Entry entry_at(Sequence sequence);
  /// The first entry before `end` that is not before `instant`; `end` where there is none.
  Sequence first_at_or_after(Instant instant, Sequence end);

 private:
  const ViewsSource& source_;
  std::shared_ptr<const Catalogue> catalogue_;
  Database database_;
  std::unique_ptr<JournalReader> journal_;
  std::map<std::string, std::unique_ptr<Statement>> statements_;
};

}  // namespace quitrent::api
