// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"

namespace quitrent::api {

/// A kept answer as the journal holds it; a repeated request gets it again.
struct AnswerRecord {
  Digest name;                    ///< see KeptAnswers::name
  std::uint64_t fingerprint = 0;  ///< of the request
  std::string_view body;          ///< byte for byte
};

/// The private part of an entry, which only the operator and auditors may read. Each `string_view`
/// points into the bytes from which the part was read.
struct PrivatePart {
  std::optional<Seed> seed = {};  ///< of the filing; nothing where the entry has no filing
  /// Bytes that follow from the register's secret and the sequence number. The digest of the part
  /// is public; without seed or blinding its content could be guessed. Nothing where the entry has
  /// a seed, or where an earlier version of the program wrote it.
  std::optional<Seed> blinding = {};
  std::optional<AnswerRecord> answer = {};  ///< what a repetition of the filing must be answered
  std::string_view events = {};             ///< private events, see market/codec.hpp
};

/// The private part as bytes.
std::string encoded(const PrivatePart& part);

/// The private part that the bytes encode; throws DamagedBytes.
PrivatePart private_part(std::string_view bytes);

}  // namespace quitrent::api
