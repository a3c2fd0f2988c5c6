// SPDX-License-Identifier: EUPL-1.2
#include "api/views/view_check.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <fstream>
#include <system_error>
#include <thread>

#include "registry/storage/sqlite/side_files.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

/// While a server writes the views, one attempt may see a file, a log and a list of pages of
/// different moments.
constexpr int kAttempts = 3;
constexpr std::chrono::milliseconds kBetweenAttempts{500};

/// The place of the layout's number in the header of a database. Source:
/// sqlite.org/fileformat2.html, section 1.3.
constexpr std::size_t kLayoutPlace = 60;
constexpr std::size_t kHeaderSize = 100;

/// Whether the file says that an earlier program made it: its pages may be without seals.
bool of_earlier_layout(const std::filesystem::path& path) {
  std::array<char, kHeaderSize> header{};
  std::ifstream file{path, std::ios::binary};
  if (!file.read(header.data(), header.size())) return false;
  std::int64_t layout = 0;
  for (std::size_t at = kLayoutPlace; at < kLayoutPlace + 4; ++at) {
    layout = layout << 8 | static_cast<std::uint8_t>(header.at(at));
  }
  return layout > 0 && layout < kViewsLayout;
}

/// Throws SqliteFault or DamagedBytes where the views are not whole.
ViewMark mark_of_whole_views(const std::filesystem::path& path, const PageSeal& seal) {
  if (const auto odd = no_view_file(path)) throw DamagedBytes(*odd);
  const TurnsOnDisk on_disk = turns_on_disk(path, seal);
  // While this connection reads, the log does not begin anew: a page is in the log, or in the list
  // that is loaded now.
  Database holding{path, OpenAs::reader, &seal};
  holding.execute("BEGIN");
  holding.number("SELECT number FROM turn");
  load_list_of_pages(path, seal);
  Database database{path, OpenAs::reader, &seal};
  database.execute("BEGIN");
  if (database.number("PRAGMA application_id") != kViewsApplication ||
      database.number("PRAGMA user_version") != kViewsLayout) {
    throw DamagedBytes("they are of another layout");
  }
  checked_turns(on_disk, database, seal);
  const std::string found = database.text("PRAGMA integrity_check(1)");
  if (found != "ok") throw DamagedBytes(found);
  return read_mark(database, Marked::tables);
}

CheckedViews attempted(const std::filesystem::path& path, const KeyedDigest& keyed_digest) {
  const std::string views = "the views " + path.string();
  try {
    const PageSeal seal{keyed_digest, "views"};
    return {.mark = mark_of_whole_views(path, seal)};
  } catch (const SqliteFault& fault) {
    if (fault.may_pass() && !fault.unreadable()) {
      return {.note = "The views were not checked: " + std::string{fault.what()} + "."};
    }
    return {.damage = views + " are damaged: " + fault.what()};
  } catch (const std::exception& fault) {
    return {.damage = views + " are damaged: " + fault.what()};
  }
}

}  // namespace

CheckedViews checked_views(const std::filesystem::path& path, const KeyedDigest& keyed_digest) {
  if (of_earlier_layout(path)) {
    return {.note = "The views are of an earlier layout; the next start makes them anew."};
  }
  CheckedViews checked;
  for (int attempt = 1; attempt <= kAttempts; ++attempt) {
    checked = attempted(path, keyed_digest);
    if (checked.damage.empty()) break;
    if (attempt < kAttempts) std::this_thread::sleep_for(kBetweenAttempts);
  }
  return checked;
}

}  // namespace quitrent::api
