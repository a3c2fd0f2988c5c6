// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/protocol/exchange.hpp"
#include "api/http/protocol/problem_table.hpp"
#include "registry/vocabulary/refusal.hpp"

namespace quitrent::api {

/// What the HTTP interface itself has to say, and those refusals of the register, under their own
/// numbers, that may name a field of a body. Source: API.md, Conventions.
enum class ProblemCode : int {
#define QUITRENT_NONE(name, number, status, title)
#define QUITRENT_ROW(name, number, status, title) name = (number),
#define QUITRENT_NAMED(name, number, status, title, code) name = (number),
  QUITRENT_REFUSALS(QUITRENT_NONE, QUITRENT_ROW) QUITRENT_PROBLEMS(QUITRENT_ROW, QUITRENT_NAMED)
#undef QUITRENT_NAMED
#undef QUITRENT_ROW
#undef QUITRENT_NONE
};

/// One row of the table of problems.
struct ProblemKind {
  int number = 0;          ///< of ProblemCode or RefusalCode
  int status = 0;          ///< HTTP status
  std::string code;        ///< as it stands in an answer
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

/// A problem of the HTTP interface.
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

}  // namespace quitrent::api
