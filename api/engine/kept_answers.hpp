// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "registry/journal/journal.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

/// Where the answer to a filing that bore an Idempotency-Key stands.
struct KeptAnswer {
  std::uint64_t fingerprint = 0;  ///< of the request, see RepeatKey
  Sequence sequence = 0;          ///< the entry that holds the answer
  Instant at;                     ///< when it was given
};

/// How long an answer is kept. Source: API.md, Conventions.
inline constexpr Duration kAnswersKept = Duration::from_days(30);

/// Which repeated requests have an answer already: an index into the journal, which holds the
/// answers themselves. Follows from the journal alone.
class KeptAnswers {
 public:
  /// The name under which a caller's key is kept: no two callers share one. It begins with bytes of
  /// the caller, so that the answers of each can be counted.
  static Digest name(const PartyId& caller, std::string_view key);
  /// The name under which journals of before 2026-11-26 keep it.
  static Digest earlier_name(const PartyId& caller, std::string_view key);

  /// The answer kept under this name at `now`; nothing where there is none or it is older than
  /// `lifetime`.
  std::optional<KeptAnswer> find(const Digest& name, Instant now, Duration lifetime) const;
  /// Keeps an answer in the place of what was kept under the name.
  void keep(const Digest& name, const KeptAnswer& answer);
  /// Forgets what is older than `lifetime` at `now`.
  void prune(Instant now, Duration lifetime);
  /// How many are kept.
  std::size_t size() const { return answers_.size(); }
  /// How many are kept for the caller that this name belongs to.
  std::size_t kept_for_caller_of(const Digest& name) const;

  /// Writes all, oldest first.
  void write(ByteWriter& writer) const;
  /// Reads what write wrote; throws DamagedBytes.
  static KeptAnswers read(ByteReader& reader);

 private:
  std::unordered_map<Digest, KeptAnswer, DigestHash> answers_;
  std::deque<std::pair<Instant, Digest>> by_age_;  // oldest first; may name what was kept anew
  std::unordered_map<std::uint64_t, std::size_t> by_caller_;  // how many, by caller_of()
};

}  // namespace quitrent::api
