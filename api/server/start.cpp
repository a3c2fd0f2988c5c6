// SPDX-License-Identifier: EUPL-1.2
#include "api/server/start.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tax/schedule/charter.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent {
namespace {

namespace fs = std::filesystem;

/// A schedule or charter is a page or two, a table of licences some thousand lines; whatever is
/// larger is another file. Unit: MiB.
constexpr std::uintmax_t kLargestText = 1;
constexpr std::uintmax_t kLargestTable = 8;

std::string text_of(const fs::path& file, std::uintmax_t largest = kLargestText) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (error) throw CannotStart{"cannot read " + file.string() + ": " + error.message()};
  if (size > largest * 1024 * 1024) {
    throw CannotStart{file.string() + " is larger than " + std::to_string(largest) + " MiB"};
  }
  std::ifstream stream{file, std::ios::binary};
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw CannotStart{"cannot read " + file.string()};
  return text.str();
}

std::vector<std::string> lines_of(const fs::path& file, const std::vector<ScheduleFault>& faults) {
  std::vector<std::string> lines;
  for (const ScheduleFault& fault : faults) {
    lines.push_back(file.string() + ":" + std::to_string(fault.line) + ":" +
                    std::to_string(fault.column) + ": " + fault.what);
  }
  return lines;
}

/// The line, from 1, on which a table of licences gives the weights of a class.
std::ptrdiff_t line_of_weights(const std::string& table, AssetClass asset_class) {
  const std::string line = "\nweights\t" + std::string{to_text(asset_class)} + "\t";
  const std::string text = '\n' + table;
  const auto begin = std::ranges::search(text, line).begin();
  return 1 + std::count(text.begin(), begin, '\n');
}

Charter charter_of(const Settings& settings) {
  if (!settings.charter) return {};
  auto charter = read_charter(text_of(*settings.charter));
  if (!charter) throw CannotStart{lines_of(*settings.charter, charter.error())};
  return *charter;
}

/// A secret for a journal that is not there yet: the one of a start that came no further, or a new
/// one, which is taken back where the journal cannot be made.
Opened made(const Settings& settings) {
  const fs::path file = secret_file(settings.db);
  if (auto secret = read_secret(file)) {
    return {.journal = open_sqlite_journal(settings.db), .secret = std::move(*secret)};
  }
  std::string secret = make_secret(file);
  try {
    return {.journal = open_sqlite_journal(settings.db), .secret = std::move(secret)};
  } catch (const JournalFault&) {
    std::error_code ignored;
    fs::remove(file, ignored);
    throw;
  }
}

}  // namespace

FoundingSchedule founding_schedule(const Settings& settings, Instant now) {
  const Charter charter = charter_of(settings);
  const fs::path file = settings.schedule.value_or("founding schedule");
  std::string text = settings.schedule ? text_of(file) : std::string{founding_schedule_toml()};
  const auto schedule = read_schedule(text, now);
  if (!schedule) throw CannotStart{lines_of(file, schedule.error())};
  const auto faults = breaches(charter, *schedule);
  if (!faults.empty()) throw CannotStart{lines_of(file, faults)};
  return {.toml = std::move(text), .cautions = lines_of(file, cautions(*schedule, now))};
}

ReadLicences read_licence_table(const Settings& settings) {
  if (!settings.licences) {
    // The carried table outlives everything: nobody owns it.
    return {.table = {std::shared_ptr<void>{}, &founding_licences()},
            .digest = sha256(founding_licences_tsv())};
  }
  const std::string name = settings.licences->string();
  const std::string text = text_of(*settings.licences, kLargestTable);
  auto read = read_replacement_licences(text);
  if (!read) {
    const LicenceFault& fault = read.error();
    throw CannotStart{name + ":" + std::to_string(fault.line) + ": " + fault.what};
  }
  for (const AssetClass asset_class : kAssetClasses) {
    if (read->weights(asset_class) == founding_licences().weights(asset_class)) continue;
    throw CannotStart{name + ":" + std::to_string(line_of_weights(text, asset_class)) +
                      ": the weights of " + std::string{to_text(asset_class)} +
                      " are not those that the program carries; weights are changed by a"
                      " schedule, in its [[degree.weights]]"};
  }
  return {.table = std::make_shared<const LicenceTable>(*std::move(read)), .digest = sha256(text)};
}

void check_place(const Settings& settings) {
  const fs::path folder = settings.db.has_parent_path() ? settings.db.parent_path() : ".";
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

Opened opened(const Settings& settings) {
  std::error_code error;
  if (!fs::exists(settings.db, error)) return made(settings);
  auto journal = open_sqlite_journal(settings.db);
  const fs::path file = secret_file(settings.db);
  auto secret = read_secret(file);
  if (!secret && journal->head().sequence > 0) {
    throw CannotStart{"the key file " + file.string() +
                      " is missing; without it nobody's key opens this register"};
  }
  if (!secret) secret = make_secret(file);
  return {.journal = std::move(journal), .secret = std::move(*secret)};
}

}  // namespace quitrent
