// SPDX-License-Identifier: EUPL-1.2
#include "api/auth/keys.hpp"

#include <array>
#include <cstdint>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"
#include "registry/vocabulary/letter_case.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kKeyPrefix = "qtr_";

/// Crockford's base32 in lower case: five bits a character. Zeros fill up the last character.
std::string base32(std::string_view bytes) {
  constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string text;
  text.reserve(bytes.size() * 8 / 5 + 1);
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    pending = pending << 8U | static_cast<std::uint8_t>(c);
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[pending >> (bits - 5) & 31U];
  }
  if (bits > 0) text += alphabet[pending << (5 - bits) & 31U];
  return text;
}

}  // namespace

/// A keyed context. Each hash begins with a copy of it, which is cheaper than setting the key anew.
struct Keys::Mac {
  EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  EVP_MAC_CTX* keyed = algorithm == nullptr ? nullptr : EVP_MAC_CTX_new(algorithm);

  Mac() = default;
  Mac(const Mac&) = delete;
  Mac& operator=(const Mac&) = delete;
  ~Mac() {
    EVP_MAC_CTX_free(keyed);
    EVP_MAC_free(algorithm);
  }

  Digest over(std::string_view first, std::string_view second) const {
    EVP_MAC_CTX* const context = EVP_MAC_CTX_dup(keyed);
    ensure(context != nullptr, "there is memory for a hash");
    Digest digest;
    std::size_t size = 0;
    const auto add = [context](std::string_view text) {
      return EVP_MAC_update(context, reinterpret_cast<const unsigned char*>(text.data()),
                            text.size()) == 1;
    };
    const bool hashed =
        add(first) && add(second) &&
        EVP_MAC_final(context, digest.bytes.data(), &size, digest.bytes.size()) == 1;
    EVP_MAC_CTX_free(context);
    ensure(hashed && size == digest.bytes.size(), "HMAC-SHA256 does not fail");
    return digest;
  }
};

Keys::Keys(std::string_view secret) : mac_{std::make_unique<Mac>()} {
  ensure(secret.size() == kSecretSize, "the secret has its size");
  std::array<char, 7> hash{"SHA256"};
  const std::array<OSSL_PARAM, 2> settings{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, hash.data(), 0),
      OSSL_PARAM_construct_end()};
  ensure(mac_->keyed != nullptr &&
             EVP_MAC_init(mac_->keyed, reinterpret_cast<const unsigned char*>(secret.data()),
                          secret.size(), settings.data()) == 1,
         "OpenSSL knows HMAC-SHA256");
}

Keys::~Keys() = default;

Digest Keys::keyed_hash(std::string_view key) const { return mac_->over(key, {}); }

std::string Keys::api_key(const Seed& seed) const {
  return std::string{kKeyPrefix} + base32(view(mac_->over("api-key", view(seed))));
}

Digest Keys::keyed_digest(std::string_view purpose, std::string_view bytes) const {
  ensure(!purpose.contains('\0'), "a purpose has no NUL");
  std::string prefix{purpose};
  prefix += '\0';
  return mac_->over(prefix, bytes);
}

std::string drawn_key() {
  std::array<unsigned char, kSecretSize> bytes{};
  ensure(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "there is randomness");
  return std::string{kKeyPrefix} +
         base32({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::optional<std::string_view> bearer_key(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size()) return std::nullopt;
  for (std::size_t at = 0; at < scheme.size(); ++at) {
    if (lower_case(authorization[at]) != scheme[at]) return std::nullopt;
  }
  const std::size_t begin = authorization.find_first_not_of(' ', scheme.size());
  if (begin == std::string_view::npos) return std::nullopt;
  return authorization.substr(begin);
}

}  // namespace quitrent::api
