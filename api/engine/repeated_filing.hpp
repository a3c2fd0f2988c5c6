// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "api/engine/engine.hpp"
#include "api/engine/kept_answers.hpp"
#include "registry/journal/journal.hpp"

namespace quitrent::api {

/// The part of a request's fingerprint that is kept with its answer.
std::uint64_t short_fingerprint(const Digest& fingerprint);

/// The outcome that follows from the submission's Idempotency-Key at second `now`: `replayed` with
/// the entry of the kept answer, or a refusal. Nothing where the filing has to be decided. Refuses:
/// idempotency-key-reused, too-many-kept-answers. Source: API.md, Conventions.
std::optional<Outcome<Reply>> answered_by_key(KeptAnswers& kept, const Submission& submission,
                                              Instant now, const EngineLimits& limits);

/// The answer that entry `at` holds, as it was first given. It is verified against the digest of
/// the entry before. Where the link is broken or the entry is missing, the error says so in one
/// clause.
std::expected<Reply, std::string> kept_reply(JournalReader& reader, Sequence at);

}  // namespace quitrent::api
