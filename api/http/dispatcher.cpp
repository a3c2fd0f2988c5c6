// SPDX-License-Identifier: EUPL-1.2
#include "api/http/dispatcher.hpp"

#include <algorithm>
#include <exception>

#include "api/http/protocol/parameters.hpp"
#include "api/views/views.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::api {
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

std::unexpected<Problem> try_again() { return std::unexpected(busy("Try again in a second.")); }

std::unexpected<Problem> too_many_answers() {
  return std::unexpected(
      busy("Too many answers are under way; read what was asked for, and try again in a second."));
}

std::unexpected<Problem> views_anew() {
  return with_header(
      problem(ProblemCode::overloaded,
              "The views are being made anew from the journal; try again in a second."),
      "Retry-After", "1");
}

std::unexpected<Problem> journal_unreadable() {
  return std::unexpected(busy("The journal cannot be read here; the operator has been told."));
}

std::unexpected<Problem> unrouted(const Match& match) {
  if (match.allow.empty()) return refused(ProblemCode::not_found, "There is no such resource.");
  return with_header(problem(ProblemCode::method_not_allowed, "Use one of " + match.allow + "."),
                     "Allow", match.allow);
}

/// Whether the media type is this one; its parameters do not matter.
bool is_type(std::string_view content_type, std::string_view wanted) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return std::ranges::equal(type, wanted, [](char left, char right) {
    return (left >= 'A' && left <= 'Z' ? static_cast<char>(left - 'A' + 'a') : left) == right;
  });
}

constexpr std::string_view kToml = "application/toml";
constexpr std::string_view kJson = "application/json";

/// Whether the request names the media type.
bool is_of_type(const Request& request, std::string_view type) {
  return request.content_type && is_type(*request.content_type, type);
}

/// Whether a body that was read is JSON.
bool is_json(const Route& route, const Request& request) {
  if (route.body == BodyForm::toml_or_json) return is_of_type(request, kJson);
  return route.body != BodyForm::toml;
}

/// The fault in size, framing or media type of a body, found before the body is read.
std::optional<Problem> fault_of_framing(const Request& request, const HttpLimits& limits,
                                        BodyForm form) {
  if (request.declared_length > limits.body) {
    return problem(ProblemCode::body_too_large,
                   "A body has at most " + std::to_string(limits.body) + " bytes.");
  }
  if (request.framing == Framing::compressed) {
    return problem(ProblemCode::unsupported_media_type, "Send the body uncompressed.");
  }
  const bool toml = form == BodyForm::toml || form == BodyForm::toml_or_json;
  const bool json = form != BodyForm::toml;
  if ((toml && is_of_type(request, kToml)) || (json && is_of_type(request, kJson))) {
    return std::nullopt;
  }
  return problem(ProblemCode::unsupported_media_type,
                 std::string{toml ? "Send a schedule" : "Send JSON"} +
                     ", with Content-Type: " + std::string{toml ? kToml : kJson} +
                     (toml && json ? ", or JSON, with Content-Type: application/json." : "."));
}

/// The fault in size, framing or media type of the form of a page, found before it is read.
std::optional<Problem> fault_of_form(const Request& request, const HttpLimits& limits) {
  if (request.framing == Framing::chunked) {
    return problem(ProblemCode::length_required, "State the body's length.");
  }
  if (request.declared_length > limits.body) {
    return problem(ProblemCode::body_too_large,
                   "A body has at most " + std::to_string(limits.body) + " bytes.");
  }
  if (request.framing == Framing::plain &&
      is_of_type(request, "application/x-www-form-urlencoded")) {
    return std::nullopt;
  }
  return problem(ProblemCode::unsupported_media_type,
                 "Send a form, with Content-Type: application/x-www-form-urlencoded.");
}

/// Whether a body has to be read: not for a route without one, and not where it is optional and
/// absent.
bool has_body(const Route& route, const Request& request) {
  if (route.body != BodyForm::optional_json) return route.body != BodyForm::none;
  return request.declared_length > 0 || request.framing != Framing::plain;
}

/// The role that a call needs; nothing where any key is enough.
std::optional<Role> needed_role(Access access) {
  switch (access) {
    case Access::member:
      return Role::member;
    case Access::registrar:
      return Role::registrar;
    case Access::policy:
      return Role::policy;
    case Access::operator_:
      return Role::operator_;
    case Access::anyone:
    case Access::optional_key:
    case Access::any_key:
      return std::nullopt;
  }
  broken_invariant("unknown access");
}

/// The roles in words: "member, auditor".
std::string in_words(Roles roles) {
  std::string words;
  for (const Role role : kRoles) {
    if (!roles.has(role)) continue;
    if (!words.empty()) words += ", ";
    words += to_text(role);
  }
  return words;
}

