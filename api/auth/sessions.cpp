// SPDX-License-Identifier: EUPL-1.2
#include "api/auth/sessions.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <sys/random.h>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::api {
namespace {

constexpr std::size_t kTokenBytes = 32;

}  // namespace

std::string drawn_token() {
  std::array<unsigned char, kTokenBytes> bytes{};
  ensure(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()),
         "there is randomness");
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string token;
  for (const unsigned char byte : bytes) {
    token += kDigits[byte >> 4U];
    token += kDigits[byte & 15U];
  }
  return token;
}

bool Sessions::has_ended(const Session& session, Clock::time_point now) const {
  return now - session.used >= limits_.idle || now - session.begun >= limits_.whole;
}

void Sessions::make_room(const Digest& key_hash, Clock::time_point now) {
  std::erase_if(by_token_, [&](const auto& one) { return has_ended(one.second, now); });
  const auto used = [](const auto& left, const auto& right) {
    return left.second.used < right.second.used;
  };
  const auto own = [&](const auto& one) { return one.second.key_hash == key_hash; };
  if (static_cast<std::size_t>(std::ranges::count_if(by_token_, own)) >= limits_.of_one_key) {
    auto oldest = by_token_.end();
    for (auto at = by_token_.begin(); at != by_token_.end(); ++at) {
      if (own(*at) && (oldest == by_token_.end() || used(*at, *oldest))) oldest = at;
    }
    by_token_.erase(oldest);
  }
  if (by_token_.size() >= limits_.of_all_keys) {
    by_token_.erase(std::ranges::min_element(by_token_, used));
  }
}

std::string Sessions::begin(const Digest& key_hash, Clock::time_point now) {
  std::string token = drawn_token();
  const std::scoped_lock holding{lock_};
  make_room(key_hash, now);
  by_token_[sha256(token)] = {.number = ++begun_, .key_hash = key_hash, .begun = now, .used = now};
  return token;
}

std::optional<Digest> Sessions::key_hash(std::string_view token, Clock::time_point now) {
  // The digest of the token is looked up: the time that takes says nothing about the token.
  const Digest digest = sha256(token);
  const std::scoped_lock holding{lock_};
  const auto found = by_token_.find(digest);
  if (found == by_token_.end()) return std::nullopt;
  if (has_ended(found->second, now)) {
    by_token_.erase(found);
    return std::nullopt;
  }
  found->second.used = now;
  return found->second.key_hash;
}

void Sessions::end(std::string_view token) {
  const Digest digest = sha256(token);
  const std::scoped_lock holding{lock_};
  by_token_.erase(digest);
}

std::vector<ShownSession> Sessions::of_same_key(std::string_view token, Clock::time_point now) {
  const auto own = key_hash(token, now);
  if (!own) return {};
  const Digest digest = sha256(token);
  const auto since = [now](Clock::time_point then) {
    return std::chrono::duration_cast<std::chrono::seconds>(now - then);
  };
  std::vector<ShownSession> shown;
  const std::scoped_lock holding{lock_};
  for (const auto& [of, session] : by_token_) {
    if (session.key_hash != *own || has_ended(session, now)) continue;
    shown.push_back({.number = session.number,
                     .open_since = since(session.begun),
                     .used_since = since(session.used),
                     .is_this = of == digest});
  }
  std::ranges::sort(shown, {}, &ShownSession::number);
  return shown;
}

bool Sessions::end_of_same_key(std::string_view token, std::uint64_t number,
                               Clock::time_point now) {
  const auto own = key_hash(token, now);
  if (!own) return false;
  const std::scoped_lock holding{lock_};
  return std::erase_if(by_token_, [&](const auto& one) {
           return one.second.key_hash == *own && one.second.number == number;
         }) > 0;
}

}  // namespace quitrent::api
