// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/office/kept_answers.hpp"
#include "market/books.hpp"
#include "registry/journal/journal.hpp"

namespace quitrent {

/// What a journal comes to up to a sequence number: the books, the answers kept, where it ends.
struct FoldedJournal {
  Books books;
  KeptAnswers kept;
  Head head;

  /// Folds the next entry in; throws DamagedBytes where it does not follow or cannot be read.
  void fold(const Entry& entry);
  /// The same as a snapshot.
  Snapshot snapshot() const;
};

/// What happens on the way: entries folded in since the snapshot; false stops.
using FoldProgress = std::function<bool(Sequence folded_to)>;

/// Folds the newest snapshot and the journal after it, up to the end or until `progress` says stop;
/// a snapshot of another layout is passed over, and the whole journal folded.
/// Throws JournalFault, or DamagedBytes where the chain is broken.
std::unique_ptr<FoldedJournal> folded(JournalReader& reader, const FoldProgress& progress);

}  // namespace quitrent
