// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "registry/storage/sqlite/database.hpp"

namespace quitrent {

/// The one statement of a journal's schema, to the byte: SQLite keeps its text in the file. Short
/// columns stand first, so that a reader of heads never follows a long row.
inline constexpr std::string_view kEntryTable = R"(CREATE TABLE entry(
    sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, first_public INTEGER NOT NULL,
    public_count INTEGER NOT NULL, digest BLOB NOT NULL, public_part BLOB NOT NULL,
    private_part BLOB NOT NULL) STRICT)";

/// What the file holds that no register puts there, or lacks that each has: another table, an
/// index, a view, a trigger; a row before entry 1, a gap before the newest entry. A sentence
/// without its point, or nothing. Entries in between are not read. Throws SqliteFault.
std::optional<std::string> misshapen(Database& database);

/// How to go on with a damaged journal at `path`: a clause for the end of a line.
std::string how_to_restore(const std::filesystem::path& path);

}  // namespace quitrent
