// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "tax/schedule/charter.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// A schedule in its canonical form: keys in the order of parameters(), classes in the order of
/// kAssetClasses, each value in its shortest spelling, no line above 100 columns where a list can
/// be broken. Comments are kept, each with the value that it belongs to. The result is read as the
/// same schedule, and its canonical form is itself. Refuses what read_new_schedule() refuses, but
/// knows every fault, as inspect_schedule() does.
std::expected<std::string, std::vector<ScheduleFault>> canonical_toml(std::string_view toml);

/// A schedule in its canonical form to begin from: a comment above the first use of each key says
/// what it means and which bounds of the charter limit it; keys that may be left out stand in
/// comments. Refuses as canonical_toml() does.
std::expected<std::string, std::vector<ScheduleFault>> commented_toml(std::string_view toml,
                                                                      const Charter& charter);

}  // namespace quitrent::tax
