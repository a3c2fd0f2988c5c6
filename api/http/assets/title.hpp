// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>

#include "api/http/handler_context.hpp"
#include "api/http/route.hpp"

namespace quitrent::api {

/// The asset that the route names; nothing where the register has none.
std::optional<AssetId> known_asset(HandlerContext& context, const Call& call);

/// The routes of this file.
std::span<const Route> title_routes();

}  // namespace quitrent::api
