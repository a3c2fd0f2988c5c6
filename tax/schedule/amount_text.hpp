// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/share.hpp"

namespace quitrent::tax {

// Values as a schedule states them: the shortest form that is read as the same value, without
// quotes.

/// A rate: `2.5%`.
std::string stated(AnnualRate rate);
/// An amount without decimals that say nothing: `1000000`, `0.01`.
std::string stated(Money amount);
/// A share as a decimal: `0.5`.
std::string stated(Share share);
/// A share as a percentage: `40%`.
std::string stated_percent(Share share);
/// A length in the largest of d, h, m and s of which it is a whole number: `30d`; `0s` for none.
std::string stated(Duration length);
/// The day of an instant: `2026-01-01`.
std::string stated_day(Instant instant);
/// The day of an instant in a sentence: `1 July 2027`.
std::string written_day(Instant instant);
/// An amount in a sentence, with commas between thousands: `1,000,000.00`.
std::string written(Money amount);

}  // namespace quitrent::tax
