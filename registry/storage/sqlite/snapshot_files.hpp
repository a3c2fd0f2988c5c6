// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// Writes `snapshot` beside `journal` so that it is there whole or not at all, even if the machine
/// stops half-way; keeps the newest two. Throws JournalFault.
void write_snapshot_file(const std::filesystem::path& journal, const Snapshot& snapshot);

/// The newest snapshot beside `journal` that is whole and of a sequence no later than `last`;
/// nothing where there is none. Damaged ones and those of another format are passed over.
std::optional<Snapshot> read_newest_snapshot_file(const std::filesystem::path& journal,
                                                  Sequence last);

/// Removes what a stop in mid-writing left behind. For the one writer of the journal, at its start.
void remove_unfinished_snapshots(const std::filesystem::path& journal);

}  // namespace quitrent
