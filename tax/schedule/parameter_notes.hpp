// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tax/schedule/charter.hpp"
#include "tax/schedule/parameters.hpp"

namespace quitrent::tax {

/// What a parameter means, as comments of at most 96 columns, each with its `#`: its meaning, its
/// form, the keys of its inner tables that stand in one line, and the bounds of the charter.
std::vector<std::string> notes_of(const Parameter& parameter, const Charter& charter);

/// An example of a parameter that may be left out, as lines of TOML.
std::vector<std::string> example_of(const Parameter& parameter);

/// The value of one key of a charter that bounds a schedule, as a charter states it: `20%`.
std::string charter_value(const Charter& charter, std::string_view key);

}  // namespace quitrent::tax
