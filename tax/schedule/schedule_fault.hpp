// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace quitrent::tax {

/// A position in a file; line and column from 1, columns in characters.
struct SourcePosition {
  int line = 0;
  int column = 0;
  /// Ordered as they stand in the file.
  friend constexpr auto operator<=>(const SourcePosition&, const SourcePosition&) = default;
};

/// How much a finding weighs.
enum class Severity : std::uint8_t {
  error,    ///< the file cannot become law
  warning,  ///< lawful, and nearly certainly not meant
  advice    ///< lawful, and perhaps not meant
};

/// The severity as it stands in messages and JSON.
constexpr std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::advice:
      return "advice";
  }
  return {};
}

/// One fault of a schedule or charter.
struct ScheduleFault {
  int line = 0;      ///< from 1
  int column = 0;    ///< from 1
  std::string what;  ///< one sentence without a full stop
  Severity severity = Severity::error;
  /// Where it stands.
  constexpr SourcePosition position() const { return {line, column}; }
};

}  // namespace quitrent::tax
