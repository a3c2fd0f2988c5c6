// SPDX-License-Identifier: EUPL-1.2
#include "api/server/start.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include "api/auth/secret.hpp"
#include "api/server/disk_reserve.hpp"
#include "api/server/evidence.hpp"
#include "registry/storage/sqlite/head_file.hpp"
#include "registry/storage/sqlite/held_journal.hpp"
#include "registry/storage/sqlite/side_files.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/degree/licence_reader.hpp"
#include "tax/schedule/charter.hpp"
#include "tax/schedule/check.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::api {
namespace {

namespace fs = std::filesystem;

/// Largest schedule or charter, and largest table of licences. A schedule has a page or two, a
/// table some thousand lines; a larger file is not one of these. Unit: MiB.
constexpr std::uintmax_t kLargestText = 1;
constexpr std::uintmax_t kLargestTable = 8;

/// Room that the files of a new register need at once, and room to open an existing register: for
/// the index of the log and some more. Unit: bytes.
constexpr std::uint64_t kRoomToFound = 1U << 20U;
constexpr std::uint64_t kRoomToOpen = 64U << 10U;

std::string text_of(const fs::path& file, std::uintmax_t largest = kLargestText) {
  std::error_code error;
  if (fs::is_directory(file, error)) {
    throw CannotStart{file.string() + " is a folder, where a file is needed"};
  }
  const auto size = fs::file_size(file, error);
  if (error) throw CannotStart{"cannot read " + file.string() + ": " + error.message()};
  if (size > largest * 1024 * 1024) {
    throw CannotStart{file.string() + " is larger than " + std::to_string(largest) + " MiB"};
  }
  std::ifstream stream{file, std::ios::binary};
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw CannotStart{"cannot read " + file.string()};
  if (text.view().contains('\0')) throw CannotStart{file.string() + " holds a NUL: it is no text"};
  return text.str();
}

std::vector<std::string> lines_of(const fs::path& file,
                                  const std::vector<tax::ScheduleFault>& faults) {
  std::vector<std::string> lines;
  for (const tax::ScheduleFault& fault : faults) {
    lines.push_back(file.string() + ":" + std::to_string(fault.line) + ":" +
                    std::to_string(fault.column) + ": " + fault.what);
  }
  return lines;
}

/// The number of the line, from 1, on which a table of licences states the weights of a class.
std::ptrdiff_t line_of_weights(const std::string& table, AssetClass asset_class) {
  const std::string line = "\nweights\t" + std::string{to_text(asset_class)} + "\t";
  const std::string text = '\n' + table;
  const auto begin = std::ranges::search(text, line).begin();
  return 1 + std::count(text.begin(), begin, '\n');
}

fs::path beside(const fs::path& file, const char* ending) {
  fs::path name = file;
  return name += ending;
}

KeyedDigest digests_under(const Keys& keys) {
  return [&keys](std::string_view purpose, std::string_view bytes) {
    return keys.keyed_digest(purpose, bytes);
  };
}

/// The loss that the settings accept; nothing where no entry is missing. Throws CannotStart where
/// the settings do not accept the loss.
std::optional<market::LossAccepted> accepted_loss(const Settings& settings,
                                                  const EvidenceSources& sources,
                                                  HeldJournal* held) {
  const Sequence last = held == nullptr ? 0 : held->head().sequence;
  const auto unmet = unmet_claim(claims_beside(sources), held);
  const auto& accepted = settings.accept_loss_after;
  if (accepted && *accepted != last) {
    throw CannotStart{"--accept-loss-after " + std::to_string(*accepted) + ": " +
                      settings.db.string() + " ends with entry " + std::to_string(last) +
                      (unmet ? "; say that number" : "; nothing is missing, leave the flag out")};
  }
  if (unmet && !accepted) throw CannotStart{loss_line(*unmet, settings.db, last)};
  std::error_code unknown;
  if (last > 0 && !fs::exists(head_file(settings.db), unknown)) {
    sources.say(head_file(settings.db).string() +
                " is not there; it is made anew, and tells the next start whether entries are"
                " missing");
  }
  if (unmet) return market::LossAccepted{.after = last, .named = unmet->sequence};
  if (accepted) sources.say("--accept-loss-after: nothing is missing; leave the flag out");
  return std::nullopt;
}

/// Throws CannotStart where the log of the journal may be beside another name of the journal's
/// file.
void check_names(const Settings& settings, const HeldJournal& held,
                 const EvidenceSources& sources) {
  if (held.names() == 1 || held.head().sequence == 0) return;
  if (read_head_file(settings.db, sources.keyed_digest).state == HeadFileState::sound) return;
  throw CannotStart{settings.db.string() + " has " + std::to_string(held.names()) +
                    " names (hard links), and its log stands beside one of them: start it by the"
                    " name by which it was written, or remove the others"};
}

/// Opens the held journal, or makes it, and then makes a missing secret. In this order a secret
/// without a journal always means that a journal is lost.
void open_held(const Settings& settings, std::shared_ptr<HeldJournal> held, Opened& files) {
  auto journal =
      open_sqlite_journal(std::move(held), {.checkpoint_pages = settings.checkpoint_pages});
  if (files.keys == nullptr) {
    files.keys = std::make_unique<Keys>(make_secret(secret_file(settings.db)));
  }
  files.journal = std::move(journal);
}

fs::path folder_of(const Settings& settings) {
  return settings.db.has_parent_path() ? settings.db.parent_path() : ".";
}

/// Throws CannotStart where the disk has no room for a new register. Call it before anything is
/// made.
void check_room_to_found(const Settings& settings) {
  const std::uint64_t reserve = settings.disk_reserve_mib * std::uint64_t{1024 * 1024};
  const auto left = left_on_disk(folder_of(settings));
  if (!left || *left >= std::max(reserve, kRoomToFound)) return;
  const bool kept = reserve >= kRoomToFound;
  const std::uint64_t mib = kept ? settings.disk_reserve_mib : kRoomToFound >> 20U;
  throw CannotStart{"the register cannot be founded: less than " + std::to_string(mib) +
                    " MiB are left on the disk of the register; make room" +
                    (kept ? " or lower --disk-reserve" : "")};
}

/// Opens an existing register. Where that fails and the disk is full, the exception says so.
void open_there(const Settings& settings, const std::shared_ptr<HeldJournal>& held, Opened& files) {
  std::error_code error;
  const bool logged = fs::exists(beside(settings.db, "-wal"), error);
  try {
    open_held(settings, held, files);
  } catch (const std::runtime_error& fault) {
    if (!logged && fs::file_size(beside(settings.db, "-wal"), error) == 0) {
      for (const char* ending : {"-wal", "-shm"}) fs::remove(beside(settings.db, ending), error);
    }
    const auto left = left_on_disk(folder_of(settings));
    if (!left || *left >= kRoomToOpen) throw;
    throw CannotStart{
        "the disk of " + settings.db.string() + " is full: " + std::to_string(*left >> 10U) +
        " KiB are left, and the register's log needs " + std::to_string(kRoomToOpen >> 10U) +
        " KiB to be opened; make room, nothing"
        " was changed (" +
        fault.what() + ")"};
  }
}

/// Removes what a first start made before it failed.
void remove_made(const fs::path& journal) {
  for (const char* ending : {"-wal", "-shm", "-journal", "-lock", ""}) {
    std::error_code ignored;
    fs::remove(beside(journal, ending), ignored);
  }
}

}  // namespace

