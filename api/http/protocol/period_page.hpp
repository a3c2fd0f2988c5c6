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

// A page of a statement has an opening and a closing of its own, so that what holds of the whole
// holds of each page. (2026-11-26)

/// What a query says of a period and of the page of it.
struct AskedPeriod {
  std::optional<Instant> from = {};
  std::optional<Instant> to = {};
  std::optional<std::string> cursor = {};
};
/// Reads `from`, `to` and `cursor` and notes an end before the beginning; without `to` the end is
/// `latest`.
AskedPeriod asked_period(Parameters& parameters, Instant latest);

/// Where a page begins in a list over a period: the period, and two numbers that the list gives a
/// meaning to.
struct PeriodPosition {
  Period period;
  std::int64_t first = 0;
  std::int64_t second = 0;
};
/// The place as a cursor of the list.
std::string period_cursor(std::string_view list, const PeriodPosition& position);
/// The place that was asked for, nothing for the first page. invalid-cursor for a cursor of another
/// list, or of another period than the query names beside it.
std::expected<std::optional<PeriodPosition>, Problem> period_position(std::string_view list,
                                                                      const AskedPeriod& asked);

}  // namespace quitrent::api
