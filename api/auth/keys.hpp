// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"

namespace quitrent::api {

/// Size of the secret behind all keyed hashes. Unit: bytes.
inline constexpr std::size_t kSecretSize = 32;

/// Makes and recognises API keys. The books hold only the keyed hash of a key: HMAC-SHA256 under a
/// secret outside the journal. A copy of the journal therefore gives no access. Thread-safe.
class Keys {
 public:
  /// Takes a secret of kSecretSize bytes.
  explicit Keys(std::string_view secret);
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  ~Keys();

  /// The hash of a key that the books keep; it identifies the key's owner.
  Digest keyed_hash(std::string_view key) const;
  /// The API key of the party that the filing with this seed registers: `qtr_` and 52 characters.
  /// The same seed gives the same key, so a repeated request can be answered although the key is
  /// not kept anywhere.
  std::string api_key(const Seed& seed) const;
  /// The digest of `bytes` under the secret for a `purpose`, see KeyedDigest. `purpose` holds no
  /// NUL. No API key contains NUL, so no digest for a purpose equals the keyed hash of a key.
  Digest keyed_digest(std::string_view purpose, std::string_view bytes) const;

 private:
  struct Mac;
  std::unique_ptr<Mac> mac_;
};

/// A random key for the first operator.
std::string drawn_key();

/// The key in the value `Bearer KEY` of an `Authorization` header. Nothing for another scheme or
/// where the key is missing. Upper and lower case of the scheme make no difference.
std::optional<std::string_view> bearer_key(std::string_view authorization);

}  // namespace quitrent::api
