// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// Writes `snapshot` beside `journal` whole or not at all, even if the machine stops while writing;
/// keeps the newest two. Throws JournalFault.
void write_snapshot_file(const std::filesystem::path& journal, const Snapshot& snapshot);

/// The sequences of the snapshots beside `journal`, the newest first, damaged ones included.
std::vector<Sequence> snapshot_sequences(const std::filesystem::path& journal);

/// The snapshot of this sequence beside `journal`. If it is damaged, of another format or absent,
/// the fault as a clause.
std::expected<Snapshot, std::string> read_snapshot_file(const std::filesystem::path& journal,
                                                        Sequence sequence);

/// A snapshot file and the sequence that its name states.
struct NamedSnapshot {
  std::filesystem::path file;
  Sequence sequence = 0;
};

/// The snapshots beside `journal` by their names, damaged and unfinished ones too, in no order.
/// Their content does not matter: the journal once held that entry.
std::vector<NamedSnapshot> named_snapshots(const std::filesystem::path& journal);

/// Removes the files of snapshots whose writing was interrupted. Called by the one writer of the
/// journal at its start.
void remove_unfinished_snapshots(const std::filesystem::path& journal);

}  // namespace quitrent
