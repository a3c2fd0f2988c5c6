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

/// Where the journal holds the answer to a filing with an Idempotency-Key.
struct KeptAnswer {
  std::uint64_t fingerprint = 0;  ///< of the request, see RepeatKey
  Sequence sequence = 0;          ///< the entry that holds the answer
  Instant at;                     ///< when it was given
};

/// How long an answer is kept. Source: API.md, Conventions.
inline constexpr Duration kAnswersKept = Duration::from_days(30);

/// An index of the answers that repeated requests get. The journal holds the answers themselves,
/// and the index follows from the journal alone.
class KeptAnswers {
 public:
  /// The name under which a caller's key is kept. No two callers share a name. It begins with bytes
  /// of the caller's identifier, so that the answers of each caller can be counted.
  static Digest name(const PartyId& caller, std::string_view key);
  /// The name under which journals from before 2026-11-26 keep the key.
  static Digest earlier_name(const PartyId& caller, std::string_view key);

  /// The answer kept under this name at `now`; nothing where there is none or it is older than
  /// `lifetime`.
  std::optional<KeptAnswer> find(const Digest& name, Instant now, Duration lifetime) const;
  /// Keeps an answer under the name; it replaces an earlier one.
  void keep(const Digest& name, const KeptAnswer& answer);
  /// Removes the answers that are older than `lifetime` at `now`.
  void prune(Instant now, Duration lifetime);
  /// The number of answers kept.
  std::size_t size() const { return answers_.size(); }
  /// The number of answers kept for the caller to whom this name belongs.
  std::size_t kept_for_caller_of(const Digest& name) const;

  /// Writes all answers, oldest first.
  void write(ByteWriter& writer) const;
  /// Reads the bytes that `write` wrote; throws DamagedBytes.
  static KeptAnswers read(ByteReader& reader);

 private:
  std::unordered_map<Digest, KeptAnswer, DigestHash> answers_;
  std::deque<std::pair<Instant, Digest>> by_age_;  // oldest first; may name a replaced answer
  std::unordered_map<std::uint64_t, std::size_t> by_caller_;  // number of answers by caller_of()
};

}  // namespace quitrent::api
