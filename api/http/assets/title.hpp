// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "api/http/handler_context.hpp"

namespace quitrent::api {

/// The asset that the route names, if there is one.
std::optional<AssetId> known_asset(HandlerContext& context, const Call& call);

Answer get_title(HandlerContext& context, const Call& call);  ///< GET /v1/assets/{id}/title

}  // namespace quitrent::api
