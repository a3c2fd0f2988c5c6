// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/auth/keys.hpp"
#include "api/auth/sessions.hpp"
#include "api/http/protocol/exchange.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// The token in the session cookie of a request; empty where there is none.
std::string_view session_token(const Request& request);

/// Whether a form comes from a page of this server, as far as the browser says: `Sec-Fetch-Site` is
/// `same-origin` or `none`; without it, `Origin` names this host. A request with neither is
/// refused.
bool comes_from_here(const Request& request);

/// The browser that asks for a page, and its session. For one request.
class Visitor {
 public:
  /// `keys` and `sessions` must outlive this object. `token` is that of the cookie.
  Visitor(const Keys& keys, Sessions& sessions, std::string_view token);

  bool is_signed_in() const { return key_hash_.has_value(); }
  /// The keyed hash of the API key behind the session; nothing for somebody who has not signed in.
  const std::optional<Digest>& key_hash() const { return key_hash_; }
  /// The keyed hash of an API key.
  Digest keyed_hash(std::string_view api_key) const { return keys_.keyed_hash(api_key); }
  /// Begins a session in place of the present one. The caller has checked that a party has the key.
  void sign_in(const Digest& key_hash);
  /// Ends the session.
  void sign_out();
  /// The sessions of the same key, oldest first.
  std::vector<ShownSession> sessions() const;
  /// Ends a session of the same key. False where there is none with this number.
  bool end_session(std::uint64_t number);
  /// The value of `Set-Cookie`, where the session began or ended with this request.
  const std::optional<std::string>& set_cookie() const { return set_cookie_; }

 private:
  const Keys& keys_;
  Sessions& sessions_;
  std::string token_;
  std::optional<Digest> key_hash_;
  std::optional<std::string> set_cookie_ = {};
};

}  // namespace quitrent::api
