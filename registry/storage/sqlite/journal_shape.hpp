// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "registry/storage/sqlite/database.hpp"

namespace quitrent {

/// The one statement of a journal's schema. Every byte counts, since SQLite stores the text in the
/// file. Short columns stand first, so that reading a head does not read a long row.
inline constexpr std::string_view kEntryTable = R"(CREATE TABLE entry(
    sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, first_public INTEGER NOT NULL,
    public_count INTEGER NOT NULL, digest BLOB NOT NULL, public_part BLOB NOT NULL,
    private_part BLOB NOT NULL) STRICT)";

/// The statements that make a journal of an empty file.
std::string journal_schema();

/// What the file holds that no journal has, or lacks that each has: another table, an index, a
/// view, a trigger, a row before entry 1, a gap before the newest entry. A sentence without a full
/// stop, or nothing. Entries in between are not read. Throws SqliteFault.
std::optional<std::string> misshapen(Database& database);

/// What to do about a damaged journal at `path`: a clause for the end of a line.
std::string how_to_restore(const std::filesystem::path& path);

}  // namespace quitrent
