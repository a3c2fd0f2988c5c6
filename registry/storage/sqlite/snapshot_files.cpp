// SPDX-License-Identifier: EUPL-1.2
//
// A snapshot is a file <journal>-snapshot-<sequence>: a header of 80 bytes (mark, format, sequence,
// size, digest; numbers with the lowest byte first) and the bytes. It is written under another
// name, made durable, and only then renamed.
#include "registry/storage/sqlite/snapshot_files.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "registry/storage/sqlite/disk_file.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent {
namespace {

constexpr std::string_view kMark = "quitrent snapshot\n";
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kSnapshotHeader = 80;
constexpr std::size_t kSnapshotsKept = 2;
constexpr std::string_view kUnfinished = ".unfinished";

void put(std::string& bytes, std::uint64_t value, std::size_t width) {
  for (std::size_t index = 0; index < width; ++index) {
    bytes += static_cast<char>(static_cast<std::uint8_t>(value >> (8 * index)));
  }
}

/// The beginning of a header; it is known before the bytes are read.
std::string beginning(Sequence sequence, std::uint64_t size) {
  std::string bytes{kMark};
  put(bytes, kFormat, 4);
  put(bytes, sequence, 8);
  put(bytes, size, 8);
  return bytes;
}

/// The first 80 bytes of a whole snapshot; zeros fill the rest.
std::string header(const Snapshot& snapshot) {
  std::string bytes = beginning(snapshot.sequence, snapshot.bytes.size());
  bytes += view(snapshot.digest);
  bytes.resize(kSnapshotHeader);
  return bytes;
}

std::filesystem::path folder_of(const std::filesystem::path& journal) {
  return std::filesystem::absolute(journal).parent_path();
}

std::string stem(const std::filesystem::path& journal) {
  return journal.filename().string() + "-snapshot-";
}

std::filesystem::path snapshot_path(const std::filesystem::path& journal, Sequence sequence) {
  return folder_of(journal) / (stem(journal) + std::to_string(sequence));
}

/// The names of all files beside `journal` that begin like its snapshots, without that beginning.
std::vector<std::string> endings(const std::filesystem::path& journal) {
  std::vector<std::string> found;
  std::error_code failed;
  const std::string beginning = stem(journal);
  for (std::filesystem::directory_iterator file{folder_of(journal), failed}, end;
       !failed && file != end; file.increment(failed)) {
    const std::string name = file->path().filename().string();
    if (name.starts_with(beginning)) found.push_back(name.substr(beginning.size()));
  }
  return found;
}

}  // namespace

void write_snapshot_file(const std::filesystem::path& journal, const Snapshot& snapshot) {
  const auto path = snapshot_path(journal, snapshot.sequence);
  auto unfinished = path;
  unfinished += kUnfinished;
  {
    DiskFile file{unfinished};
    file.clear();
    file.write(header(snapshot));
    file.write(snapshot.bytes);
    file.sync();
  }
  std::error_code failed;
  std::filesystem::rename(unfinished, path, failed);
  if (failed) throw JournalFault(path.string() + " cannot be named: " + failed.message());
  sync_folder(folder_of(journal));
  const auto kept = snapshot_sequences(journal);
  for (std::size_t index = kSnapshotsKept; index < kept.size(); ++index) {
    std::filesystem::remove(snapshot_path(journal, kept[index]), failed);
  }
}

std::vector<Sequence> snapshot_sequences(const std::filesystem::path& journal) {
  std::vector<Sequence> found;
  for (const std::string& ending : endings(journal)) {
    Sequence sequence = 0;
    std::from_chars(ending.data(), ending.data() + ending.size(), sequence);
    if (std::to_string(sequence) == ending) found.push_back(sequence);
  }
  std::ranges::sort(found, std::greater{});
  return found;
}

std::expected<Snapshot, std::string> read_snapshot_file(const std::filesystem::path& journal,
                                                        Sequence sequence) {
  const auto path = snapshot_path(journal, sequence);
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return std::unexpected("is no file");
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) return std::unexpected("cannot be read: " + failed.message());
  if (size < kSnapshotHeader) return std::unexpected("is cut short");
  std::ifstream file{path, std::ios::binary};
  std::string head(kSnapshotHeader, '\0');
  if (!file.read(head.data(), static_cast<std::streamsize>(head.size()))) {
    return std::unexpected("cannot be read");
  }
  // Checked before memory for the bytes is allocated: their number may be damaged too.
  if (!head.starts_with(beginning(sequence, size - kSnapshotHeader))) {
    return std::unexpected("does not begin as a snapshot of its sequence and size does");
  }
  Snapshot snapshot{.sequence = sequence, .digest = {}, .bytes = {}};
  snapshot.bytes.resize(size - kSnapshotHeader);
  if (!file.read(snapshot.bytes.data(), static_cast<std::streamsize>(snapshot.bytes.size()))) {
    return std::unexpected("cannot be read");
  }
  snapshot.digest = sha256(snapshot.bytes);
  if (head != header(snapshot)) return std::unexpected("does not match its digest");
  return snapshot;
}

std::vector<NamedSnapshot> named_snapshots(const std::filesystem::path& journal) {
  std::vector<NamedSnapshot> found;
  for (const std::string& ending : endings(journal)) {
    Sequence sequence = 0;
    const char* const end = ending.data() + ending.size();
    const auto read = std::from_chars(ending.data(), end, sequence);
    const std::string_view rest{read.ptr, end};
    if (read.ec != std::errc{} || (!rest.empty() && rest != kUnfinished)) continue;
    found.push_back({.file = folder_of(journal) / (stem(journal) + ending), .sequence = sequence});
  }
  return found;
}

void remove_unfinished_snapshots(const std::filesystem::path& journal) {
  for (const std::string& ending : endings(journal)) {
    if (!ending.ends_with(kUnfinished)) continue;
    std::error_code failed;
    std::filesystem::remove(folder_of(journal) / (stem(journal) + ending), failed);
  }
}

}  // namespace quitrent
