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

/// The state that a journal gives up to a sequence number: books, kept answers and the head.
struct FoldedJournal {
  market::Books books;
  KeptAnswers kept;  ///< not older than kAnswersKept
  Head head;

  /// Verifies the link of the next entry and applies it. Throws DamagedBytes where the entry does
  /// not follow or cannot be read.
  void fold(const Entry& entry);
  /// Applies an entry whose link is verified already. Throws DamagedBytes where it cannot be read.
  void take_in(const Entry& entry);
  /// The bytes of a snapshot without its seal.
  std::string snapshot_content() const;
  /// A snapshot with the register's seal: the content's keyed digest for the purpose "snapshot".
  Snapshot snapshot(const KeyedDigest& keyed_digest) const;
};

/// Why a snapshot may not be used.
struct UnusableSnapshot {
  std::string why;            ///< the predicate of a sentence whose subject is the snapshot
  bool other_layout = false;  ///< true: another version of the program made it; it is not damaged
};

/// The state that the snapshot holds, where it has this layout and bears the seal of this register.
/// The caller checks whether the journal continues from that state. With an empty `keyed_digest`
/// the seal is not checked, and anybody may have made the bytes.
std::expected<FoldedJournal, UnusableSnapshot> decoded_snapshot(const Snapshot& snapshot,
                                                                const KeyedDigest& keyed_digest);

/// Called after each entry with its sequence number; false stops the folding.
using FoldProgress = std::function<bool(Sequence folded_to)>;

/// What folding needs besides the journal.
struct FoldCalls {
  /// Makes the seal of snapshots, see EngineCalls.
  KeyedDigest keyed_digest = {};
  /// Receives one line for each snapshot that is not used. May be empty.
  std::function<void(std::string_view)> complain = {};
};

/// Folds the newest usable snapshot and the journal after it, up to the end or until `progress`
/// answers false. A snapshot is not used where it is damaged, of another layout, without the
/// register's seal or of another chain. Where no snapshot is usable, the whole journal is folded.
/// Throws JournalFault, or DamagedBytes where the chain is broken.
std::unique_ptr<FoldedJournal> folded(JournalReader& reader, const FoldProgress& progress,
                                      const FoldCalls& calls = {});

/// `keyed_digest` itself; where it is empty, a plain SHA-256 over purpose, NUL and bytes, for
/// tests.
KeyedDigest or_plain(KeyedDigest keyed_digest);

}  // namespace quitrent::api
