// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// How long a session lasts, and how many one key may have.
struct SessionLimits {
  std::chrono::minutes idle{30};     ///< from one use to the next
  std::chrono::hours whole{12};      ///< from its beginning, used or not
  std::size_t of_one_key = 16;       ///< one more ends the one that was used longest ago
  std::size_t of_all_keys = 65'536;  ///< one more ends the one that was used longest ago
};

/// 32 random bytes as 64 hexadecimal digits: the token of a session, or the Idempotency-Key of a
/// form, which has the form do its work once however often it is sent.
std::string drawn_token();

/// A session as its owner sees it.
struct ShownSession {
  std::uint64_t number = 0;  ///< names it; no secret
  std::chrono::seconds open_since{};
  std::chrono::seconds used_since{};
  bool is_this = false;  ///< the one that asks
};

/// Sessions of people who signed in with an API key. A session is known by a token of 32 random
/// bytes, which only the browser holds: here stands the token's digest, and the keyed hash of the
/// API key that the session stands for. Sessions end with the process. Thread-safe.
class Sessions {
 public:
  /// The clock of sessions. It runs on while the clock of a sandbox stands still.
  using Clock = std::chrono::steady_clock;

  explicit Sessions(SessionLimits limits = {}) : limits_{limits} {}
  /// Begins a session for a key. Answers with the token: 64 hexadecimal digits.
  std::string begin(const Digest& key_hash, Clock::time_point now);
  /// The keyed hash of the key behind a token, and notes that the session was used. Nothing where
  /// the token is unknown or its session has ended.
  std::optional<Digest> key_hash(std::string_view token, Clock::time_point now);
  /// Ends the session of a token.
  void end(std::string_view token);
  /// The sessions of the key behind a token, oldest first.
  std::vector<ShownSession> of_same_key(std::string_view token, Clock::time_point now);
  /// Ends a session of the key behind a token. False where the key has no such session.
  bool end_of_same_key(std::string_view token, std::uint64_t number, Clock::time_point now);

 private:
  struct Session {
    std::uint64_t number = 0;
    Digest key_hash{};
    Clock::time_point begun;
    Clock::time_point used;
  };
  bool has_ended(const Session& session, Clock::time_point now) const;
  void make_room(const Digest& key_hash, Clock::time_point now);

  const SessionLimits limits_;
  std::mutex lock_;  // guards the members below
  std::map<Digest, Session> by_token_;
  std::uint64_t begun_ = 0;  // how many have begun
};

}  // namespace quitrent::api
