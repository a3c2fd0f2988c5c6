// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "api/engine/folded_journal.hpp"

namespace quitrent {

/// Reads a register's file, as read_register() does. Throws PolicyFault where there is no register,
/// where it is damaged, and where the name is an address.
std::unique_ptr<api::FoldedJournal> register_of_file(const std::string& file);

/// Whether the text names a register by its address, `http://…` or `https://…`, and not by a file.
bool is_address(const std::string& text);

/// Where a register stood when it was read: `{file, sequence, at, digest}`.
nlohmann::ordered_json register_json(const std::string& file, const Head& head);

}  // namespace quitrent
