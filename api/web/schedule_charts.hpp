// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"

namespace quitrent::api {

/// A chart, as SVG, of the average rate on a value at degree 1, for each class of a schedule at an
/// instant. Classes with the same brackets share a line. Text within is escaped.
std::string rate_chart(const JsonValue& schedule, std::string_view instant);

/// A chart, as SVG, of the multiplier over the degree, from a curve of the API.
std::string multiplier_chart(const JsonValue& curve);

}  // namespace quitrent::api
