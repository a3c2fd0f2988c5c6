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

/// What a file beside the journal says about the journal's entries.
struct Claim {
  std::filesystem::path file;
  Sequence sequence = 0;  ///< an entry that was committed; 0: the file shows only a register
  std::optional<Digest> digest = {};  ///< chain digest of that entry, where the file states it
};

/// Where claims are looked for.
struct EvidenceSources {
  std::filesystem::path journal;
  /// Makes digests under the register's secret. Empty where there is no secret: then the files are
  /// believed without its proof.
  KeyedDigest keyed_digest;
  std::function<void(std::string_view line)> say;  ///< receives a line for a file not believed
};

/// The claims of head file, snapshots, views and key beside a journal. Files that are damaged or
/// belong to another register claim nothing. Changes no file.
std::vector<Claim> claims_beside(const EvidenceSources& sources);

/// A journal with which claims are compared.
struct ClaimedJournal {
  bool is_there = false;  ///< there is a journal, with or without entries
  Sequence last = 0;      ///< its newest entry; to be read after the claims
  /// The chain digest of an entry up to `last`; nothing where there is no such entry.
  std::function<std::optional<Digest>(Sequence)> digest_of = {};
};

/// The claims that the journal does not confirm, in the given order. Throws what `digest_of`
/// throws.
std::vector<Claim> unmet_claims(const std::vector<Claim>& claims, const ClaimedJournal& journal);

/// The claim for the latest entry among those that the journal does not confirm; nothing where it
/// confirms all. `held` is null where there is no journal. Throws JournalUnusable where the journal
/// cannot be read.
std::optional<Claim> unmet_claim(const std::vector<Claim>& claims, HeldJournal* held);

/// Says which file claims what, and what the journal, which ends with entry `last`, holds instead:
/// a sentence without a full stop.
std::string missing_line(const Claim& unmet, const std::filesystem::path& journal, Sequence last);

/// Says what is missing and what the operator can do: one line.
std::string loss_line(const Claim& unmet, const std::filesystem::path& journal, Sequence last);

/// Renames the snapshots of entries after `last`, once the loss of these entries is accepted: the
/// new names end in `.set-aside`. Their content stays available.
void set_aside_snapshots(const std::filesystem::path& journal, Sequence last);

}  // namespace quitrent::api
