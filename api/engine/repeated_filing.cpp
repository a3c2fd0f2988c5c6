// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/repeated_filing.hpp"

#include <algorithm>
#include <utility>

#include "api/engine/private_part.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::api {
namespace {

/// Refuses where no more answers can be kept for the caller to whom this name belongs.
std::optional<Outcome<Reply>> refused_for_room(KeptAnswers& kept, const Digest& name, Instant now,
                                               const EngineLimits& limits) {
  if (kept.kept_for_caller_of(name) < limits.answers_a_party) return std::nullopt;
  kept.prune(now, limits.answers_kept);
  if (kept.kept_for_caller_of(name) < limits.answers_a_party) return std::nullopt;
  const std::string most = std::to_string(limits.answers_a_party);
  return std::unexpected(
      Refusal{.code = RefusalCode::too_many_kept_answers,
              .detail = "The register keeps " + most +
                        " answers for you, each for 30 days, and can keep no more; nothing was "
                        "done. Send the request without Idempotency-Key, or later.",
              .pointer = {},
              .current = {{"kept", most}}});
}

}  // namespace

std::uint64_t short_fingerprint(const Digest& fingerprint) { return DigestHash{}(fingerprint); }

std::optional<Outcome<Reply>> answered_by_key(KeptAnswers& kept, const Submission& submission,
                                              Instant now, const EngineLimits& limits) {
  if (!submission.repeat_key) return std::nullopt;
  const PartyId& by = submission.filing.by;
  const Digest name = KeptAnswers::name(by, submission.repeat_key->key);
  auto found = kept.find(name, now, limits.answers_kept);
  if (!found) {
    found = kept.find(KeptAnswers::earlier_name(by, submission.repeat_key->key), now,
                      limits.answers_kept);
  }
  if (!found) return refused_for_room(kept, name, now, limits);
  if (found->fingerprint == short_fingerprint(submission.repeat_key->fingerprint)) {
    return Reply{.replayed = true, .sequence = found->sequence};
  }
  return std::unexpected(
      Refusal{.code = RefusalCode::idempotency_key_reused,
              .detail = "This Idempotency-Key came with another request before; use a new one.",
              .pointer = {}});
}

std::expected<Reply, std::string> kept_reply(JournalReader& reader, Sequence at) {
  Reply reply{.replayed = true, .sequence = at};
  std::string wrong = "entry " + std::to_string(at) + " is missing";
  Head before;
  // Also the entry before it: its digest shows whether this entry is unchanged.
  reader.read(std::max<Sequence>(at, 2) - 2, [&](const Entry& entry) {
    if (entry.sequence + 1 == at) before = head_after(entry);
    if (entry.sequence < at) return true;
    wrong = verify_link(before, entry).value_or("");
    if (!wrong.empty()) return false;
    const PrivatePart part = private_part(entry.private_part);
    ensure(part.answer && part.seed, "the entry of a kept answer holds it");
    reply.body = part.answer->body;
    reply.seed = *part.seed;
    reply.at = entry.at;
    return false;
  });
  if (wrong.empty()) return reply;
  return std::unexpected(std::move(wrong));
}

}  // namespace quitrent::api
