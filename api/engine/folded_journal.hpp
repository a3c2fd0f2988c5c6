// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/engine/kept_answers.hpp"
#include "market/state/books.hpp"
#include "registry/journal/journal.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// What a journal comes to up to a sequence number: the books, the answers kept, where it ends.
struct FoldedJournal {
  market::Books books;
  KeptAnswers kept;  ///< not older than kAnswersKept
  Head head;

  /// Folds the next entry in; throws DamagedBytes where it does not follow or cannot be read.
  void fold(const Entry& entry);
  /// Folds an entry in whose link is verified; throws DamagedBytes where it cannot be read.
  void take_in(const Entry& entry);
  /// All that a snapshot says, without its seal.
  std::string snapshot_content() const;
  /// The same as a snapshot, under the seal of the register: its digest for "snapshot".
  Snapshot snapshot(const KeyedDigest& keyed_digest) const;
};

/// Why a snapshot may not be used: a clause that follows on its name.
struct UnfitSnapshot {
  std::string why;
  bool other_layout = false;  ///< of another program's, not damaged
};

/// What the snapshot stands for, where it is of this layout and bears the seal of this register.
/// Whether the journal goes on from there is for the caller to see. An empty `keyed_digest` checks
/// no seal, and then the bytes may be anybody's.
std::expected<FoldedJournal, UnfitSnapshot> unfolded(const Snapshot& snapshot,
                                                     const KeyedDigest& keyed_digest);

/// What happens on the way: entries folded in since the snapshot; false stops.
using FoldProgress = std::function<bool(Sequence folded_to)>;

/// What folding takes besides the journal.
struct FoldCalls {
  /// By which snapshots are sealed, see EngineCalls.
  KeyedDigest keyed_digest = {};
  /// Told in one line of each snapshot that is passed over. May be empty.
  std::function<void(std::string_view)> complain = {};
};

/// Folds the newest snapshot that may be used and the journal after it, up to the end or until
/// `progress` says stop. A snapshot that is damaged, of another layout, without the register's seal
/// or of another chain is passed over; without any the whole journal is folded. Throws
/// JournalFault, or DamagedBytes where the chain is broken.
std::unique_ptr<FoldedJournal> folded(JournalReader& reader, const FoldProgress& progress,
                                      const FoldCalls& calls = {});

/// The digest that `keyed_digest` gives or, where that is empty, a plain one, for tests.
KeyedDigest or_plain(KeyedDigest keyed_digest);

}  // namespace quitrent::api
