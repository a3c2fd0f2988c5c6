// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/protocol/exchange.hpp"
#include "registry/vocabulary/refusal.hpp"

namespace quitrent {

/// Why a request gets no other answer: the refusals of the register under their own numbers, and
/// what the counter itself has to say. Source: API.md, Conventions.
enum class ProblemCode : int {
  unknown_terms = 10,
  invalid_field = 12,
  out_of_range = 13,
  not_found = 20,
  forbidden = 22,
  amount_not_string = 101,
  invalid_amount = 102,
  missing_field = 103,
  unknown_field = 104,
  malformed_json = 110,
  invalid_parameter = 111,
  invalid_cursor = 112,
  malformed_request = 113,
  unauthenticated = 114,
  method_not_allowed = 115,
  length_required = 116,
  body_too_large = 117,
  target_too_long = 118,
  unsupported_media_type = 119,
  headers_too_large = 121,
  request_timeout = 122,
  other_version = 123,
  overloaded = 130,
  internal = 131,
  filings_stopped = 132,
  rate_limited = 133
};

/// One row of the table of problems.
struct ProblemKind {
  int number = 0;          ///< of ProblemCode or RefusalCode
  int status = 0;          ///< HTTP status
  std::string_view code;   ///< as it stands in an answer
  std::string_view title;  ///< the same for every problem of the kind
};

/// Every problem that there is, by number.
std::span<const ProblemKind> problem_kinds();
/// The row of a number; a number without a row is a broken promise.
const ProblemKind& problem_kind(int number);

/// One thing that is wrong with one field of a request.
struct FieldFault {
  std::string pointer;  ///< JSON pointer into the body, or the name of a parameter
  ProblemCode code = ProblemCode::invalid_field;
  std::string detail;  ///< one sentence
};

/// Why a request gets no other answer, before it is written down.
struct Problem {
  int number = 0;      ///< of its kind
  std::string detail;  ///< one sentence that says what to do next
  std::vector<FieldFault> errors = {};
  /// The values to look at again.
  std::vector<std::pair<std::string, std::string>> current = {};
  /// Headers that belong to it, such as Allow.
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// A problem of the counter.
Problem problem(ProblemCode code, std::string detail);
/// `overloaded`, to be tried again in a second.
Problem busy(std::string detail);
/// A refusal of the register as a problem.
Problem problem(const Refusal& refusal);
/// Faults of shape as one problem, which bears the code of the first; there is at least one. The
/// first kMostFaults are named.
Problem problem(std::vector<FieldFault> faults);

/// Writes a problem down as `application/problem+json` (RFC 9457).
Response rendered(const Problem& problem, std::string_view request_id);

/// A short name for one request, unlikely to come again.
std::string drawn_request_id();

}  // namespace quitrent
