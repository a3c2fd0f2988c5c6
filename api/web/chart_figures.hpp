// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent::api {

// Figures for charts alone: they are rounded, and nothing else may be worked out from them.

/// A figure of the API for a chart; 0 where the text is none.
double chart_number(std::string_view text);

/// A length in pixels, with one decimal.
std::string pixels(double length);

}  // namespace quitrent::api
