// SPDX-License-Identifier: EUPL-1.2
#include "tools/verify/files_beside.hpp"

#include <string_view>

#include "api/auth/secret.hpp"
#include "api/views/view_check.hpp"
#include "registry/storage/sqlite/head_file.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"

namespace quitrent {
namespace {

namespace fs = std::filesystem;

/// Whether anything is at the path, also a link to nothing.
bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

void read_key(const fs::path& database, FilesBeside& beside) {
  const fs::path file = api::secret_file(database);
  try {
    const auto secret = api::read_secret(file);
    if (secret) {
      beside.keys = std::make_shared<const api::Keys>(*secret);
      beside.files.keyed_digest = [keys = beside.keys](std::string_view purpose,
                                                       std::string_view bytes) {
        return keys->keyed_digest(purpose, bytes);
      };
      beside.files.key_check = beside.keys->keyed_digest("register", {});
    } else if (is_there(database)) {
      beside.notes.push_back("The key file " + file.string() +
                             " is not there: a start needs it, and without it nobody's key opens "
                             "this register.");
    }
  } catch (const api::SecretDamaged& fault) {
    beside.damage.push_back({.where = file.filename().string(), .what = fault.what()});
  } catch (const api::SecretUnusable& fault) {
    beside.notes.push_back(std::string{fault.what()} + ".");
  }
}

/// The journal, or why the file is none.
std::string why_no_journal(const fs::path& database) {
  try {
    read_sqlite_journal(database);
  } catch (const JournalForeign& fault) {
    return fault.what();
  } catch (const JournalFault&) {
    return {};  // told when the journal is read
  }
  return {};
}

}  // namespace

FilesBeside claims_of_files(const fs::path& database) {
  FilesBeside beside;
  read_key(database, beside);
  beside.files.journal = database;
  beside.files.claims =
      api::claims_beside({.journal = database,
                          .keyed_digest = beside.files.keyed_digest,
                          .say = [&beside](std::string_view line) {
                            beside.unread_claims.push_back(std::string{line} + ".");
                          }});
  const fs::path head = head_file(database);
  if (is_there(head) && !beside.keys) {
    beside.unread_claims.push_back("What " + head.string() +
                                   " names was not checked, for want of the key.");
  } else if (!is_there(head) && is_there(database)) {
    beside.notes.push_back(head.string() +
                           " is not there: it would tell whether the newest entries are missing.");
  }
  return beside;
}

void check_views(const fs::path& database, FilesBeside& beside) {
  fs::path path = database;
  path += ".views";
  if (!is_there(path)) return;
  if (!beside.keys) {
    beside.notes.emplace_back("The views were not checked, for want of the key.");
    return;
  }
  const api::CheckedViews views = api::checked_views(path, beside.files.keyed_digest);
  if (!views.damage.empty()) {
    beside.damage.push_back({.where = "views", .what = views.damage});
  }
  if (!views.note.empty()) beside.notes.push_back(views.note);
  if (views.mark.sequence > 0) {
    beside.files.views = {.sequence = views.mark.sequence,
                          .digest = views.mark.digest,
                          .assets = static_cast<std::uint64_t>(views.mark.assets),
                          .parties = static_cast<std::uint64_t>(views.mark.parties)};
  }
}

api::ClaimedJournal claimed_journal(JournalReader& reader, Sequence last) {
  return {.is_there = true, .last = last, .digest_of = [&reader](Sequence sequence) {
            std::optional<Digest> digest;
            reader.read(sequence - 1, [&](const Entry& entry) {
              if (entry.sequence == sequence) digest = entry.digest;
              return false;
            });
            return digest;
          }};
}

std::vector<Damage> lost_journal(const fs::path& database, const FilesBeside& beside) {
  std::error_code unknown;
  const bool missing = !fs::exists(database, unknown);
  const bool empty =
      fs::is_regular_file(database, unknown) && fs::file_size(database, unknown) == 0;
  std::vector<Damage> damage;
  std::string foreign;
  if (!missing && !empty) {
    foreign = why_no_journal(database);
    if (foreign.empty()) return damage;
    if (!beside.files.claims.empty()) damage.push_back({.where = "journal", .what = foreign});
  }
  for (const api::Claim& claim : unmet_claims(beside.files.claims, {})) {
    damage.push_back(
        {.where = claim.file.filename().string(), .what = missing_line(claim, database, 0)});
  }
  return damage;
}

}  // namespace quitrent
