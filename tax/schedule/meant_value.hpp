// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent::tax {

// What somebody who wrote a value in another form probably meant: `; did you mean "30d"?` for the
// end of a message, or nothing.

/// Of a duration: `30`, `30 days`, `4 weeks`.
std::string meant_duration(std::string_view written);
/// Of an amount: `1,000,000`, `1'000`, `10 EUR`. A comma before one or two last digits may be a
/// point, so such a text has no meaning here.
std::string meant_money(std::string_view written);
/// Of a percentage: `30`, `3,5%`, `3 %`. For `0.03`, which may be a fraction, both.
std::string meant_percent(std::string_view written);
/// Of a decimal from 0 to 1: `0,5`, `50%`.
std::string meant_share(std::string_view written);

}  // namespace quitrent::tax
