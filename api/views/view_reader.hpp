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

/// What one thread reads the views with: a connection, its prepared statements, a reader of the
/// journal. Belongs to one thread at a time. What it can be asked stands in the headers beside it:
/// asset_list, history, lineage, past, purchases, revenue, statement. Those functions are what
/// Views answers with; they throw what Views throws, and SqliteFault besides.
class ViewReader {
 public:
  /// Opens the views at `path` that `catalogue` goes with. Throws SqliteFault, JournalFault.
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

  /// Where the views come from.
  const ViewsSource& source() const { return source_; }
  /// What lists filter and sort by.
  const Catalogue& catalogue() const { return *catalogue_; }
  /// The file.
  Database& database() { return database_; }
  /// The journal, for this thread.
  JournalReader& journal() { return *journal_; }

  /// The statement of this text, made when it is first asked for. One use at a time.
  Statement& prepared(const std::string& sql);
  /// The record of this number by `query`, which reads one. Throws DamagedBytes where it is missing
  /// or names a later record.
  HistoryRecord record(const char* query, std::uint64_t number);
  /// The ordinal of an asset; nothing where the catalogue has none of this id.
  std::optional<Ordinal> ordinal_of(const AssetId& asset) const;
  /// The row of an asset in the catalogue, as it is now.
  std::optional<ListedAsset> listed(const AssetId& asset) const;
  /// The entry of this number. Throws DamagedBytes where the journal has none.
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
