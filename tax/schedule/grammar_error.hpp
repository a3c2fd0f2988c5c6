// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tax/schedule/schedule_fault.hpp"

namespace quitrent::tax {

/// An error of grammar, in words for somebody who does not know TOML.
struct GrammarError {
  ScheduleFault fault;
  /// The document in which the value with the error has another value of the same length, so that
  /// nothing else moves; nothing where the error concerns more than one value.
  std::optional<std::string> without = {};
};

/// Explains an error that the TOML library found at `position`. `description` is the text of the
/// library, which is kept where no other explanation fits.
GrammarError grammar_error(std::string_view toml, SourcePosition position,
                           std::string_view description);

/// How deep dotted keys and headers nest at most: the most points in one line outside texts and
/// comments. A reader that follows them needs memory for each.
std::size_t most_points(std::string_view toml);

}  // namespace quitrent::tax
