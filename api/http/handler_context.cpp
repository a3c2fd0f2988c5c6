// SPDX-License-Identifier: EUPL-1.2
#include "api/http/handler_context.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <functional>
#include <limits>

#include "api/views/views.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::api {
namespace {

/// A version that no asset reaches.
constexpr std::uint32_t kNoVersion = std::numeric_limits<std::uint32_t>::max();
/// Characters of the hash in an ETag.
constexpr std::size_t kHashSize = 16;

/// A hash over all bytes of a body. Another process may give another hash.
std::string hash_of(std::string_view body) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::uint64_t rest = std::hash<std::string_view>{}(body);
  std::string hash(kHashSize, '0');
  for (std::size_t at = kHashSize; at >= 1; --at, rest >>= 4U) hash[at - 1] = digits[rest & 15U];
  return hash;
}

/// Whether `If-None-Match` names the tag; the mark `W/` is ignored there (RFC 9110, 13.1.2).
bool matches(std::string_view condition, std::string_view tag) {
  while (!condition.empty()) {
    std::string_view one = condition.substr(0, condition.find(','));
    condition.remove_prefix(std::min(condition.size(), one.size() + 1));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag || one == "*") return true;
  }
  return false;
}

/// The answer with a strong tag, or 304 where the caller has the body with this tag.
Response answer_under(std::string tag, const Request& request, std::string body) {
  Response response;
  if (request.if_none_match && matches(*request.if_none_match, tag)) {
    response.status = 304;
  } else {
    response.body = std::move(body);
  }
  response.headers.emplace_back("ETag", std::move(tag));
  return response;
}

/// The version that an ETag of an asset names; nothing for any other ETag, also a weak one.
std::optional<std::uint32_t> version_of(std::string_view tag) {
  constexpr std::string_view begin = "\"v";
  if (!tag.starts_with(begin)) return std::nullopt;
  std::uint32_t version = 0;
  const auto read = std::from_chars(tag.data() + begin.size(), tag.data() + tag.size(), version);
  const std::string_view rest{read.ptr, tag.data() + tag.size()};
  const bool whole = read.ec == std::errc{} && rest.starts_with('-') && rest.ends_with('"');
  return whole && rest.size() == kHashSize + 2 ? std::optional{version} : std::nullopt;
}

/// The versions that `If-Match` names; may be empty.
std::vector<std::uint32_t> versions_of(std::string_view condition) {
  std::vector<std::uint32_t> versions;
  while (!condition.empty()) {
    std::string_view one = condition.substr(0, condition.find(','));
    condition.remove_prefix(std::min(condition.size(), one.size() + 1));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (const auto version = version_of(one)) versions.push_back(*version);
  }
  return versions;
}

/// The present version of an asset; nothing where there is no such asset.
std::optional<std::uint32_t> present_version(const HandlerContext& context, const AssetId& id) {
  return context.engine.inquire([&id](const market::Books& books, Instant) {
    const Asset* const asset = books.asset(id);
    return asset == nullptr ? std::nullopt : std::optional{asset->status.version};
  });
}

/// Turns `If-Match` into the version that the register must find when it decides: the present
/// version where `If-Match` names it, else a version that never matches. The register looks for a
/// kept answer first, so a repeated request gets its answer although the version has changed.
/// Answers with the code of the problem where the register finds another version; nothing where
/// `If-Match` holds and only `expected_version` does not: then it is the register's own code.
std::expected<std::optional<ProblemCode>, Problem> taken_condition(
    const HandlerContext& context, std::string_view condition, market::Filing::Request& wanted) {
  if (condition == "*") return std::nullopt;
  market::AssetRef* const asset = std::visit(
      [](auto& request) -> market::AssetRef* {
        if constexpr (requires { request.asset.expected_version; }) return &request.asset;
        return nullptr;
      },
      wanted);
  if (asset == nullptr) {
    return std::unexpected(problem(ProblemCode::other_version,
                                   "What this changes has no version: leave If-Match out."));
  }
  const auto present = present_version(context, asset->id);
  const std::vector<std::uint32_t> named = versions_of(condition);
  const bool holds = present && std::ranges::find(named, *present) != named.end();
  if (holds && asset->expected_version && asset->expected_version != present) return std::nullopt;
  asset->expected_version = holds ? *present : kNoVersion;
  return ProblemCode::other_version;
}

/// The digest of method, path, query and body, separated by NUL; none but the body contains NUL. An
/// empty query leaves no mark, so that answers which earlier programs kept are found.
Digest fingerprint(const Request& request) {
  std::string text{to_text(request.method)};
  text.reserve(text.size() + request.path.size() + request.query.size() + request.body.size() + 3);
  text += '\0';
  text += request.path;
  if (!request.query.empty()) {
    text += '?';
    text += request.query;
  }
  text += '\0';
  text += request.body;
  return sha256(text);
}

}  // namespace