tax::Charter charter_of(const Settings& settings) {
  if (!settings.charter) return {};
  auto charter = tax::read_charter(text_of(*settings.charter));
  if (!charter) throw CannotStart{lines_of(*settings.charter, charter.error())};
  return *charter;
}

FoundingSchedule founding_schedule(const Settings& settings, std::optional<Instant> now) {
  const tax::Charter charter = charter_of(settings);
  const fs::path file = settings.schedule.value_or("founding schedule");
  std::string text = settings.schedule ? text_of(file) : std::string{tax::founding_schedule_toml()};
  const auto schedule = now ? tax::read_new_schedule(text, now) : tax::read_schedule(text);
  if (!schedule) throw CannotStart{lines_of(file, schedule.error())};
  const auto engine = tax::parse_engine_version(QUITRENT_VERSION).value_or(tax::EngineVersion{});
  if (const auto fault = tax::engine_fault(*schedule, engine)) {
    throw CannotStart{lines_of(file, {*fault})};
  }
  const auto faults = breaches(charter, *schedule);
  if (!faults.empty()) throw CannotStart{lines_of(file, faults)};
  if (!now) return {.toml = std::move(text), .cautions = {}};
  return {.toml = std::move(text), .cautions = lines_of(file, tax::cautions(*schedule, *now))};
}

