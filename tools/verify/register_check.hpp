// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "api/server/evidence.hpp"
#include "registry/journal/journal.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent {

/// One thing that is wrong with the files of a register.
struct Damage {
  std::string where;  ///< "entry 1000", "snapshot 500000", "views", "books", the name of a file
  std::string what;   ///< a sentence without a full stop, which names the damaged thing
};

/// What the views claim to hold.
struct ViewsClaim {
  Sequence sequence = 0;  ///< newest entry in them
  Digest digest;          ///< chain digest at that entry
  std::uint64_t assets = 0;
  std::uint64_t parties = 0;
};

/// The files that a check reads beside the journal.
struct CheckedFiles {
  /// Checks the seals of snapshots. Empty: there is no key, and seals are not checked.
  KeyedDigest keyed_digest = {};
  /// What a founding entry states about the key; nothing: the key is not compared with it.
  std::optional<Digest> key_check = {};
  /// Empty: there are no views, or they cannot be read.
  std::optional<ViewsClaim> views = {};
  std::filesystem::path journal = {};  ///< as messages name it
  /// What the files beside the journal say that it holds, read before the check begins.
  std::vector<api::Claim> claims = {};
};

/// The result of a check.
struct CheckedRegister {
  Head head;                        ///< the last entry that was verified and replayed
  std::uint64_t assets = 0;         ///< in the books at `head`
  std::uint64_t parties = 0;        ///< in the books at `head`
  std::vector<Sequence> snapshots;  ///< those that agree with the books, oldest first
  std::vector<Damage> damage;       ///< in the order found; empty: the register is whole
  std::vector<std::string> notes;   ///< what was not checked and why, one sentence each
};

/// Is told how many entries are done, and how many there are in all.
using CheckProgress = std::function<void(Sequence done, Sequence all)>;

/// Checks a register from its first entry on:
///   that sequence numbers and public numbers have no gap, and that the chain of digests is whole;
///   that every event can be read and replayed, and that all laws hold at the end;
///   that each snapshot and the views agree with the books of their entry;
///   that the journal holds what the files beside it say that it holds, as a start does.
/// Goes up to the entry that is the newest when the check begins, so a server may run beside it.
/// Stops at the first damaged entry, because no later entry of the journal can be believed. Writes
/// nothing. Throws JournalFault if the journal cannot be read for another reason than damage.
CheckedRegister checked_register(JournalReader& reader, const CheckedFiles& files,
                                 const CheckProgress& progress);

}  // namespace quitrent