std::string_view to_text(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::delete_:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      break;
  }
  return "";
}

Response json_answer(int status, std::string body) {
  return {.status = status, .body = std::move(body)};
}

Response tagged_answer(const Request& request, std::string body) {
  std::string tag = '"' + hash_of(body) + '"';
  return answer_under(std::move(tag), request, std::move(body));
}

Response tagged_answer(const Request& request, std::string body, std::uint32_t version) {
  std::string tag = "\"v" + std::to_string(version) + '-' + hash_of(body) + '"';
  return answer_under(std::move(tag), request, std::move(body));
}

std::unexpected<Problem> not_found(std::string_view thing) {
  return std::unexpected(
      problem(ProblemCode::not_found, "There is no such " + std::string{thing} + "."));
}

std::expected<Reply, Problem> filed(HandlerContext& context, const Call& call,
                                    FilingRequest wanted) {
  Submission submission{.filing = {.by = call.caller->id,
                                   .seed = wanted.seed ? *wanted.seed : Engine::drawn_seed(),
                                   .request = std::move(wanted.request)},
                        .render = std::move(wanted.render),
                        .repeat_key = {}};
  if (call.request.idempotency_key) {
    submission.repeat_key = RepeatKey{.key = std::string{*call.request.idempotency_key},
                                      .fingerprint = fingerprint(call.request)};
  }
  std::optional<ProblemCode> mismatch;
  if (call.request.if_match) {
    auto code = taken_condition(context, *call.request.if_match, submission.filing.request);
    if (!code) return std::unexpected(std::move(code.error()));
    mismatch = *code;
  }
  auto reply = context.engine.file(std::move(submission));
  if (reply) return std::move(*reply);
  Problem refused = problem(reply.error());
  if (mismatch && reply.error().code == RefusalCode::version_mismatch) {
    refused.number = static_cast<int>(*mismatch);
  }
  return std::unexpected(std::move(refused));
}

std::optional<Problem> views_behind(HandlerContext& context) {
  const Sequence newest = context.engine.status().sequence;
  if (context.views.wait_until(newest, std::chrono::milliseconds{context.limits.view_timeout_ms})) {
    return std::nullopt;
  }
  // The answer does not show the reason, which may name files; the log does.
  const ViewsStatus views = context.views.status();
  if (!views.why.empty() || views.lacks > 0) {
    return busy("The views are being made anew from the journal; try again in a second.");
  }
  return busy("The views are behind; try again in a second.");
}

Problem stopped(const FilingStop& stop) {
  const bool for_good = stop.lasts == StopLasts::until_restart;
  Problem refused = problem(ProblemCode::filings_stopped,
                            "Filings are refused: " + stop.reason +
                                (for_good ? ". Reads go on. The operator has to mend the register."
                                          : ". Reads go on. Try again in a while."));
  if (!for_good) refused.headers.emplace_back("Retry-After", "10");
  return refused;
}

std::pair<std::shared_ptr<const tax::ScheduleTimeline>, Instant> schedules_now(
    HandlerContext& context) {
  return context.engine.inquire(
      [](const market::Books& books, Instant now) { return std::pair{books.timeline(), now}; });
}

tax::DegreeFacts degree_facts(HandlerContext& context) {
  return {.licences = context.licences,
          .recorded = [&context](const LicenceDocument& document) -> std::optional<tax::Profile> {
            const auto recorded =
                context.engine.inquire([&document](const market::Books& books, Instant) {
                  return books.profile(document);
                });
            if (!recorded) return std::nullopt;
            return tax::Profile{recorded->levels};
          }};
}

std::optional<Ordinal> visible_party(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<PartyKind>(call.names[0]);
  const Caller& caller = *call.caller;
  const bool visible = id && (caller.id == *id || caller.roles.has(Role::operator_) ||
                              caller.roles.has(Role::auditor));
  if (!visible) return std::nullopt;
  return context.engine.inquire(
      [&id](const market::Books& books, Instant) { return books.party_ordinal(*id); });
}

Response changed_answer(Reply reply) {
  Response response{.status = 200, .body = std::move(reply.body)};
  if (reply.replayed) response.headers.emplace_back("Idempotent-Replayed", "true");
  return response;
}

Response created_answer(Reply reply, std::string_view folder) {
  constexpr std::string_view beginning = "{\"id\":\"";
  Response response = changed_answer(std::move(reply));
  response.status = 201;
  const std::string_view body = response.body;
  if (!folder.empty() && body.starts_with(beginning)) {
    const std::size_t end = body.find('"', beginning.size());
    response.headers.emplace_back(
        "Location",
        std::string{folder} + std::string{body.substr(beginning.size(), end - beginning.size())});
  }
  return response;
}

}  // namespace quitrent::api
