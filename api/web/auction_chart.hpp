// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"

namespace quitrent::api {

/// The curve of the falling price of an asset in auction, as SVG, from its opening at `began` to
/// its end. The solid part is past, the dashed part is what the price will be if nothing stops the
/// clock. Text within is escaped.
std::string auction_chart(const JsonValue& asset, std::string_view began);

}  // namespace quitrent::api
