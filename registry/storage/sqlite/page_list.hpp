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

/// What a sealed file and its log hold, as this process wrote it last: of which turn each page in
/// the file is, and the tag in each frame of the log. A page that was put back as it once stood has
/// a fitting seal; here it is not the newest. The turns are also kept in a file of their own, in
/// blocks with a digest each, for the next process: it must be durable before the log begins anew.
/// Writing is for one thread; what is asked is thread-safe.
class PageList {
 public:
  /// Of no file yet: everything is as it should be. `digest` is that of the seal.
  PageList(KeyedDigest digest, std::string purpose);

  /// Begins the list of a file that is about to be made; `path` is where the list is kept.
  void begin(const std::filesystem::path& path);
  /// Takes the list of a file of `pages` pages from where it is kept, unless this process has it.
  /// Throws DamagedBytes, and says why, where it cannot be believed; then it is of no file.
  void load(const std::filesystem::path& path, std::size_t pages);
  /// Keeps what has changed, durably. Throws JournalFault; then all of it is to be kept again.
  void save();

  /// Page `number`, from 1, stands in the file as of `turn`.
  void note_page(std::uint32_t number, std::uint64_t turn);
  /// Whether that is what stands there.
  bool is_page(std::uint32_t number, std::uint64_t turn) const;
  /// Whether the log may hold the page as of `turn`: the file holds no newer one.
  bool may_follow(std::uint32_t number, std::uint64_t turn) const;
  /// The newest turn of any page in the file; 0: there is none.
  std::uint64_t newest() const;

  /// Frame `index` of the log, from 0, has this tag, of which the first bytes tell.
  void note_frame(std::size_t index, std::string_view tag);
  /// Whether that is what stands there, or nobody knows: another process wrote it.
  bool may_be_frame(std::size_t index, std::string_view tag) const;

 private:
  void forget();
  std::string block(std::size_t index) const;
  std::string tag(std::size_t index, std::string_view turns) const;
  void read_blocks(std::string_view bytes);

  const KeyedDigest digest_;
  const std::string purpose_;
  mutable std::shared_mutex mutex_;  // of what follows
  std::filesystem::path path_;       // empty: of no file
  std::vector<std::uint64_t> turns_;
  std::vector<std::uint64_t> frames_;
  std::uint64_t newest_ = 0;
  std::set<std::size_t> changed_;  // blocks
  std::size_t kept_ = 0;           // blocks in the file
};

}  // namespace quitrent
