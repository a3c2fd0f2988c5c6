// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"

namespace quitrent::api {

/// An answer that a repeated request gets again, as the journal holds it.
struct AnswerRecord {
  Digest name;                    ///< see KeptAnswers::name
  std::uint64_t fingerprint = 0;  ///< of the request
  std::string_view body;          ///< byte for byte
};

/// The private part of an entry: what only the operator and auditors may read. The views point into
/// the bytes that it was read from.
struct PrivatePart {
  std::optional<Seed> seed = {};  ///< of the filing; nothing: time brought the entry about
  /// What keeps an entry without a seed from being guessed, since its digest is public: bytes that
  /// follow from the register's secret and the sequence. Nothing: an earlier program wrote it.
  std::optional<Seed> blinding = {};
  std::optional<AnswerRecord> answer = {};  ///< what the filing's key must answer
  std::string_view events = {};             ///< private events, see market/codec.hpp
};

/// The private part as bytes.
std::string encoded(const PrivatePart& part);

/// The private part that the bytes stand for; throws DamagedBytes.
PrivatePart private_part(std::string_view bytes);

}  // namespace quitrent::api
