// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "registry/journal/journal.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent {

/// What a head file is worth.
enum class HeadFileState : std::uint8_t {
  absent,   ///< there is none
  damaged,  ///< no record in it is whole, or it is of another register
  sound,
};

/// An entry that the journal held, as its head file names it.
struct HeadFile {
  HeadFileState state = HeadFileState::absent;
  Sequence sequence = 0;  ///< where sound
  Digest digest;          ///< chain digest of that entry
};

/// Where the head file of `journal` lies: the same name and `.head`.
std::filesystem::path head_file(const std::filesystem::path& journal);

/// Reads the head file of `journal`: the later of its records that bear the register's own digest.
HeadFile read_head_file(const std::filesystem::path& journal, const KeyedDigest& keyed_digest);

/// How a head file is kept.
struct HeadKeeping {
  std::filesystem::path journal;                        ///< the file lies beside it
  KeyedDigest keyed_digest;                             ///< under the register's secret
  std::function<void(std::string_view line)> complain;  ///< from a thread of its own
};

/// `journal`, and beside it a file that names its newest entry: evidence for the next start that
/// nothing is missing. Each append notes its entry in the file before it returns, which outlives
/// the process; a thread makes the file durable, at most once a second, and when the answer goes,
/// but nothing is written before the first append. It is no part of the register: where it cannot
/// be written `complain` hears so, once a fault, and the register goes on.
std::unique_ptr<Journal> keeping_head(std::unique_ptr<Journal> journal, HeadKeeping keeping);

}  // namespace quitrent