/// The problem with this status, for a request that cannot be read.
Problem fault_of_reading(int status) {
  using enum ProblemCode;
  switch (status) {
    case 404:
      return problem(not_found, "There is no such resource.");
    case 408:
      return problem(request_timeout, "Send the whole request at once.");
    case 413:
      return problem(body_too_large, "The body is too large.");
    case 414:
      return problem(target_too_long, "The address is too long.");
    case 415:
      return problem(unsupported_media_type, "Send JSON, uncompressed.");
    case 431:
      return problem(headers_too_large, "Send fewer or shorter headers.");
    case 500:
      return problem(internal, "Nothing is known to be recorded.");
    case 503:
      return busy("Try again in a second.");
    default:
      return problem(malformed_request,
                     "This is no request of HTTP/1.1, or one that can be read in two ways: check "
                     "the request line, Host, Content-Length and doubled headers.");
  }
}

bool is_repeat_key(std::string_view key) {
  return !key.empty() && key.size() <= kLongestRepeatKey && is_clean_utf8(key);
}

}  // namespace

Dispatcher::Dispatcher(HandlerContext context, Hooks hooks)
    : context_{std::move(context)},
      hooks_{std::move(hooks)},
      realm_{context_.clock.kind() == ClockKind::sandbox ? Realm::sandbox : Realm::everywhere} {}

std::optional<Response> Dispatcher::before_body(const Request& request) {
  Exchange exchange{request};
  const Match match = matched(request.method, request.path, realm_);
  if (match.route == nullptr) {
    if (request.method == Method::options && !match.allow.empty()) {
      return finished(exchange, Response{.status = 204, .headers = {{"Allow", match.allow}}});
    }
    if (!sends_form(request, match)) return finished(exchange, guarded(exchange, match));
    if (auto fault = fault_of_form(request, context_.limits)) {
      return finished(exchange, std::unexpected(std::move(*fault)));
    }
    return std::nullopt;
  }
  if (request.framing == Framing::chunked) {
    return finished(exchange, refused(ProblemCode::length_required, "State the body's length."));
  }
  if (!has_body(*match.route, request)) return finished(exchange, guarded(exchange, match));
  if (auto fault = fault_of_framing(request, context_.limits, match.route->body)) {
    return finished(exchange, std::unexpected(std::move(*fault)));
  }
  return std::nullopt;
}

bool Dispatcher::sends_form(const Request& request, const Match& match) const {
  return hooks_.pages && match.allow.empty() && hooks_.pages->takes_form(request);
}

Response Dispatcher::answer(const Request& request) {
  Exchange exchange{request};
  return finished(exchange, guarded(exchange, matched(request.method, request.path, realm_)));
}

Answer Dispatcher::guarded(Exchange& exchange, const Match& match) {
  try {
    if (match.route == nullptr) return page_or_problem(exchange.request, match);
    return routed(exchange, match);
  } catch (const FilingsStopped& stop) {
    return std::unexpected(stopped({.reason = stop.what(), .lasts = stop.lasts()}));
  } catch (const Overloaded&) {
    return try_again();
  } catch (const TooManyAnswers&) {
    return too_many_answers();
  } catch (const ViewsUnavailable&) {
    return views_anew();  // they have said why themselves
  } catch (const JournalDamaged& fault) {
    context_.engine.stop_filings(fault.what());  // says it in the log as well
    return journal_unreadable();
  } catch (const JournalFault& fault) {
    if (hooks_.complaint) hooks_.complaint(fault.what());
    return journal_unreadable();
  } catch (const std::exception& error) {
    if (hooks_.complaint) hooks_.complaint(error.what());
  } catch (...) {
    if (hooks_.complaint) hooks_.complaint("something was thrown that is no exception");
  }
  return refused(ProblemCode::internal, "Nothing is known to be recorded.");
}

Answer Dispatcher::page_or_problem(const Request& request, const Match& match) {
  if (hooks_.pages && match.allow.empty()) {
    auto page = hooks_.pages->page(request, [this](const Request& one) { return asked(one); });
    if (page) return std::move(*page);
  }
  return unrouted(match);
}

Response Dispatcher::asked(const Request& request) {
  Exchange exchange{request};
  const Match match = matched(request.method, request.path, realm_);
  Answer answer = match.route == nullptr ? unrouted(match) : guarded(exchange, match);
  return answer ? std::move(*answer) : rendered(answer.error(), drawn_request_id());
}

