// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/digest.hpp"

namespace quitrent {

/// What this process last wrote into a sealed file and its log: the turn of each page in the file,
/// and the tag in each frame of the log. A page that somebody replaced by an earlier version of
/// itself still has a right seal; this list shows that it is not the newest. The turns are also
/// stored in a file of their own, for the next process, in blocks that each have a digest. That
/// file must be durable before the log starts again. One thread may write; the questions are
/// thread-safe.
class PageList {
 public:
  /// A list without a file: every answer is that all is right. `digest` is the digest of the seal.
  PageList(KeyedDigest digest, std::string purpose);

  /// Begins the list of a new file; the list is stored at `path`.
  void begin(const std::filesystem::path& path);
  /// Loads the list of a file of `pages` pages from `path`, unless this process has it already.
  /// Throws DamagedBytes with the reason where the stored list cannot be trusted; then the list has
  /// no file.
  void load(const std::filesystem::path& path, std::size_t pages);
  /// Stores the changes durably. Throws JournalFault; the next call then stores the whole list
  /// again.
  void save();

  /// Records that page `number`, counted from 1, is in the file as of `turn`.
  void note_page(std::uint32_t number, std::uint64_t turn);
  /// Whether page `number` is in the file as of `turn`.
  bool is_page(std::uint32_t number, std::uint64_t turn) const;
  /// Whether the log may hold the page as of `turn`: the file has no newer version of it.
  bool may_follow(std::uint32_t number, std::uint64_t turn) const;
  /// The newest turn of any page in the file; 0 if there is none.
  std::uint64_t newest() const;

  /// Records the tag of frame `index` of the log, counted from 0; only its first bytes are kept.
  void note_frame(std::size_t index, std::string_view tag);
  /// Whether frame `index` has this tag, or its tag is unknown because another process wrote it.
  bool may_be_frame(std::size_t index, std::string_view tag) const;

 private:
  void forget();
  std::string block(std::size_t index) const;
  std::string tag(std::size_t index, std::string_view turns) const;
  void read_blocks(std::string_view bytes);

  const KeyedDigest digest_;
  const std::string purpose_;
  mutable std::shared_mutex mutex_;  // guards what follows
  std::filesystem::path path_;       // empty: no file
  std::vector<std::uint64_t> turns_;
  std::vector<std::uint64_t> frames_;
  std::uint64_t newest_ = 0;
  std::set<std::size_t> changed_;  // blocks
  std::size_t kept_ = 0;           // blocks in the stored list
};

}  // namespace quitrent
