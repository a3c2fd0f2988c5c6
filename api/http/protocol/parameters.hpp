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

/// Whether a text is UTF-8 without control characters, overlong forms and surrogates.
bool is_clean_utf8(std::string_view text);

/// What `+` stands for: a space in a query, itself in a path.
enum class PlusSign : std::uint8_t { space, plus };
/// Undoes the percent escapes of a part of a query or path. Nothing where an escape is broken.
std::optional<std::string> percent_decoded(std::string_view text, PlusSign plus = PlusSign::space);
/// Escapes whatever may not stand in a value of a query.
std::string percent_encoded(std::string_view text);

/// Reads the parameters of a query by name and notes every fault: one that cannot be read, one that
/// stands twice, and at the end, with fault(), those that nobody asked for.
class Parameters {
 public:
  /// Reads a query, without its `?`.
  explicit Parameters(std::string_view query);
  /// The value of a parameter; nothing where it is absent.
  std::optional<std::string> text(std::string_view name);
  /// `limit`, 1 … kLargestPage; `absent` where it is.
  std::size_t limit(std::size_t absent = kDefaultPage);
  /// A whole number of 0 or more.
  std::optional<std::uint64_t> number(std::string_view name);
  /// An RFC 3339 instant or a day, which stands for its first second.
  std::optional<Instant> instant(std::string_view name);
  /// Notes that a parameter has a value that it may not have.
  void refuse(std::string_view name, std::string detail);
  /// What is wrong with the query, once all parameters were asked for; nothing where all is well.
  std::optional<Problem> fault();

 private:
  std::vector<std::pair<std::string, std::string>> given_;
  std::vector<std::string> known_;
  std::vector<FieldFault> faults_;
};

}  // namespace quitrent::api