Answer Dispatcher::routed(Exchange& exchange, const Match& match) {
  const Request& request = exchange.request;
  const Route& route = *match.route;
  auto caller = admitted(request, route.access);
  if (!caller) return std::unexpected(std::move(caller.error()));
  exchange.caller = *caller;
  if (route.method != Method::get && *caller && (*caller)->roles == Roles{Role::auditor}) {
    return refused(ProblemCode::forbidden, "An auditor only reads.");
  }
  Call call{.request = request, .names = match.names, .caller = *caller, .body = {}};
  const bool files = route.method != Method::get;
  if (files && request.idempotency_key && !is_repeat_key(*request.idempotency_key)) {
    return refused(ProblemCode::invalid_parameter, "An Idempotency-Key has 1 to 255 bytes.");
  }
  if (route.query == Query::refused) {
    if (auto fault = Parameters{request.query}.fault()) return std::unexpected(std::move(*fault));
  }
  if (route.body == BodyForm::optional_json) call.body.kind = JsonValue::Kind::object;
  call.is_toml = has_body(route, request) && !is_json(route, request);
  if (has_body(route, request) && !call.is_toml) {
    auto body = parse_json(request.body);
    if (!body) return refused(ProblemCode::malformed_json, std::move(body.error()));
    call.body = std::move(*body);
  }
  return route.handler(context_, call);
}

std::expected<std::optional<Caller>, Problem> Dispatcher::admitted(const Request& request,
                                                                   Access access) {
  if (access == Access::anyone) return std::nullopt;
  if (access == Access::optional_key && !request.authorization && !request.key_hash) {
    return std::nullopt;
  }
  const auto key = request.authorization ? bearer_key(*request.authorization) : std::nullopt;
  if (!key && !request.key_hash) return unauthenticated("Send Authorization: Bearer KEY.");
  const Digest hash = request.key_hash ? *request.key_hash : context_.keys.keyed_hash(*key);
  auto caller = context_.engine.inquire([&hash](const market::Books& books, Instant) {
    const auto owner = books.key_owner(hash);
    return owner ? std::optional{Caller{books.party(*owner).id, books.party(*owner).roles}}
                 : std::nullopt;
  });
  if (!caller) return unauthenticated("This key opens nothing.");
  if (const auto after = context_.rates->refused(hash, request.body.size())) {
    const std::string seconds = std::to_string(after->count());
    return with_header(problem(ProblemCode::rate_limited,
                               "This key has asked as much as it may in a minute; try again in " +
                                   seconds + " s."),
                       "Retry-After", seconds);
  }
  if (const auto role = needed_role(access); role && !caller->roles.has(*role)) {
    return refused(ProblemCode::forbidden,
                   "This call needs the role " + std::string{to_text(*role)} +
                       "; the key's party has " + in_words(caller->roles) + ".");
  }
  return caller;
}

bool Dispatcher::holds(const Request& request, Response& response) const {
  if (response.body.size() < kSmallAnswer) {
    response.held.reset();
    return true;
  }
  if (!response.held) response.held = std::make_shared<HeldBytes>(*context_.answer_memory);
  // Twice, since the library copies the body behind the headers.
  const std::size_t bytes = response.body.capacity() + response.body.size();
  const bool read = request.method == Method::get || request.method == Method::head;
  try {
    if (read) {
      response.held->hold(bytes);
    } else {
      response.held->hold_anyway(bytes);
    }
    return true;
  } catch (const TooManyAnswers&) {
    return false;
  }
}

Response Dispatcher::finished(const Exchange& exchange, Answer answer) const {
  std::string id = drawn_request_id();
  Response response = answer ? std::move(*answer) : rendered(answer.error(), id);
  if (!holds(exchange.request, response)) response = rendered(too_many_answers().error(), id);
  if (realm_ == Realm::sandbox) {
    response.headers.emplace_back("Quitrent-Clock", to_text(context_.clock.now()));
  }
  count(response);
  if (hooks_.on_answered) {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - exchange.begun);
    hooks_.on_answered({.request = exchange.request,
                        .response = response,
                        .id = id,
                        .caller = exchange.caller,
                        .took = took});
  }
  response.headers.emplace_back("Request-Id", std::move(id));
  return response;
}

Response Dispatcher::unreadable(int status) {
  std::string id = drawn_request_id();
  Response response = rendered(fault_of_reading(status), id);
  response.headers.emplace_back("Request-Id", std::move(id));
  count(response);
  return response;
}

void Dispatcher::count(const Response& response) const {
  const auto hundred = static_cast<std::size_t>(response.status / 100 - 1);
  context_.answers->by_hundred.at(hundred).fetch_add(1, std::memory_order_relaxed);
}

}  // namespace quitrent::api
