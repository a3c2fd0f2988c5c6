// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/problem.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <sys/random.h>

#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/limits.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

constexpr auto kKinds = std::to_array<ProblemKind>({
    {10, 422, "unknown-terms", "These terms cannot be read"},
    {11, 422, "class-not-scheduled", "The schedule names no such class"},
    {12, 422, "invalid-field", "A field has a value that it may not have"},
    {13, 422, "out-of-range", "A value lies beyond what is lawful"},
    {20, 404, "not-found", "There is no such thing"},
    {21, 409, "version-mismatch", "The asset has another version"},
    {22, 403, "forbidden", "This is not yours to do"},
    {30, 409, "wrong-state", "The state of the asset does not allow this"},
    {31, 409, "not-for-sale", "The asset cannot be bought now"},
    {32, 409, "own-asset", "The asset is the buyer's own"},
    {33, 409, "held", "A hold forbids this"},
    {34, 409, "purchase-pending", "A purchase is under way"},
    {35, 409, "price-above-maximum", "The price is above the maximum"},
    {36, 409, "terms-changed", "The terms are not those that were expected"},
    {37, 409, "duplicate-identifier", "Another asset bears this identifier"},
    {38, 409, "duplicate-reference", "This reference was counted already"},
    {39, 409, "too-many-changes", "The asset was changed too often in one day"},
    {40, 409, "party-frozen", "The party is frozen"},
    {41, 409, "debt-outstanding", "A debt must be paid first"},
    {42, 409, "below-cover", "The escrow would be below the cover"},
    {43, 409, "insufficient-funds", "The account does not suffice"},
    {44, 409, "encumbered", "A lien or a licence stands against this"},
    {45, 409, "below-secured", "The assessment would be below what liens secure"},
    {46, 409, "terms-irrevocable", "A promise to the public cannot be taken back"},
    {47, 409, "lineage-requires-open", "What comes of a share-alike work must be as open"},
    {48, 409, "clawback-due", "Taking this back costs what it saved"},
    {49, 409, "contest-pending", "A contest of yours waits already"},
    {52, 422, "idempotency-key-reused", "This key came with another request"},
    {53, 409, "too-many-kept-answers", "No room to keep the answer under this key"},
    {101, 422, "amount-not-string", "An amount is a number instead of a string"},
    {102, 422, "invalid-amount", "An amount is not a decimal of at most six decimals"},
    {103, 422, "missing-field", "A field is missing"},
    {104, 422, "unknown-field", "A field is not known here"},
    {110, 400, "malformed-json", "The body is not JSON"},
    {111, 400, "invalid-parameter", "A parameter cannot be read"},
    {112, 400, "invalid-cursor", "The cursor cannot be read"},
    {113, 400, "malformed-request", "The request cannot be read"},
    {114, 401, "unauthenticated", "A valid API key is needed"},
    {115, 405, "method-not-allowed", "The method is not allowed here"},
    {116, 411, "length-required", "The length of the body must be stated"},
    {117, 413, "body-too-large", "The body is too large"},
    {118, 414, "target-too-long", "The address of the request is too long"},
    {119, 415, "unsupported-media-type", "The body is of a type that is not taken here"},
    {121, 431, "headers-too-large", "The headers are too large"},
    {122, 408, "request-timeout", "The request did not arrive in time"},
    {123, 412, "version-mismatch", "The asset has another version"},
    {130, 503, "overloaded", "The register is busy"},
    {131, 500, "internal", "The register made a mistake"},
    {132, 503, "filings-stopped", "The register takes no filings"},
    {133, 429, "rate-limited", "This key has asked as much as it may in a minute"},
});

/// Mixes the bits of a number, after splitmix64.
std::uint64_t mixed(std::uint64_t number) {
  number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
  number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
  return number ^ (number >> 31U);
}

void write_errors(JsonWriter& json, const std::vector<FieldFault>& errors) {
  json.key("errors").begin_array();
  for (const FieldFault& fault : errors) {
    json.begin_object()
        .text("pointer", fault.pointer)
        .text("code", problem_kind(static_cast<int>(fault.code)).code)
        .text("detail", fault.detail)
        .end_object();
  }
  json.end_array();
}

/// A current value as it stands in the asset: versions are numbers, all else are strings.
void write_current(JsonWriter& json, const std::string& name, const std::string& value) {
  const bool whole = name == "version" && !value.empty() && value.size() <= 10 &&
                     std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
  if (whole) {
    json.number(name, std::stoull(value));
  } else {
    json.text(name, value);
  }
}

}  // namespace

std::span<const ProblemKind> problem_kinds() { return kKinds; }

const ProblemKind& problem_kind(int number) {
  const auto found = std::ranges::lower_bound(kKinds, number, {}, &ProblemKind::number);
  promise(found != kKinds.end() && found->number == number, "every problem has a row in the table");
  return *found;
}

Problem problem(ProblemCode code, std::string detail) {
  return {.number = static_cast<int>(code), .detail = std::move(detail)};
}

Problem busy(std::string detail) {
  Problem busy = problem(ProblemCode::overloaded, std::move(detail));
  busy.headers.emplace_back("Retry-After", "1");
  return busy;
}

Problem problem(const Refusal& refusal) {
  Problem problem{.number = static_cast<int>(refusal.code),
                  .detail = refusal.detail,
                  .current = refusal.current};
  if (!refusal.pointer.empty()) {
    problem.errors.push_back({.pointer = refusal.pointer,
                              .code = static_cast<ProblemCode>(refusal.code),
                              .detail = refusal.detail});
  }
  return problem;
}

Problem problem(std::vector<FieldFault> faults) {
  promise(!faults.empty(), "a problem of shape has a fault");
  const FieldFault& first = faults.front();
  Problem problem{
      .number = static_cast<int>(first.code),
      .detail = first.pointer.empty() ? first.detail : first.pointer + ": " + first.detail};
  if (faults.size() > kMostFaults) faults.resize(kMostFaults);
  problem.errors = std::move(faults);
  return problem;
}

Response rendered(const Problem& problem, std::string_view request_id) {
  const ProblemKind& kind = problem_kind(problem.number);
  JsonWriter json;
  json.begin_object()
      .text("type", "urn:quitrent:problem:" + std::string{kind.code})
      .text("title", kind.title)
      .number("status", static_cast<std::uint64_t>(kind.status))
      .text("code", kind.code)
      .text("detail", problem.detail)
      .text("request_id", request_id);
  if (!problem.errors.empty()) write_errors(json, problem.errors);
  if (!problem.current.empty() || kind.status == 409 || kind.status == 412) {
    json.key("current").begin_object();
    for (const auto& [name, value] : problem.current) write_current(json, name, value);
    json.end_object();
  }
  json.end_object();
  return {.status = kind.status,
          .body = json.take(),
          .content_type = "application/problem+json",
          .headers = problem.headers};
}

std::string drawn_request_id() {
  static const std::uint64_t start = [] {
    std::uint64_t drawn = 0;
    promise(::getrandom(&drawn, sizeof drawn, 0) == sizeof drawn, "there is randomness");
    return drawn;
  }();
  static std::atomic<std::uint64_t> count{0};
  constexpr std::string_view digits = "0123456789abcdef";
  std::uint64_t rest = mixed(start + count.fetch_add(1, std::memory_order_relaxed));
  std::string text = "req_";
  for (int at = 0; at < 16; ++at, rest >>= 4U) text += digits[rest & 15U];
  return text;
}

}  // namespace quitrent
