// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/problem.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <sys/random.h>

#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/limits.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::api {
namespace {

/// All rows by number.
std::vector<ProblemKind> all_kinds() {
  std::vector<ProblemKind> kinds{
#define QUITRENT_ROW(name, number, status, title) {number, status, hyphenated(#name), title},
#define QUITRENT_NAMED(name, number, status, title, code) {number, status, code, title},
      QUITRENT_REFUSALS(QUITRENT_ROW, QUITRENT_ROW) QUITRENT_PROBLEMS(QUITRENT_ROW, QUITRENT_NAMED)
#undef QUITRENT_NAMED
#undef QUITRENT_ROW
  };
  std::ranges::sort(kinds, {}, &ProblemKind::number);
  return kinds;
}

/// Mixes the bits of a number like splitmix64.
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
        .text("detail", fault.detail);
    if (fault.line > 0) {
      json.number("line", static_cast<std::uint64_t>(fault.line))
          .number("column", static_cast<std::uint64_t>(fault.column));
    }
    json.end_object();
  }
  json.end_array();
}

/// Writes a current value with the type that it has in an asset: a version is a number, any other
/// value a string.
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

std::span<const ProblemKind> problem_kinds() {
  static const std::vector<ProblemKind> kKinds = all_kinds();
  return kKinds;
}

const ProblemKind& problem_kind(int number) {
  const std::span<const ProblemKind> kinds = problem_kinds();
  const auto found = std::ranges::lower_bound(kinds, number, {}, &ProblemKind::number);
  ensure(found != kinds.end() && found->number == number, "every problem has a row in the table");
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
  ensure(!faults.empty(), "a problem of shape has a fault");
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
    ensure(::getrandom(&drawn, sizeof drawn, 0) == sizeof drawn, "there is randomness");
    return drawn;
  }();
  static std::atomic<std::uint64_t> count{0};
  constexpr std::string_view digits = "0123456789abcdef";
  std::uint64_t rest = mixed(start + count.fetch_add(1, std::memory_order_relaxed));
  std::string text = "req_";
  for (int at = 0; at < 16; ++at, rest >>= 4U) text += digits[rest & 15U];
  return text;
}

}  // namespace quitrent::api
