// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tax/degree/degree.hpp"
#include "tax/invented_asset.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// What became of one `[[test]]`.
struct TestResult {
  ScheduleTest test;
  Period over = {};                      ///< the period of the test
  std::optional<ExplainedTax> tax = {};  ///< nothing: the register refuses such an asset
  std::string refusal = {};              ///< then the reason, one sentence with a full stop
  /// Whether the tax is exactly the expected one, or the refusal was expected.
  bool passed() const { return tax ? test.expect == tax->total : !test.expect; }
};

/// Runs the tests of a schedule, in their order, as if it were in force in every second. A period
/// without `from` begins at begin_of(). Degrees follow from `facts`.
std::vector<TestResult> test_results(const Schedule& schedule, const DegreeFacts& facts);

}  // namespace quitrent::tax
