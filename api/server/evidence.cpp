// SPDX-License-Identifier: EUPL-1.2
#include "api/server/evidence.hpp"

#include <algorithm>
#include <system_error>

#include "api/auth/keys.hpp"
#include "api/auth/secret.hpp"
#include "api/views/view_claim.hpp"
#include "registry/storage/sqlite/head_file.hpp"
#include "registry/storage/sqlite/snapshot_files.hpp"

namespace quitrent::api {
namespace {

namespace fs = std::filesystem;

/// Whether a regular file is at the path. A register leaves nothing else.
bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::is_regular_file(path, unknown);
}

fs::path views_beside(const fs::path& journal) {
  fs::path file = journal;
  return file += ".views";
}

void add_head(const EvidenceSources& sources, std::vector<Claim>& claims) {
  const fs::path file = head_file(sources.journal);
  if (!sources.keyed_digest) {
    if (is_there(file)) claims.push_back({.file = file, .sequence = 0, .digest = {}});
    return;
  }
  const HeadFile head = read_head_file(sources.journal, sources.keyed_digest);
  if (head.state == HeadFileState::sound) {
    claims.push_back({.file = file, .sequence = head.sequence, .digest = head.digest});
  } else if (head.state == HeadFileState::damaged) {
    sources.say(file.string() +
                " is damaged or of another register, and not believed; it is made anew");
  }
}

void add_views(const EvidenceSources& sources, std::vector<Claim>& claims) {
  const fs::path file = views_beside(sources.journal);
  if (!sources.keyed_digest) {
    if (is_there(file)) claims.push_back({.file = file, .sequence = 0, .digest = {}});
  } else if (const auto claim = claim_of_views(file, sources.keyed_digest)) {
    claims.push_back({.file = file, .sequence = claim->sequence, .digest = claim->digest});
  }
}

}  // namespace

std::vector<Claim> claims_beside(const EvidenceSources& sources) {
  std::vector<Claim> claims;
  const fs::path key = secret_file(sources.journal);
  if (is_there(key)) claims.push_back({.file = key, .sequence = 0, .digest = {}});
  add_head(sources, claims);
  for (const NamedSnapshot& snapshot : named_snapshots(sources.journal)) {
    claims.push_back({.file = snapshot.file, .sequence = snapshot.sequence, .digest = {}});
  }
  add_views(sources, claims);
  return claims;
}

std::vector<Claim> unmet_claims(const std::vector<Claim>& claims, const ClaimedJournal& journal) {
  std::vector<Claim> unmet;
  for (const Claim& claim : claims) {
    bool met = journal.is_there && claim.sequence <= journal.last;
    if (met && claim.sequence > 0 && claim.digest) {
      met = journal.digest_of(claim.sequence) == claim.digest;
    }
    if (!met) unmet.push_back(claim);
  }
  return unmet;
}

std::optional<Claim> unmet_claim(const std::vector<Claim>& claims, HeldJournal* held) {
  ClaimedJournal journal;
  if (held != nullptr) {
    journal = {.is_there = held->form() == JournalForm::journal,
               .last = held->head().sequence,
               .digest_of = [held](Sequence sequence) { return held->digest_of(sequence); }};
  }
  const std::vector<Claim> unmet = unmet_claims(claims, journal);
  const auto latest = std::ranges::max_element(unmet, {}, &Claim::sequence);
  return latest == unmet.end() ? std::nullopt : std::optional{*latest};
}

std::string missing_line(const Claim& unmet, const fs::path& journal, Sequence last) {
  const std::string db = journal.string();
  const std::string entry = std::to_string(unmet.sequence);
  if (last == 0) {
    const std::string what = unmet.sequence == 0 ? " is there" : " names entry " + entry;
    return unmet.file.string() + what + ", but " + db +
           (is_there(journal) ? " has no entry" : " is missing");
  }
  if (unmet.sequence > last) {
    return unmet.file.string() + " names entry " + entry + ", but " + db + " ends with entry " +
           std::to_string(last);
  }
  return unmet.file.string() + " names another entry " + entry + " than " + db + " holds";
}

std::string loss_line(const Claim& unmet, const fs::path& journal, Sequence last) {
  std::string without = "go on with what it holds";
  if (last == 0) {
    without = "begin anew without what it held";
  } else if (unmet.sequence > last) {
    without = "go on without what is missing";
  }
  return missing_line(unmet, journal, last) + ": put the newest " + journal.string() +
         " and its log back, or " + without + " with --accept-loss-after " + std::to_string(last);
}

void set_aside_snapshots(const fs::path& journal, Sequence last) {
  for (const NamedSnapshot& snapshot : named_snapshots(journal)) {
    if (snapshot.sequence <= last) continue;
    fs::path aside = snapshot.file;
    aside += ".set-aside";
    std::error_code failed;
    fs::rename(snapshot.file, aside, failed);
    if (failed) {
      throw JournalFault(snapshot.file.string() + " cannot be set aside: " + failed.message());
    }
  }
}

}  // namespace quitrent::api
