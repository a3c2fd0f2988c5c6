// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "api/http/handler_context.hpp"
#include "api/http/route.hpp"

namespace quitrent::api {

/// The second of the parameter `as_of`; without it the newest one. Refuses: invalid-parameter (a
/// second in the future, another parameter).
std::expected<Instant, Problem> asked_second(HandlerContext& context, const Call& call);

/// Answers GET /v1/assets/{id}?as_of.
Answer get_asset_as_of(HandlerContext& context, const Call& call);

/// The routes of this file.
std::span<const Route> asset_history_routes();

}  // namespace quitrent::api
