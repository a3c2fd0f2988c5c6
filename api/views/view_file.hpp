// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>

#include "api/views/catalogue.hpp"
#include "api/views/revenue_sums.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent {

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

/// Opens the views at `path` for writing; where they are damaged, of another layout or not views of
/// the journal behind `journal`, they are deleted and begun anew. Throws SqliteFault where the file
/// cannot be written, JournalFault where the journal cannot be read.
std::unique_ptr<Database> open_view_file(const std::filesystem::path& path, JournalReader& journal);

/// Deletes the views at `path`; their connections must be closed.
void delete_view_file(const std::filesystem::path& path);

/// How far a part of the views has come. Throws SqliteFault.
ViewMark read_mark(Database& database, Marked which);
/// Notes how far a part has come, within the transaction of what it is about. Throws SqliteFault.
void write_mark(Database& database, Marked which, const ViewMark& mark);

/// Saves the catalogue, which stands at `mark`, in a transaction of its own. Throws SqliteFault.
void save_catalogue(Database& database, const Catalogue& catalogue, const ViewMark& mark);
/// Fills an empty catalogue with what was saved last; it stands at the mark of the catalogue then.
/// Throws SqliteFault, DamagedBytes.
void load_catalogue(Database& database, Catalogue& catalogue);

}  // namespace quitrent
