// SPDX-License-Identifier: EUPL-1.2
#pragma once

// clang-format off

/// Every problem of the HTTP interface itself, once: name, number, HTTP status, title. A NAMED row
/// shows another code than its name. The refusals of the register are in QUITRENT_REFUSALS.
#define QUITRENT_PROBLEMS(PROBLEM, NAMED)                                                        \
  PROBLEM(amount_not_string, 101, 422, "An amount is a number instead of a string")              \
  PROBLEM(invalid_amount, 102, 422, "An amount is not a decimal of at most six decimals")        \
  PROBLEM(missing_field, 103, 422, "A field is missing")                                         \
  PROBLEM(unknown_field, 104, 422, "A field is not known here")                                  \
  PROBLEM(schedule_invalid, 105, 422, "The schedule cannot be read")                             \
  PROBLEM(malformed_json, 110, 400, "The body is not JSON")                                      \
  PROBLEM(invalid_parameter, 111, 400, "A parameter cannot be read")                             \
  PROBLEM(invalid_cursor, 112, 400, "The cursor cannot be read")                                 \
  PROBLEM(malformed_request, 113, 400, "The request cannot be read")                             \
  PROBLEM(unauthenticated, 114, 401, "A valid API key is needed")                                \
  PROBLEM(method_not_allowed, 115, 405, "The method is not allowed here")                        \
  PROBLEM(length_required, 116, 411, "The length of the body must be stated")                    \
  PROBLEM(body_too_large, 117, 413, "The body is too large")                                     \
  PROBLEM(target_too_long, 118, 414, "The address of the request is too long")                   \
  PROBLEM(unsupported_media_type, 119, 415, "The body is of a type that is not taken here")      \
  PROBLEM(headers_too_large, 121, 431, "The headers are too large")                              \
  PROBLEM(request_timeout, 122, 408, "The request did not arrive in time")                       \
  NAMED(other_version, 123, 412, "The asset has another version", "version-mismatch")            \
  PROBLEM(overloaded, 130, 503, "The register is busy")                                          \
  PROBLEM(internal, 131, 500, "The register made a mistake")                                     \
  PROBLEM(filings_stopped, 132, 503, "The register takes no filings")                            \
  PROBLEM(rate_limited, 133, 429, "This key has asked as much as it may in a minute")

// clang-format on
