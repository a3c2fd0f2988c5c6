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
  std::string what;   ///< a sentence without its point, which names the place
};

/// What the views say that they hold, and up to where.
struct ViewsClaim {
  Sequence sequence = 0;  ///< newest entry in them
  Digest digest;          ///< chain digest at it
  std::uint64_t assets = 0;
  std::uint64_t parties = 0;
};

/// What is looked at beside the journal.
struct CheckedFiles {
  /// Checks the seals of snapshots. Empty: there is no key and they are not checked.
  KeyedDigest keyed_digest = {};
  /// Nothing: there are none, or they cannot be read.
  std::optional<ViewsClaim> views = {};
  std::filesystem::path journal = {};  ///< as it is named to whoever asked
  /// What the files beside the journal say that it holds, read before the check begins.
  std::vector<api::Claim> claims = {};
};

/// What a check came to.
struct CheckedRegister {
  Head head;                        ///< up to where the chain is whole; all of it was replayed
  std::uint64_t assets = 0;         ///< in the books at `head`
  std::uint64_t parties = 0;        ///< likewise
  std::vector<Sequence> snapshots;  ///< that were compared with the books and agree, oldest first
  std::vector<Damage> damage;      ///< the first that was found first; empty: the register is whole
  std::vector<std::string> notes;  ///< what was not looked at, and why: a sentence each
};

/// Entries done, entries in all.
using CheckProgress = std::function<void(Sequence done, Sequence all)>;

/// Checks a register from its first entry on: gapless sequence and public numbers, the chain of
/// digests, that every event can be read; replays it and asks all laws at the end; compares each
/// snapshot and the views with the books of their entry; holds against the journal what the files
/// beside it say that it holds, as a start does. Goes up to the entry that is the newest
/// when it begins, so it may run beside a server. Beyond the first damaged entry nothing of the
/// journal can be believed, and nothing is looked at. Writes nothing. Throws JournalFault where the
/// journal cannot be read for another reason than damage.
CheckedRegister checked_register(JournalReader& reader, const CheckedFiles& files,
                                 const CheckProgress& progress);

}  // namespace quitrent
