// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

// How pages write what the API writes for programs. Each function takes the API's text. No digit is
// dropped or rounded, except where a function says so. A text that the function cannot read is
// shown as it is.

/// An amount with its currency: `840000.00` in EUR is `EUR 840,000.00`. The space does not break.
std::string amount_text(std::string_view amount, std::string_view currency);

/// A share or rate as a percentage: `0.025` is `2.5%`, `1.000000` is `100%`.
std::string percent_text(std::string_view share);

/// A whole number with separators: `1234567` is `1,234,567`.
std::string count_text(std::uint64_t count);

/// A count with the word for the thing: `1 asset`, `1,200 assets`.
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

/// An instant: `2026-03-15T00:00:01Z` is `15 March 2026, 00:00:01 UTC`.
std::string instant_text(std::string_view instant);

/// The day of an instant or a day: `15 March 2026`.
std::string day_text(std::string_view instant);

/// How far an instant is from `now`, in the largest whole unit, rounded down: `in 14 days`,
/// `in 3 hours`, `2 days ago`, `now`.
std::string distance_text(Instant instant, Instant now);

/// A duration of a schedule in words: `30d` is `30 days`, `1h` is `1 hour`, `0s` is `none`.
std::string duration_text(std::string_view duration);

}  // namespace quitrent::api
