// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/auth/keys.hpp"
#include "registry/journal/journal.hpp"
#include "tools/verify/register_check.hpp"

namespace quitrent {

/// The files beside a journal.
struct FilesBeside {
  std::shared_ptr<const api::Keys> keys = {};  ///< null where there is no usable key file
  CheckedFiles files = {};                     ///< its keyed digests use `keys`
  std::vector<Damage> damage = {};             ///< of the key file and the views
  /// What was not checked and why, one sentence each: of files that say which entries there are,
  /// and of all others.
  std::vector<std::string> unread_claims = {}, notes = {};
};

/// Reads the key file beside the journal at `database`, and what head file, snapshots and views say
/// that the journal holds. Call it before the end of the journal is asked for, because a server
/// beside may append. Changes nothing.
FilesBeside claims_of_files(const std::filesystem::path& database);

/// Checks the content of the views beside the journal, in addition to `claims_of_files`.
void check_views(const std::filesystem::path& database, FilesBeside& beside);

/// The journal that `reader` reads and that ends with entry `last`, for a comparison with claims.
/// `reader` must outlive it.
api::ClaimedJournal claimed_journal(JournalReader& reader, Sequence last);

/// The damage of a journal that is missing, empty or no journal at all although files beside it say
/// that there was one. Nothing for any other journal.
std::vector<Damage> lost_journal(const std::filesystem::path& database, const FilesBeside& beside);

}  // namespace quitrent
