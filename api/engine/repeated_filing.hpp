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

/// The outcome of a submission that its Idempotency-Key settles at second `now`: `replayed` and the
/// entry of the kept answer, or a refusal. Nothing where it has to be decided. Refuses:
/// idempotency-key-reused, too-many-kept-answers. Source: API.md, Conventions.
std::optional<Outcome<Reply>> settled_by_key(KeptAnswers& kept, const Submission& submission,
                                             Instant now, const EngineLimits& limits);

/// The answer that entry `at` holds, as it was given first. It is read together with the entry
/// before, whose digest says whether it is what it was; else the answer is what is wrong.
std::expected<Reply, std::string> kept_reply(JournalReader& reader, Sequence at);

}  // namespace quitrent::api
