// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// Writes `snapshot` beside `journal` so that it is there whole or not at all, even if the machine
/// stops half-way; keeps the newest two. Throws JournalFault.
void write_snapshot_file(const std::filesystem::path& journal, const Snapshot& snapshot);

/// The sequences of which there are snapshots beside `journal`, the newest first, whole or not.
std::vector<Sequence> snapshot_sequences(const std::filesystem::path& journal);

/// The snapshot of this sequence beside `journal`; where it is damaged, of another format or gone,
/// what is wrong in a clause.
std::expected<Snapshot, std::string> read_snapshot_file(const std::filesystem::path& journal,
                                                        Sequence sequence);

/// A snapshot, as its name has it.
struct NamedSnapshot {
  std::filesystem::path file;
  Sequence sequence = 0;
};

/// The snapshots beside `journal` by their names, damaged and unfinished ones too, in no order:
/// whatever stands in them, the journal once held that entry.
std::vector<NamedSnapshot> named_snapshots(const std::filesystem::path& journal);

/// Removes what a stop in mid-writing left behind. For the one writer of the journal, at its start.
void remove_unfinished_snapshots(const std::filesystem::path& journal);

}  // namespace quitrent
