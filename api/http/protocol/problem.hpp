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

/// The problems of the HTTP interface itself. Includes the refusals of the register that may name a
/// field of a body; they keep their numbers. Source: API.md, Conventions.
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
  std::string code;        ///< as an answer shows it
  std::string_view title;  ///< the same for every problem of the kind
};

/// Every kind of problem, by number.
std::span<const ProblemKind> problem_kinds();
/// The row of a number. A number without a row is a bug and ends the process.
const ProblemKind& problem_kind(int number);

/// One fault of one field of a request.
struct FieldFault {
  std::string pointer;  ///< JSON pointer into the body, or the name of a parameter
  ProblemCode code = ProblemCode::invalid_field;
  std::string detail;  ///< one sentence
  int line = 0;        ///< of a text with lines, from 1; 0: it has none
  int column = 0;      ///< the same
};

/// Why a request is not answered as it asked. rendered() makes the answer of it.
struct Problem {
  int number = 0;      ///< of its ProblemKind
  std::string detail;  ///< one sentence that says what to do next
  std::vector<FieldFault> errors = {};
  /// Present values that the caller has to consider.
  std::vector<std::pair<std::string, std::string>> current = {};
  /// Headers of the answer, such as Allow.
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// A problem of the HTTP interface.
Problem problem(ProblemCode code, std::string detail);
/// The problem `overloaded`, with a Retry-After of one second.
Problem busy(std::string detail);
/// A refusal of the register as a problem.
Problem problem(const Refusal& refusal);
/// Faults of shape, at least one, as one problem with the code of the first fault. Names the first
/// kMostFaults of them.
Problem problem(std::vector<FieldFault> faults);

/// A problem as an answer of the type `application/problem+json` (RFC 9457).
Response rendered(const Problem& problem, std::string_view request_id);

/// A short random identifier for one request.
std::string drawn_request_id();

}  // namespace quitrent::api
