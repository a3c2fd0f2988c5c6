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

/// The bytes of a page of a sealed SQLite file, and the bytes at its end that SQLite leaves to the
/// seal.
inline constexpr std::size_t kSealedPage = 4'096;
inline constexpr std::size_t kSealSize = 32;

/// Seals every page of an SQLite file and of its log with a digest over the page's number and
/// content, and checks the seal whenever SQLite reads the page. So nothing that somebody else
/// changed is ever used. SQLite then returns a fault that is `damaged`; a frame of the log without
/// a seal counts as never written. A page that was replaced by an earlier version of itself has a
/// right seal. The process that writes the file keeps the list of its pages and treats such a page
/// as damage; another process, which only reads, has no list and does not notice it. Thread-safe;
/// must outlive the connections that use it. Only one file at a time has a list.
class PageSeal {
 public:
  /// Seals with `digest` for this purpose. An empty function means plain SHA-256, for tests without
  /// a secret.
  PageSeal(KeyedDigest digest, std::string purpose);
  ~PageSeal();
  PageSeal(const PageSeal&) = delete;
  PageSeal& operator=(const PageSeal&) = delete;

  /// The name of the sealing file system in SQLite.
  const char* name() const { return name_.c_str(); }
  /// Sets the turn of the pages that are written from now on.
  void set_turn(std::uint64_t turn) { turn_ = turn; }

  /// The list of the file's pages; without a file until `begin` or `load`.
  PageList& pages() const { return *pages_; }
  /// Stores the list. Throws SqliteFault.
  void save_pages() const;

  /// The turn of a sealed page. Nothing where `page` has no right seal for page `number`, counted
  /// from 1. Requires kSealedPage bytes.
  std::optional<std::uint64_t> turn_of(std::uint32_t number, std::string_view page) const;
  /// `page` with its seal in place of its last kSealSize bytes. The checksum of the frame in
  /// SQLite's log stays the same. Requires kSealedPage bytes.
  std::array<char, kSealedPage> sealed(std::uint32_t number, std::string_view page) const;

 private:
  /// The first bytes of the keyed digest of one page: the tag in its seal.
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