ReadLicences read_licence_table(const Settings& settings) {
  if (!settings.licences) {
    // The built-in table is never destroyed, so the pointer owns nothing.
    return {.table = {std::shared_ptr<void>{}, &tax::founding_licences()},
            .digest = sha256(tax::founding_licences_tsv())};
  }
  const std::string name = settings.licences->string();
  const std::string text = text_of(*settings.licences, kLargestTable);
  auto read = tax::read_replacement_licences(text);
  if (!read) {
    const tax::LicenceFault& fault = read.error();
    throw CannotStart{name + ":" + std::to_string(fault.line) + ": " + fault.what};
  }
  for (const AssetClass asset_class : kAssetClasses) {
    if (read->weights(asset_class) == tax::founding_licences().weights(asset_class)) continue;
    throw CannotStart{name + ":" + std::to_string(line_of_weights(text, asset_class)) +
                      ": the weights of " + std::string{to_text(asset_class)} +
                      " are not those that the program carries; weights are changed by a"
                      " schedule, in its [[degree.weights]]"};
  }
  return {.table = std::make_shared<const tax::LicenceTable>(*std::move(read)),
          .digest = sha256(text)};
}

void check_place(const Settings& settings) {
  const fs::path folder = folder_of(settings);
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw CannotStart{"--db: there is no folder " + folder.string()};
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw CannotStart{"--db: the folder " + folder.string() +
                      " cannot be written: " + std::strerror(errno)};
  }
  const fs::file_status status = fs::status(settings.db, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    throw CannotStart{"--db: " + settings.db.string() + " is not a file"};
  }
}

Opened opened(const Settings& settings, const std::function<void(std::string_view)>& say) {
  std::error_code error;
  const bool there = fs::exists(settings.db, error);
  require_files_beside(settings.db);
  if (!there) check_room_to_found(settings);
  std::shared_ptr<HeldJournal> held;
  if (there) held = std::make_shared<HeldJournal>(settings.db);
  if (!there && fs::exists(beside(settings.db, "-wal"), error)) {
    throw CannotStart{settings.db.string() + " is missing, but its log " + settings.db.string() +
                      "-wal is there: put the file back, or move the log away"};
  }
  const fs::path key = secret_file(settings.db);
  Opened files;
  if (const auto secret = read_secret(key)) files.keys = std::make_unique<Keys>(*secret);
  if (files.keys == nullptr && held != nullptr && held->head().sequence > 0) {
    throw CannotStart{"the key file " + key.string() +
                      " is missing; without it nobody's key opens this register"};
  }
  const EvidenceSources sources{
      .journal = settings.db,
      .keyed_digest = files.keys == nullptr ? KeyedDigest{} : digests_under(*files.keys),
      .say = [&files](std::string_view line) { files.notes.emplace_back(line); }};
  if (held != nullptr) check_names(settings, *held, sources);
  files.loss = accepted_loss(settings, sources, held.get());
  if (there) {
    open_there(settings, held, files);
  } else {
    held = std::make_shared<HeldJournal>(settings.db, JournalFile::IfAbsent::make);
    try {
      open_held(settings, held, files);
    } catch (...) {
      remove_made(settings.db);  // while the journal is still held
      throw;
    }
  }
  files.keyed_digest = digests_under(*files.keys);
  files.journal =
      keeping_head(std::move(files.journal),
                   {.journal = settings.db, .keyed_digest = files.keyed_digest, .complain = say});
  return files;
}

}  // namespace quitrent::api
