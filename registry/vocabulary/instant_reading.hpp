// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

#include "registry/vocabulary/instant.hpp"

namespace quitrent {

/// The last instant that is read from a text. kEndOfTime means "never" in every field that may have
/// no end, and would be shown so.
inline constexpr Instant kLatestInstant = Instant::from_seconds(kEndOfTime.seconds() - 1);

/// Why a text is not read as an instant.
enum class InstantFault : std::uint8_t {
  no_instant,   ///< no RFC 3339 instant in whole seconds: a day, a fraction, a leap second
  out_of_range  ///< an instant, but before 1970 or after kLatestInstant
};

/// Reads an RFC 3339 instant such as `2026-01-01T00:00:00Z`, with `Z` or a numeric offset, of 1970
/// to kLatestInstant.
std::expected<Instant, InstantFault> read_instant(std::string_view text);

}  // namespace quitrent
