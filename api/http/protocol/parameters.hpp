// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/protocol/limits.hpp"
#include "api/http/protocol/problem.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

/// Whether a text is UTF-8 without control characters, overlong forms or surrogates.
bool is_clean_utf8(std::string_view text);

/// How `+` is decoded: as a space in a query, as itself in a path.
enum class PlusSign : std::uint8_t { space, plus };
/// Decodes the percent escapes in a part of a query or path. Nothing where an escape is invalid.
std::optional<std::string> percent_decoded(std::string_view text, PlusSign plus = PlusSign::space);
/// Escapes all characters that a value in a query may not contain.
std::string percent_encoded(std::string_view text);

/// Reads the parameters of a query by name and notes every fault: a parameter that cannot be read
/// or occurs twice. fault() adds the parameters whose names were not read.
class Parameters {
 public:
  /// `query` is without its `?`.
  explicit Parameters(std::string_view query);
  /// The value of a parameter; nothing where it is absent.
  std::optional<std::string> text(std::string_view name);
  /// The parameter `limit`, 1 … kLargestPage; the value `absent` where it is missing.
  std::size_t limit(std::size_t absent = kDefaultPage);
  /// A whole number of 0 or more.
  std::optional<std::uint64_t> number(std::string_view name);
  /// An RFC 3339 instant.
  std::optional<Instant> instant(std::string_view name);
  /// An RFC 3339 instant, or a day, which means its first second.
  std::optional<Instant> instant_or_day(std::string_view name);
  /// Notes that the value of a parameter is not allowed.
  void refuse(std::string_view name, std::string detail);
  /// All faults of the query as a problem; nothing where there is none. Call it after all
  /// parameters are read.
  std::optional<Problem> fault();

 private:
  std::vector<std::pair<std::string, std::string>> given_;
  std::vector<std::string> known_;
  std::vector<FieldFault> faults_;
};

}  // namespace quitrent::api
