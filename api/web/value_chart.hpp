// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "api/web/api_reader.hpp"

namespace quitrent::api {

/// A chart of the value and the degree of an asset over time, as SVG, from the API's answer about
/// its tax. Text within is escaped. Empty where the answer has fewer than two intervals. Pixels are
/// rounded; the figures stand beside the chart.
std::string value_chart(const JsonValue& tax);

}  // namespace quitrent::api
