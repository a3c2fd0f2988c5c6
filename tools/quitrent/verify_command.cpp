// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/verify_command.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "api/settings/flag_faults.hpp"
#include "registry/storage/sqlite/missing_pages.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tools/quitrent/exit_codes.hpp"
#include "tools/quitrent/say_line.hpp"
#include "tools/verify/files_beside.hpp"
#include "tools/verify/register_check.hpp"

namespace quitrent {
namespace {

constexpr const char* kVerify = "verify";

using Json = nlohmann::ordered_json;

/// Reports the progress of a long check every two seconds.
class ProgressReport {
 public:
  void operator()(Sequence done, Sequence all) {
    const auto now = std::chrono::steady_clock::now();
    if (now - spoken_ < std::chrono::seconds{2}) return;
    spoken_ = now;
    say_line(kVerify, fmt::format("{} of {} entries", done, all));
  }

 private:
  std::chrono::steady_clock::time_point spoken_ = std::chrono::steady_clock::now();
};

/// What is found where the journal cannot be opened, because it is damaged or lost.
CheckedRegister without_journal(std::vector<Damage> damage) {
  CheckedRegister found;
  found.damage = std::move(damage);
  return found;
}

CheckedRegister checked(const std::filesystem::path& database, const FilesBeside& beside) {
  if (auto lost = lost_journal(database, beside); !lost.empty()) {
    return without_journal(std::move(lost));
  }
  try {
    const auto reader = read_sqlite_journal(database);
    return checked_register(*reader, beside.files, ProgressReport{});
  } catch (const JournalDamaged& fault) {
    std::string what = "the journal cannot be read: " + std::string{fault.what()};
    if (const auto cut = cut_short(database)) what += "; " + *cut;
    return without_journal({{.where = "journal", .what = std::move(what)}});
  }
}

/// All that is found: the result of the check, and what the files beside the journal show.
CheckedRegister found_in(const std::filesystem::path& database, const FilesBeside& beside) {
  CheckedRegister found = checked(database, beside);
  found.damage.insert(found.damage.end(), beside.damage.begin(), beside.damage.end());
  std::vector<std::string> notes = beside.notes;
  notes.insert(notes.end(), beside.unread_claims.begin(), beside.unread_claims.end());
  notes.insert(notes.end(), found.notes.begin(), found.notes.end());
  found.notes = std::move(notes);
  return found;
}

/// What to do about the damage.
std::string_view remedy(const std::vector<Damage>& damage) {
  const bool derived = std::ranges::all_of(damage, [](const Damage& one) {
    return one.where == "views" || one.where.starts_with("snapshot ");
  });
  return derived ? "a start makes views anew and passes damaged snapshots over; look at the disk"
                 : "restore it from a copy";
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
  if (!found.damage.empty()) json["remedy"] = remedy(found.damage);
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
  if (found.damage.empty()) return text + database + " is whole\n";
  return text + fmt::format("{} is damaged: {}\n", database, remedy(found.damage));
}

int verified(const std::string& database, bool as_json) {
  FilesBeside beside = claims_of_files(database);
  check_views(database, beside);
  const CheckedRegister found = found_in(database, beside);
  const std::string text =
      as_json ? json_text(found, beside.keys != nullptr) : plain_text(found, database);
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
    say_line(kVerify, api::flag_fault(app, wrong));
    return kUnusable;
  } catch (const std::exception& fault) {
    say_line(kVerify, fault.what());
    return kUnusable;
  }
}

}  // namespace quitrent
