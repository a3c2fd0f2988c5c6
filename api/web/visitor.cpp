// SPDX-License-Identifier: EUPL-1.2
#include "api/web/visitor.hpp"

#include <algorithm>

namespace quitrent::api {
namespace {

/// The prefix has a browser accept the cookie only from a secure origin, for this host and every
/// path of it. Browsers count the loopback as secure.
constexpr std::string_view kCookie = "__Host-quitrent";
constexpr std::string_view kAttributes = "; Path=/; HttpOnly; Secure; SameSite=Lax";

std::string_view trimmed_left(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text;
}

}  // namespace

std::string_view session_token(const Request& request) {
  std::string_view rest = request.cookie.value_or("");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view one = trimmed_left(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (one.starts_with(kCookie) && one.substr(kCookie.size()).starts_with('=')) {
      return one.substr(kCookie.size() + 1);
    }
  }
  return {};
}

bool comes_from_here(const Request& request) {
  if (request.fetch_site)
    return *request.fetch_site == "same-origin" || *request.fetch_site == "none";
  if (!request.origin || !request.host) return false;
  const std::string host{*request.host};
  return *request.origin == "https://" + host || *request.origin == "http://" + host;
}

Visitor::Visitor(const Keys& keys, Sessions& sessions, std::string_view token)
    : keys_{keys}, sessions_{sessions}, token_{token} {
  if (!token_.empty()) key_hash_ = sessions_.key_hash(token_, Sessions::Clock::now());
}

void Visitor::sign_in(const Digest& key_hash) {
  sessions_.end(token_);
  token_ = sessions_.begin(key_hash, Sessions::Clock::now());
  key_hash_ = key_hash;
  set_cookie_ = std::string{kCookie} + '=' + token_ + std::string{kAttributes};
}

void Visitor::sign_out() {
  sessions_.end(token_);
  token_.clear();
  key_hash_.reset();
  set_cookie_ = std::string{kCookie} + "=; Max-Age=0" + std::string{kAttributes};
}

std::vector<ShownSession> Visitor::sessions() const {
  return sessions_.of_same_key(token_, Sessions::Clock::now());
}

bool Visitor::end_session(std::uint64_t number) {
  const bool ended = sessions_.end_of_same_key(token_, number, Sessions::Clock::now());
  if (ended && !sessions_.key_hash(token_, Sessions::Clock::now())) sign_out();
  return ended;
}

}  // namespace quitrent::api
