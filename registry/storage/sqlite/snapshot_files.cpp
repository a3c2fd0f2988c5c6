// SPDX-License-Identifier: EUPL-1.2
//
// A snapshot is a file <journal>-snapshot-<sequence>: a header of 80 bytes (mark, format, sequence,
// size, digest; numbers with the lowest byte first) and the bytes. It is written under a name of
// its own, made durable, and only then given its name.
#include "registry/storage/sqlite/snapshot_files.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "registry/storage/sqlite/disk_file.hpp"

namespace quitrent {
namespace {

constexpr std::string_view kMark = "quitrent snapshot\n";
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kHeaderSize = 80;
constexpr std::size_t kSnapshotsKept = 2;
constexpr std::string_view kUnfinished = ".unfinished";

void put(std::string& bytes, std::uint64_t value, std::size_t width) {
  for (std::size_t place = 0; place < width; ++place) {
    bytes += static_cast<char>(static_cast<std::uint8_t>(value >> (8 * place)));
  }
}

/// The first 80 bytes of a whole snapshot; zeros fill what is left.
std::string header(const Snapshot& snapshot) {
  std::string bytes{kMark};
  put(bytes, kFormat, 4);
  put(bytes, snapshot.sequence, 8);
  put(bytes, snapshot.bytes.size(), 8);
  bytes += view(snapshot.digest);
  bytes.resize(kHeaderSize);
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

/// The names of all files beside `journal` that begin as its snapshots do, without that beginning.
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

/// The sequences of which there are snapshots, the newest first.
std::vector<Sequence> sequences(const std::filesystem::path& journal) {
  std::vector<Sequence> found;
  for (const std::string& ending : endings(journal)) {
    Sequence sequence = 0;
    const char* end = ending.data() + ending.size();
    const auto read = std::from_chars(ending.data(), end, sequence);
    if (read.ec == std::errc{} && read.ptr == end) found.push_back(sequence);
  }
  std::ranges::sort(found, std::greater{});
  return found;
}

std::optional<Snapshot> read_whole(const std::filesystem::path& path, Sequence sequence) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed || size < kHeaderSize) return std::nullopt;
  std::ifstream file{path, std::ios::binary};
  std::string head(kHeaderSize, '\0');
  Snapshot snapshot;
  snapshot.sequence = sequence;
  snapshot.bytes.resize(size - kHeaderSize);
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  file.read(snapshot.bytes.data(), static_cast<std::streamsize>(snapshot.bytes.size()));
  if (!file) return std::nullopt;
  snapshot.digest = sha256(snapshot.bytes);
  // What a whole file of this sequence and these bytes begins with is known to the byte.
  if (head != header(snapshot)) return std::nullopt;
  return snapshot;
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
  auto kept = sequences(journal);
  for (std::size_t place = kSnapshotsKept; place < kept.size(); ++place) {
    std::filesystem::remove(snapshot_path(journal, kept[place]), failed);
  }
}

std::optional<Snapshot> read_newest_snapshot_file(const std::filesystem::path& journal,
                                                  Sequence last) {
  for (const Sequence sequence : sequences(journal)) {
    if (sequence > last) continue;
    if (auto whole = read_whole(snapshot_path(journal, sequence), sequence)) return whole;
  }
  return std::nullopt;
}

void remove_unfinished_snapshots(const std::filesystem::path& journal) {
  for (const std::string& ending : endings(journal)) {
    if (!ending.ends_with(kUnfinished)) continue;
    std::error_code failed;
    std::filesystem::remove(folder_of(journal) / (stem(journal) + ending), failed);
  }
}

}  // namespace quitrent
