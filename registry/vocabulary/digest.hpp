// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent {

/// A SHA-256 digest: 32 bytes.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};  ///< the digest, first byte first
  /// Orders by bytes.
  friend constexpr auto operator<=>(const Digest&, const Digest&) = default;
};

/// A digest of bytes under the secret of the register. `purpose` is a short name without NUL. The
/// digests of the same bytes for two purposes tell nothing about each other. Never fails.
using KeyedDigest = std::function<Digest(std::string_view purpose, std::string_view bytes)>;

/// Writes a digest as `sha256:` and 64 hexadecimal digits in lower case.
std::string to_text(const Digest& digest);

/// Reads what to_text writes (hexadecimal digits of either case); nothing for any other text.
std::optional<Digest> parse_digest(std::string_view text);

/// Hashes a digest for an unordered map by its first bytes, which are as good as random.
struct DigestHash {
  /// The first eight bytes.
  std::size_t operator()(const Digest& digest) const {
    std::uint64_t word = 0;
    std::memcpy(&word, digest.bytes.data(), sizeof word);
    return word;
  }
};

/// Compares digests for an unordered map in a time that does not depend on where they differ. For
/// keyed hashes of secrets.
struct SameDigest {
  /// Compares every byte, even after a difference.
  bool operator()(const Digest& left, const Digest& right) const {
    unsigned differing = 0;
    for (std::size_t at = 0; at < left.bytes.size(); ++at) {
      differing |= static_cast<unsigned>(left.bytes[at] ^ right.bytes[at]);
    }
    return differing == 0;
  }
};

}  // namespace quitrent
