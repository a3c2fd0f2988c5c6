// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "registry/storage/sqlite/page_list.hpp"
#include "registry/vocabulary/digest.hpp"

struct sqlite3_vfs;  // NOLINT(readability-identifier-naming): named by SQLite

namespace quitrent {

/// Bytes of a page of an SQLite file that is sealed, and of its end that SQLite leaves to the seal.
inline constexpr std::size_t kSealedPage = 4'096;
inline constexpr std::size_t kSealSize = 32;

/// Seals every page of an SQLite file, in the file as in its log, with a digest over its number and
/// all that it holds, and checks it whenever SQLite reads the page: what somebody else has changed,
/// however lawful it looks, is never seen. SQLite then answers with a fault that is `damaged`; what
/// of a log is not sealed counts as never written. A page that was put back as it once stood keeps
/// its seal: whoever writes the file keeps the list of its pages, and is told as of damage. Who
/// keeps none, another process that only reads, is not. Thread-safe; outlives the connections that
/// use it. One file at a time has a list.
class PageSeal {
 public:
  /// Seals by `digest` for this purpose. An empty function: plain SHA-256, for tests without a
  /// secret.
  PageSeal(KeyedDigest digest, std::string purpose);
  ~PageSeal();
  PageSeal(const PageSeal&) = delete;
  PageSeal& operator=(const PageSeal&) = delete;

  /// The name under which SQLite finds the file system that seals.
  const char* name() const { return name_.c_str(); }
  /// Pages that are written from now on say that they are of this turn.
  void set_turn(std::uint64_t turn) { turn_ = turn; }

  /// The list of the file's pages; of no file until `begin` or `load`.
  PageList& pages() const { return *pages_; }
  /// Keeps the list. Throws SqliteFault.
  void save_pages() const;

  /// The turn of a sealed page, or nothing where `page` has no seal of ours for page `number`, from
  /// 1. Requires kSealedPage bytes.
  std::optional<std::uint64_t> turn_of(std::uint32_t number, std::string_view page) const;
  /// `page` with its seal in place of its last kSealSize bytes. The checksum that SQLite's log has
  /// over a frame stays what it is for `page`. Requires kSealedPage bytes.
  std::array<char, kSealedPage> sealed(std::uint32_t number, std::string_view page) const;

 private:
  /// What stands before the digest of one page.
  std::array<char, 16> tag(std::uint32_t number, std::string_view content,
                           std::string_view turn) const;

  KeyedDigest digest_;
  std::string purpose_;
  std::string name_;
  std::unique_ptr<PageList> pages_;
  std::atomic<std::uint64_t> turn_ = 0;
  std::unique_ptr<sqlite3_vfs> files_;
};

}  // namespace quitrent
