// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent::api {

// Numbers for charts alone: they are rounded, and no text of a page shows them.

/// The number that a decimal text of the API writes; 0 for any other text.
double chart_number(std::string_view text);
/// The seconds since 1970 of an instant as the API writes it; 0 for any other text.
double chart_seconds(std::string_view instant);
/// A coordinate as SVG writes it, with one decimal.
std::string pixels(double value);

}  // namespace quitrent::api
