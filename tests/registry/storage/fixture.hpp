// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdlib.h>
#include <string>
#include <system_error>
#include <vector>

#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"

namespace quitrent::storage_tests {

/// A temporary folder for one test. The destructor removes it.
class TemporaryFolder {
 public:
  /// Makes the folder.
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "quitrent-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category());
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  /// The path of the folder.
  const std::filesystem::path& path() const { return path_; }
  /// The path of the journal in the folder.
  std::filesystem::path journal() const { return path_ / "register.db"; }

 private:
  std::filesystem::path path_;
};

/// Changes one bit of the byte at `at` of a file, whatever the byte was.
inline void flip_bit(const std::filesystem::path& path, std::uintmax_t at) {
  std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
  file.seekg(static_cast<std::streamoff>(at));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(at));
  file.put(static_cast<char>(byte ^ 4));
}

/// Makes `count` linked entries after `head` and moves `head` to the last. The n-th entry of a
/// journal has n modulo 3 public events, and its parts contain n.
inline std::vector<Entry> batch(Head& head, int count) {
  std::vector<Entry> entries(static_cast<std::size_t>(count));
  for (Entry& entry : entries) {
    const auto sequence = head.sequence + 1;
    entry.at = Instant::from_seconds(1'767'225'600 + static_cast<std::int64_t>(sequence / 10));
    entry.public_count = static_cast<std::uint32_t>(sequence % 3);
    entry.public_part = "public " + std::to_string(sequence) + std::string(sequence % 300, 'p');
    if (sequence % 7 != 0) entry.private_part = std::string("seed\0", 5) + std::to_string(sequence);
    link_entry(head, entry);
  }
  return entries;
}

/// Appends `count` entries in one batch.
inline void append(Journal& journal, int count) {
  Head head = journal.head();
  journal.append(batch(head, count));
}

/// Every entry after `after`.
inline std::vector<Entry> entries_after(JournalReader& reader, Sequence after) {
  std::vector<Entry> found;
  reader.read(after, [&](const Entry& entry) {
    found.push_back(entry);
    return true;
  });
  return found;
}

/// Verifies every link of a journal and answers with the head of its chain. Throws if a link is
/// broken.
inline Head verified_head(JournalReader& reader) {
  Head head;
  reader.read(0, [&](const Entry& entry) {
    if (const auto wrong = verify_link(head, entry)) throw std::runtime_error(*wrong);
    return true;
  });
  return head;
}

/// Why a journal is not opened; empty where it is.
inline std::string refusal(const std::filesystem::path& path) {
  try {
    open_sqlite_journal(path);
  } catch (const JournalUnusable& fault) {
    return fault.what();
  }
  return "";
}

}  // namespace quitrent::storage_tests
