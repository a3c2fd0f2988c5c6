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

/// Makes and recognises API keys. The books hold keyed hashes only: HMAC-SHA256 of the key under a
/// secret that lies outside the journal, so that a copy of the journal opens nothing. Thread-safe.
class Keys {
 public:
  /// From a secret of kSecretSize bytes.
  explicit Keys(std::string_view secret);
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  ~Keys();

  /// What the books keep of a key, and by which its owner is found.
  Digest keyed_hash(std::string_view key) const;
  /// The API key of the party that the filing with this seed registers: `qtr_` and 52 characters.
  /// The same seed gives the same key, so that a repeated request can be answered without keeping
  /// the key anywhere.
  std::string api_key(const Seed& seed) const;
  /// The digest of `bytes` under the secret, for a `purpose` without NUL: see KeyedDigest. No API
  /// key contains NUL, so no purpose meets a keyed hash.
  Digest keyed_digest(std::string_view purpose, std::string_view bytes) const;

 private:
  struct Mac;
  std::unique_ptr<Mac> mac_;
};

/// A key that nobody can guess, for the first operator.
std::string drawn_key();

/// The key in the value of an `Authorization` header, `Bearer KEY`; nothing for another scheme or
/// no key. The scheme is read in either case.
std::optional<std::string_view> identifier_owner_key(std::string_view authorization);

}  // namespace quitrent::api
