// SPDX-License-Identifier: EUPL-1.2
#include "api/http/counter.hpp"

#include <algorithm>
#include <exception>

#include "api/http/parameters.hpp"
#include "api/views/views.hpp"

namespace quitrent {
namespace {

constexpr std::size_t kLongestRepeatKey = 255;

std::unexpected<Problem> refused(ProblemCode code, std::string detail) {
  return std::unexpected(problem(code, std::move(detail)));
}

std::unexpected<Problem> with_header(Problem problem, std::string name, std::string value) {
  problem.headers.emplace_back(std::move(name), std::move(value));
  return std::unexpected(std::move(problem));
}

std::unexpected<Problem> unauthenticated(std::string detail) {
  return with_header(problem(ProblemCode::unauthenticated, std::move(detail)), "WWW-Authenticate",
                     "Bearer");
}

std::unexpected<Problem> busy() {
  return with_header(problem(ProblemCode::overloaded, "Try again in a second."), "Retry-After",
                     "1");
}

std::unexpected<Problem> unrouted(const Match& match) {
  if (match.allow.empty()) return refused(ProblemCode::not_found, "There is no such resource.");
  return with_header(problem(ProblemCode::method_not_allowed, "Use one of " + match.allow + "."),
                     "Allow", match.allow);
}

/// Whether the media type is JSON, whatever its parameters.
bool is_json(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return std::ranges::equal(type, std::string_view{"application/json"}, [](char left, char right) {
    return (left >= 'A' && left <= 'Z' ? static_cast<char>(left - 'A' + 'a') : left) == right;
  });
}

/// What is wrong with the way in which a body arrives, before any of it is read.
std::optional<Problem> fault_of_framing(const Request& request, const HttpLimits& limits) {
  if (request.framing == Framing::chunked) {
    return problem(ProblemCode::length_required, "State the length of the body.");
  }
  if (request.declared_length > limits.body) {
    return problem(ProblemCode::body_too_large,
                   "A body has at most " + std::to_string(limits.body) + " bytes.");
  }
  if (request.framing == Framing::compressed) {
    return problem(ProblemCode::unsupported_media_type, "Send the body uncompressed.");
  }
  if (!request.content_type || !is_json(*request.content_type)) {
    return problem(ProblemCode::unsupported_media_type,
                   "Send JSON, with Content-Type: application/json.");
  }
  return std::nullopt;
}

/// Whether a body has to be read: never for a route that takes none, and not where it may be left
/// out and is.
bool has_body(const Route& route, const Request& request) {
  if (route.body != BodyForm::optional_json) return route.body == BodyForm::json;
  return request.declared_length > 0 || request.framing != Framing::plain;
}

bool is_in_role(Roles roles, Access access) {
  if (access == Access::member) return roles.has(Role::member);
  if (access == Access::registrar) return roles.has(Role::registrar);
  if (access == Access::operator_) return roles.has(Role::operator_);
  return true;
}

bool is_repeat_key(std::string_view key) {
  return !key.empty() && key.size() <= kLongestRepeatKey && is_clean_utf8(key);
}

}  // namespace

Counter::Counter(Desk desk, Hooks hooks)
    : desk_{std::move(desk)},
      hooks_{std::move(hooks)},
      realm_{desk_.clock.kind() == ClockKind::sandbox ? Realm::sandbox : Realm::everywhere} {}

std::optional<Response> Counter::before_body(const Request& request) {
  const Match match = matched(request.method, request.path, realm_);
  if (match.route == nullptr) {
    if (request.method == Method::options && !match.allow.empty()) {
      return finished(request, Response{.status = 204, .headers = {{"Allow", match.allow}}});
    }
    return finished(request, unrouted(match));
  }
  if (!has_body(*match.route, request)) return guarded(request, match);
  if (auto fault = fault_of_framing(request, desk_.limits)) {
    return finished(request, std::unexpected(std::move(*fault)));
  }
  return std::nullopt;
}

Response Counter::answer(const Request& request) {
  const Match match = matched(request.method, request.path, realm_);
  if (match.route == nullptr) return finished(request, unrouted(match));
  return guarded(request, match);
}

Response Counter::guarded(const Request& request, const Match& match) {
  try {
    return finished(request, routed(request, match));
  } catch (const Overloaded&) {
    return finished(request, busy());
  } catch (const ViewsUnavailable& error) {
    if (hooks_.complaint) hooks_.complaint(error.what());
    return finished(request, busy());
  } catch (const std::exception& error) {
    if (hooks_.complaint) hooks_.complaint(error.what());
  } catch (...) {
    if (hooks_.complaint) hooks_.complaint("something was thrown that is no exception");
  }
  return finished(request, refused(ProblemCode::internal, "Nothing is known to be recorded."));
}

Answer Counter::routed(const Request& request, const Match& match) {
  const Route& route = *match.route;
  auto caller = admitted(request, route.access);
  if (!caller) return std::unexpected(std::move(caller.error()));
  Call call{.request = request, .names = match.names, .caller = *caller, .body = {}};
  const bool files = route.method != Method::get;
  if (files && request.idempotency_key && !is_repeat_key(*request.idempotency_key)) {
    return refused(ProblemCode::invalid_parameter, "An Idempotency-Key has 1 to 255 bytes.");
  }
  if (route.body == BodyForm::optional_json) call.body.kind = JsonValue::Kind::object;
  if (has_body(route, request)) {
    auto body = parse_json(request.body);
    if (!body) return refused(ProblemCode::malformed_json, std::move(body.error()));
    call.body = std::move(*body);
  }
  return route.handler(desk_, call);
}

std::expected<std::optional<Caller>, Problem> Counter::admitted(const Request& request,
                                                                Access access) {
  if (access == Access::anyone) return std::nullopt;
  const auto key = request.authorization ? bearer_key(*request.authorization) : std::nullopt;
  if (!key) return unauthenticated("Send Authorization: Bearer KEY.");
  const Digest hash = desk_.keys.keyed_hash(*key);
  auto caller = desk_.office.inquire([&hash](const Books& books, Instant) {
    const auto owner = books.key_owner(hash);
    return owner ? std::optional{Caller{books.party(*owner).id, books.party(*owner).roles}}
                 : std::nullopt;
  });
  if (!caller) return unauthenticated("This key opens nothing.");
  if (!is_in_role(caller->roles, access)) {
    return refused(ProblemCode::forbidden, "This key has not the role that the call needs.");
  }
  return caller;
}

Response Counter::finished(const Request& request, Answer answer) const {
  Response response = answer ? std::move(*answer) : rendered(answer.error());
  if (realm_ == Realm::sandbox) {
    response.headers.emplace_back("Quitrent-Clock", to_text(desk_.clock.now()));
  }
  const auto hundred = static_cast<std::size_t>(response.status / 100 - 1);
  desk_.answers->by_hundred.at(hundred).fetch_add(1, std::memory_order_relaxed);
  if (hooks_.noted) hooks_.noted(request, response);
  return response;
}

Response Counter::unreadable(int status) {
  switch (status) {
    case 404:
      return rendered(problem(ProblemCode::not_found, "There is no such resource."));
    case 413:
      return rendered(problem(ProblemCode::body_too_large, "The body is too large."));
    case 414:
      return rendered(problem(ProblemCode::target_too_long, "The address is too long."));
    case 415:
      return rendered(problem(ProblemCode::unsupported_media_type, "Send JSON, uncompressed."));
    case 416:
      return rendered(problem(ProblemCode::range_not_satisfiable, "Ask for the whole."));
    case 500:
      return rendered(problem(ProblemCode::internal, "Nothing is known to be recorded."));
    default:
      return rendered(problem(ProblemCode::bad_request, "This is not a request of HTTP/1.1."));
  }
}

}  // namespace quitrent
