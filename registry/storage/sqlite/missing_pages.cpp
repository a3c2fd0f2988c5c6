// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/missing_pages.hpp"

#include <cstdint>
#include <fstream>
#include <set>
#include <string_view>
#include <system_error>

#include "registry/storage/sqlite/log_format.hpp"

namespace quitrent {
namespace {

// The log: a header of 32 bytes with its salts at 16, then frames of a header of 24 bytes, with the
// page's number at 0 and the salts at 8, and a page. Source: SQLite, "WAL-mode File Format".
constexpr std::size_t kSalts = 8;

// The header of a file: the size of a page in two bytes at 16, 1 meaning 65'536, and the number of
// pages in four bytes at 28. Source: SQLite, "Database File Format".
constexpr std::size_t kHeader = 100;
constexpr std::size_t kPageSize = 16;
constexpr std::size_t kPageCount = 28;

/// SQLite leaves out the page that holds this byte, where it puts its locks. Unit: bytes.
constexpr std::int64_t kLockByte = 1'073'741'824;

/// The number in these bytes, the highest first.
std::int64_t number_in(std::string_view bytes) {
  std::int64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<std::uint8_t>(byte);
  return number;
}

std::int64_t page_number(std::string_view header) { return number_in(header.substr(0, 4)); }

/// The pages from `first` on of which the log has a frame of its present turn.
std::set<std::int64_t> pages_in_log(const std::filesystem::path& log, std::int64_t page_size,
                                    std::int64_t first) {
  std::set<std::int64_t> pages;
  std::ifstream stream{log, std::ios::binary};
  std::string header(kLogHeader, '\0');
  if (!stream.read(header.data(), static_cast<std::streamsize>(header.size()))) return pages;
  const std::string salts = header.substr(16, kSalts);
  std::string frame(kFrameHeader, '\0');
  while (stream.read(frame.data(), static_cast<std::streamsize>(frame.size())) &&
         frame.compare(8, kSalts, salts) == 0) {
    if (page_number(frame) >= first) pages.insert(page_number(frame));
    stream.seekg(page_size, std::ios::cur);
  }
  return pages;
}

}  // namespace

std::optional<std::string> missing_pages(Database& database, const std::filesystem::path& file) {
  const std::int64_t page_size = database.number("PRAGMA page_size");
  const std::int64_t count = database.number("PRAGMA page_count");
  const auto in_file = static_cast<std::int64_t>(std::filesystem::file_size(file)) / page_size;
  if (in_file >= count) return std::nullopt;
  std::filesystem::path log = file;
  log += "-wal";
  const std::set<std::int64_t> in_log = pages_in_log(log, page_size, in_file + 1);
  for (std::int64_t page = in_file + 1; page <= count; ++page) {
    if (in_log.contains(page) || page == kLockByte / page_size + 1) continue;
    return "its pages from " + std::to_string(page) + " on are missing";
  }
  return std::nullopt;
}

std::optional<std::string> cut_short(const std::filesystem::path& file) {
  std::string header(kHeader, '\0');
  std::ifstream stream{file, std::ios::binary};
  if (!stream.read(header.data(), static_cast<std::streamsize>(header.size()))) return std::nullopt;
  const std::string_view bytes = header;
  const std::int64_t page = number_in(bytes.substr(kPageSize, 2));
  const std::int64_t whole =
      number_in(bytes.substr(kPageCount, 4)) * (page == 1 ? std::int64_t{65'536} : page);
  std::error_code unknown;
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file, unknown));
  if (unknown || size >= whole) return std::nullopt;
  return "it has " + std::to_string(size) + " of " + std::to_string(whole) + " bytes";
}

}  // namespace quitrent
