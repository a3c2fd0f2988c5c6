// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace quitrent::tax {

/// A version of the program: major, minor, patch.
using EngineVersion = std::array<int, 3>;

/// Which versions of the program may read a schedule: `>=0.2`.
struct EngineRequirement {
  EngineVersion least = {};  ///< the first version that may
};

/// Reads a version of two or three numbers of at most six digits: `0.2` is 0.2.0. Nothing for any
/// other text.
std::optional<EngineVersion> parse_engine_version(std::string_view text);

/// Reads `>=` and a version. Nothing for any other text.
std::optional<EngineRequirement> parse_engine_requirement(std::string_view text);

/// The version with its three numbers: `0.2.0`.
std::string to_text(const EngineVersion& version);

}  // namespace quitrent::tax
