// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tax/schedule/tested.hpp"
#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// The results of the tests of a file: a line for each, what a failing one expected and got, and
/// how many failed.
std::string tests_text(const std::vector<tax::TestResult>& results, const std::string& file);

/// The same for programs: `{file, tests: [...], failed}`.
nlohmann::ordered_json tests_json(const std::vector<tax::TestResult>& results,
                                  const std::string& file);

/// `quitrent policy test`: runs the `[[test]]` tables of a schedule, one line each. The exit code
/// is 0 where all pass, 1 where one fails, 2 for wrong flags, a file that cannot be read or that
/// has a fault, and a file without tests.
CommandAnswer answer_policy_test(const PolicyWords& asked);

}  // namespace quitrent
