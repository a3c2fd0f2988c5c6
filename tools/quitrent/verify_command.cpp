// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/verify_command.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "api/auth/keys.hpp"
#include "api/auth/secret.hpp"
#include "api/server/evidence.hpp"
#include "api/settings/flag_faults.hpp"
#include "api/views/view_file.hpp"
#include "registry/storage/sqlite/head_file.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tools/verify/register_check.hpp"

namespace quitrent {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDamaged = 1;
constexpr int kUnusable = 2;

/// Writes one line on standard error.
void say(std::string line) {
  fmt::print(stderr, "quitrent verify: {}\n", api::in_one_line(std::move(line)));
}

/// Reports the progress of a long check every two seconds.
class ProgressReport {
 public:
  void operator()(Sequence done, Sequence all) {
    const auto now = std::chrono::steady_clock::now();
    if (now - spoken_ < std::chrono::seconds{2}) return;
    spoken_ = now;
    say(fmt::format("{} of {} entries", done, all));
  }

 private:
  std::chrono::steady_clock::time_point spoken_ = std::chrono::steady_clock::now();
};

/// The files beside the journal, and a note for each that is missing.
struct Beside {
  std::optional<api::Keys> keys;
  CheckedFiles files;  ///< its keyed digests use `keys`
  std::vector<std::string> notes;
};

/// Reads what the views claim to hold. Views that cannot be read are not damage, because a start
/// makes them anew.
void look_at_views(const std::filesystem::path& database, Beside& beside) {
  std::filesystem::path path = database;
  path += ".views";
  if (!std::filesystem::exists(std::filesystem::symlink_status(path))) return;
  const PageSeal seal{beside.files.keyed_digest, "views"};
  const auto mark = api::mark_of_views(path, seal);
  if (!mark) {
    beside.notes.push_back("The views " + mark.error() + "; the next start makes them anew.");
  } else if (mark->sequence > 0) {
    beside.files.views = {.sequence = mark->sequence,
                          .digest = mark->digest,
                          .assets = static_cast<std::uint64_t>(mark->assets),
                          .parties = static_cast<std::uint64_t>(mark->parties)};
  }
}

/// Reads what the files beside the journal say that it holds, as a start reads it.
void look_at_claims(const std::filesystem::path& database, Beside& beside) {
  beside.files.journal = database;
  beside.files.claims = api::claims_beside({.journal = database,
                                            .keyed_digest = beside.files.keyed_digest,
                                            .say = [&beside](std::string_view line) {
                                              beside.notes.push_back(fmt::format("{}.", line));
                                            }});
  const std::filesystem::path head = head_file(database);
  const bool is_there = std::filesystem::exists(std::filesystem::symlink_status(head));
  if (is_there && !beside.keys) {
    beside.notes.push_back("What " + head.string() +
                           " names was not checked, for want of the key.");
  } else if (!is_there && std::filesystem::exists(database)) {
    beside.notes.push_back(head.string() +
                           " is not there: it would tell whether the newest entries are missing.");
  }
}

void look_beside(const std::filesystem::path& database, Beside& beside) {
  try {
    const auto secret = api::read_secret(api::secret_file(database));
    if (secret) beside.keys.emplace(*secret);
  } catch (const api::SecretUnusable& fault) {
    beside.notes.push_back(std::string{fault.what()} + ".");
  }
  if (beside.keys) {
    beside.files.keyed_digest = [&beside](std::string_view purpose, std::string_view bytes) {
      return beside.keys->keyed_digest(purpose, bytes);
    };
  }
  // Read before the end of the journal is asked for, because a server beside may append.
  look_at_claims(database, beside);
  if (beside.keys) look_at_views(database, beside);
}

/// The damage of a journal that is missing or empty although files beside it say that there was
/// one. Nothing for any other journal.
std::optional<CheckedRegister> lost_register(const std::filesystem::path& database,
                                             const Beside& beside) {
  std::error_code unknown;
  const bool missing = !std::filesystem::exists(database, unknown);
  const bool empty = std::filesystem::is_regular_file(database, unknown) &&
                     std::filesystem::file_size(database, unknown) == 0;
  if (!missing && !empty) return std::nullopt;
  CheckedRegister lost;
  for (const api::Claim& claim : unmet_claims(beside.files.claims, {})) {
    lost.damage.push_back(
        {.where = claim.file.filename().string(), .what = missing_line(claim, database, 0)});
  }
  return lost.damage.empty() ? std::nullopt : std::optional{std::move(lost)};
}

CheckedRegister checked(const std::string& database, const Beside& beside) {
  if (auto lost = lost_register(database, beside)) return *std::move(lost);
  const auto reader = read_sqlite_journal(database);
  return checked_register(*reader, beside.files, ProgressReport{});
}

std::string json_text(const CheckedRegister& found, bool seals) {
  Json json{{"whole", found.damage.empty()},
            {"entries", found.head.sequence},
            {"public_events", found.head.next_public - 1},
            {"digest", to_text(found.head.digest)},
            {"newest_at", found.head.sequence == 0 ? Json(nullptr) : Json(to_text(found.head.at))},
            {"assets", found.assets},
            {"parties", found.parties},
            {"snapshots", found.snapshots},
            {"seals_checked", seals},
            {"damage", Json::array()},
            {"notes", found.notes}};
  for (const Damage& damage : found.damage) {
    json["damage"].push_back({{"where", damage.where}, {"what", damage.what}});
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string plain_text(const CheckedRegister& found, const std::string& database) {
  std::string text = fmt::format(
      "entries    {} with {} public events, up to {}\nregister   {} assets, {} parties\n",
      found.head.sequence, found.head.next_public - 1, to_text(found.head.digest), found.assets,
      found.parties);
  for (const Sequence snapshot : found.snapshots) {
    text += fmt::format("snapshot   {} agrees with the journal\n", snapshot);
  }
  for (const std::string& note : found.notes) text += note + '\n';
  for (const Damage& damage : found.damage) text += fmt::format("damage     {}\n", damage.what);
  return text + database +
         (found.damage.empty() ? " is whole\n" : " is damaged: restore it from a copy\n");
}

int verified(const std::string& database, bool as_json) {
  Beside beside;
  look_beside(database, beside);
  CheckedRegister found = checked(database, beside);
  found.notes.insert(found.notes.begin(), beside.notes.begin(), beside.notes.end());
  const std::string text =
      as_json ? json_text(found, beside.keys.has_value()) : plain_text(found, database);
  std::fputs(text.c_str(), stdout);
  return found.damage.empty() ? 0 : kDamaged;
}

}  // namespace

int run_verify(int argc, const char* const* argv) {
  std::string database;
  bool json = false;
  CLI::App app{
      "Checks the files of a register from the first entry on, beside a running server or without "
      "one, and changes nothing. Ends with 0 where the register is whole, with 1 where it is "
      "damaged, with 2 where it cannot be checked.",
      "quitrent verify"};
  app.add_option("--db", database, "the register's file")->envname("QUITRENT_DB");
  app.add_flag("--json", json, "print JSON");
  // CLI11 takes the words last first.
  std::vector<std::string> words{argv, argv + argc};
  std::ranges::reverse(words);
  try {
    app.parse(words);
    if (database.empty()) throw CLI::RequiredError("--db FILE");
    return verified(database, json);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& wrong) {
    say(api::flag_fault(app, wrong));
    return kUnusable;
  } catch (const std::exception& fault) {
    say(fault.what());
    return kUnusable;
  }
}

}  // namespace quitrent
