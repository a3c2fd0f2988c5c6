// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/protocol/parameters.hpp"
#include "api/http/protocol/problem.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

// A page of a statement has its own opening and closing balance, so that each page adds up like the
// whole statement. (2026-11-26)

/// The period and the page that a query names.
struct AskedPeriod {
  std::optional<Instant> from = {};
  std::optional<Instant> to = {};
  std::optional<std::string> cursor = {};
};
/// Reads `from`, `to` and `cursor`. An end before the beginning is a fault; without `to` the end is
/// `latest`.
AskedPeriod asked_period(Parameters& parameters, Instant latest);

/// The position at which a page of a list over a period begins. The list defines the meaning of the
/// two numbers.
struct PeriodPosition {
  Period period;
  std::int64_t first = 0;
  std::int64_t second = 0;
};
/// The position as a cursor of the list.
std::string period_cursor(std::string_view list, const PeriodPosition& position);
/// The position that the query's cursor names; nothing for the first page. The problem
/// `invalid-cursor` where the cursor belongs to another list, or to another period than the query.
std::expected<std::optional<PeriodPosition>, Problem> period_position(std::string_view list,
                                                                      const AskedPeriod& asked);

}  // namespace quitrent::api
