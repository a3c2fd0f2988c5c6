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

/// What was found of a head file.
enum class HeadFileState : std::uint8_t {
  absent,   ///< there is none
  damaged,  ///< it has no whole record, or it belongs to another register
  sound,
};

/// The entry that a head file names: the journal has held it.
struct HeadFile {
  HeadFileState state = HeadFileState::absent;
  Sequence sequence = 0;  ///< where sound
  Digest digest;          ///< chain digest of that entry
};

/// The path of the head file of `journal`: its name and `.head`.
std::filesystem::path head_file(const std::filesystem::path& journal);

/// Reads the head file of `journal`: of the records with the register's own digest, the later one.
HeadFile read_head_file(const std::filesystem::path& journal, const KeyedDigest& keyed_digest);

/// The settings of keeping_head().
struct HeadKeeping {
  std::filesystem::path journal;                        ///< the file stands beside it
  KeyedDigest keyed_digest;                             ///< uses the register's secret
  std::function<void(std::string_view line)> complain;  ///< called from a separate thread
};

/// `journal`, and beside it a file that names its newest entry: the next start sees from it whether
/// entries are missing. Each append notes its entry in the file before it returns; the note
/// outlives the process. A thread makes the file durable at most once a second, and when the answer
/// is destroyed. Nothing is written before the first append. The head file is no part of the
/// register: if it cannot be written, `complain` is called once per fault and the register goes on.
std::unique_ptr<Journal> keeping_head(std::unique_ptr<Journal> journal, HeadKeeping keeping);

}  // namespace quitrent
