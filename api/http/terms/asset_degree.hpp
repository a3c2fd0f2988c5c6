// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "api/http/route.hpp"

namespace quitrent::api {

/// GET /v1/assets/{id}/degree: the degree of an asset with its parts, now or at a past second, as
/// it was recorded.
std::span<const Route> asset_degree_routes();

}  // namespace quitrent::api
