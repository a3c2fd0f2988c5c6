// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/schedule/schedule_fault.hpp"

namespace quitrent::tax {

struct DocumentValue;
class Faults;

/// One `[[test]]` of a schedule: an invented asset, a period, and the tax that is expected. It is
/// no part of the law.
struct ScheduleTest {
  std::string name;  ///< 1 to 200 characters, once in its file
  AssetClass asset_class = AssetClass::patent;
  /// At most one of these three is stated, and for a trademark none. Without any, the degree is 1.
  std::optional<std::string> licence = {};    ///< of a work
  std::optional<Commitment> commitment = {};  ///< of a patent or design
  std::optional<Share> degree = {};           ///< in place of terms
  Money assessment = {};                      ///< above 0, at most 10^18 µ
  std::optional<Instant> from = {};           ///< nothing: when the schedule takes effect
  std::optional<Instant> to = {};             ///< the first second after the period
  std::optional<Duration> period = {};        ///< its length, where `to` is not stated
  std::optional<Money> expect = {};           ///< nothing: the inputs must be refused, "fail"
  SourcePosition position = {};               ///< where the file states the expectation
};

/// Reads the tests of a schedule; nothing where there are none.
std::vector<ScheduleTest> read_tests(const DocumentValue* list, Faults& faults);

}  // namespace quitrent::tax
