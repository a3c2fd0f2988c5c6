// SPDX-License-Identifier: EUPL-1.2
//
// One fetched algorithm for the process and one context per thread: fetching it by name for each
// digest costs as much as the digest itself.
#include "registry/vocabulary/sha256.hpp"

#include <cstddef>

#include <openssl/evp.h>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent {
namespace {

/// A context that is set to SHA-256 once and starts again for each message.
class Hasher {
 public:
  Hasher() : context_{EVP_MD_CTX_new()} {
    // Fetched once and kept until the process ends; all threads share it.
    static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    ensure(context_ != nullptr && algorithm != nullptr &&
               EVP_DigestInit_ex2(context_, algorithm, nullptr) == 1,
           "the library of digests offers SHA-256");
  }
  ~Hasher() { EVP_MD_CTX_free(context_); }
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  Digest digest(std::string_view message) {
    Digest answer;
    unsigned size = 0;
    ensure(EVP_DigestInit_ex2(context_, nullptr, nullptr) == 1 &&
               EVP_DigestUpdate(context_, message.data(), message.size()) == 1 &&
               EVP_DigestFinal_ex(context_, answer.bytes.data(), &size) == 1 &&
               size == answer.bytes.size(),
           "a digest is 32 bytes");
    return answer;
  }

 private:
  EVP_MD_CTX* context_;
};

}  // namespace

Digest sha256(std::string_view message) {
  thread_local Hasher hasher;
  return hasher.digest(message);
}

}  // namespace quitrent
