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

}  // namespace quitrent
