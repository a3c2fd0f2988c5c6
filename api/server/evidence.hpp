// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/held_journal.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// What a file beside the journal says that the journal holds.
struct Claim {
  std::filesystem::path file;
  Sequence sequence = 0;  ///< an entry that was committed; 0: only that there was a register
  std::optional<Digest> digest = {};  ///< chain digest of that entry, where the file tells
};

/// Where claims are looked for.
struct EvidenceSources {
  std::filesystem::path journal;
  /// Under the register's secret; empty: there is none, and what it would prove is taken as said.
  KeyedDigest keyed_digest;
  std::function<void(std::string_view line)> say;  ///< told which file is not believed
};

/// What head file, snapshots, views and key beside a journal claim. Files that are damaged or of
/// another register claim nothing; none is changed.
std::vector<Claim> claims_beside(const EvidenceSources& sources);

/// A journal that claims are held against.
struct ClaimedJournal {
  bool is_there = false;  ///< it is a journal, whether it has entries or none
  Sequence last = 0;      ///< its newest entry, asked for after the claims were read
  /// The chain digest of an entry up to `last`; nothing where there is no such entry.
  std::function<std::optional<Digest>(Sequence)> digest_of = {};
};

/// The claims that the journal does not bear out, in their order. Throws what `digest_of` throws.
std::vector<Claim> unmet_claims(const std::vector<Claim>& claims, const ClaimedJournal& journal);

/// The latest of them for a start, or nothing; null: there is no journal. Throws JournalUnusable
/// where the journal cannot be read.
std::optional<Claim> unmet_claim(const std::vector<Claim>& claims, HeldJournal* held);

/// What is missing: which file says what, and what the journal, which ends with entry `last`, holds
/// instead. A sentence without its point.
std::string missing_line(const Claim& unmet, const std::filesystem::path& journal, Sequence last);

/// What is missing, and how to go on: one line for the operator.
std::string loss_line(const Claim& unmet, const std::filesystem::path& journal, Sequence last);

/// Puts the snapshots out of the way that stand for entries which a journal no longer holds, once
/// their loss is accepted: under names that end in `.set-aside`, for whoever wants to know what was
/// in them.
void set_aside_snapshots(const std::filesystem::path& journal, Sequence last);

}  // namespace quitrent::api
