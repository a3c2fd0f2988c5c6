// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/page_list.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <mutex>
#include <system_error>
#include <utility>

#include "registry/storage/sqlite/disk_file.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent {
namespace {

/// A block of the file: turns of eight bytes, and a tag over them and the block's index.
constexpr std::size_t kBlock = 4'096;
constexpr std::size_t kBlockTag = 16;
constexpr std::size_t kTurnOfPage = 8;
constexpr std::size_t kTurnsABlock = (kBlock - kBlockTag) / kTurnOfPage;

std::size_t blocks_for(std::size_t pages) { return (pages + kTurnsABlock - 1) / kTurnsABlock; }

/// The first eight bytes as a number that is never 0.
std::uint64_t first_bytes(std::string_view tag) {
  std::uint64_t word = 0;
  std::memcpy(&word, tag.data(), sizeof word);
  return word == 0 ? 1 : word;
}

}  // namespace

PageList::PageList(KeyedDigest digest, std::string purpose)
    : digest_{std::move(digest)}, purpose_{std::move(purpose)} {}

void PageList::forget() {
  path_.clear();
  turns_.clear();
  frames_.clear();
  newest_ = 0;
  changed_.clear();
  kept_ = 0;
}

void PageList::begin(const std::filesystem::path& path) {
  const std::lock_guard lock{mutex_};
  forget();
  path_ = path;
}

void PageList::load(const std::filesystem::path& path, std::size_t pages) {
  const std::lock_guard lock{mutex_};
  if (path_ == path) return;
  forget();
  // It may lack pages that were moved into the file just before the process ended: they are in the
  // log.
  std::string bytes(blocks_for(pages) * kBlock, '\0');
  std::ifstream file{path, std::ios::binary};
  if (!file) throw DamagedBytes("the list of their pages is not there");
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  if (bytes.size() % kBlock != 0) throw DamagedBytes("the list of their pages is cut");
  read_blocks(bytes);
  path_ = path;
}

void PageList::read_blocks(std::string_view bytes) {
  std::vector<std::uint64_t> turns(bytes.size() / kBlock * kTurnsABlock);
  for (std::size_t at = 0; at * kBlock < bytes.size(); ++at) {
    const std::string_view of_block = bytes.substr(at * kBlock, kBlock - kBlockTag);
    if (bytes.substr(at * kBlock + of_block.size(), kBlockTag) != tag(at, of_block)) {
      throw DamagedBytes("the list of their pages is damaged");
    }
    std::memcpy(&turns.at(at * kTurnsABlock), of_block.data(), of_block.size());
  }
  kept_ = bytes.size() / kBlock;
  newest_ = turns.empty() ? 0 : *std::ranges::max_element(turns);
  turns_ = std::move(turns);
}

void PageList::save() {
  std::vector<std::pair<std::size_t, std::string>> blocks;
  std::size_t in_all = 0;
  bool is_new = false;
  {
    const std::shared_lock lock{mutex_};
    if (changed_.empty()) return;
    in_all = blocks_for(turns_.size());
    std::error_code absent;
    is_new = kept_ == 0 || std::filesystem::file_size(path_, absent) < kept_ * kBlock || absent;
    for (std::size_t at = 0; at < in_all; ++at) {
      if (is_new || changed_.contains(at)) blocks.emplace_back(at, block(at));
    }
  }
  try {
    DiskFile file{path_};
    for (const auto& [at, bytes] : blocks) file.write_at(at * kBlock, bytes);
    file.sync();
    if (is_new) sync_folder(std::filesystem::absolute(path_).parent_path());
  } catch (...) {
    kept_ = 0;  // it is unknown what was written
    throw;
  }
  const std::lock_guard lock{mutex_};
  changed_.clear();
  kept_ = in_all;
}

void PageList::note_page(std::uint32_t number, std::uint64_t turn) {
  const std::lock_guard lock{mutex_};
  if (path_.empty()) return;
  if (turns_.size() < number) turns_.resize(number);
  turns_[number - 1] = turn;
  newest_ = std::max(newest_, turn);
  changed_.insert((number - 1) / kTurnsABlock);
}

bool PageList::is_page(std::uint32_t number, std::uint64_t turn) const {
  const std::shared_lock lock{mutex_};
  return path_.empty() || (number <= turns_.size() && turns_[number - 1] == turn);
}

bool PageList::may_follow(std::uint32_t number, std::uint64_t turn) const {
  const std::shared_lock lock{mutex_};
  return number > turns_.size() || turns_[number - 1] <= turn;
}

std::uint64_t PageList::newest() const {
  const std::shared_lock lock{mutex_};
  return newest_;
}

void PageList::note_frame(std::size_t index, std::string_view tag) {
  const std::lock_guard lock{mutex_};
  if (path_.empty()) return;
  if (frames_.size() <= index) frames_.resize(index + 1);
  frames_[index] = first_bytes(tag);
}

bool PageList::may_be_frame(std::size_t index, std::string_view tag) const {
  const std::shared_lock lock{mutex_};
  return index >= frames_.size() || frames_[index] == 0 || frames_[index] == first_bytes(tag);
}

std::string PageList::block(std::size_t index) const {
  std::string bytes(kBlock - kBlockTag, '\0');
  const std::size_t first = index * kTurnsABlock;
  const std::size_t count = std::min(kTurnsABlock, turns_.size() - first);
  std::memcpy(bytes.data(), &turns_[first], count * kTurnOfPage);
  return bytes + tag(index, bytes);
}

std::string PageList::tag(std::size_t index, std::string_view turns) const {
  std::string bytes = std::to_string(index) + ' ';
  bytes += turns;
  const Digest digest = digest_ ? digest_(purpose_, bytes) : sha256(purpose_ + '\0' + bytes);
  return std::string{view(digest).substr(0, kBlockTag)};
}

}  // namespace quitrent
