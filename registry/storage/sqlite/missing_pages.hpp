// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "registry/storage/sqlite/database.hpp"

namespace quitrent {

/// Which pages of a database neither its `file` nor the log beside it has, in a clause: "its pages
/// from 31 on are missing". Nothing where all are there. SQLite itself takes a page behind the end
/// of the file for one of zeros. Costs a read of the log's frame headers. Throws SqliteFault.
std::optional<std::string> missing_pages(Database& database, const std::filesystem::path& file);

/// How much of a database's `file` is missing, in a clause: "it has 163840 of 225280 bytes". SQLite
/// then reads nothing of it. Nothing where the file is as long as its header says. Reads the header
/// alone, without the log.
std::optional<std::string> cut_short(const std::filesystem::path& file);

}  // namespace quitrent
