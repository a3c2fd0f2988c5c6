// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "api/http/handler_context.hpp"
#include "api/http/route.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// An asset at the end of a past second.
struct PastAsset {
  AssetId id;
  Instant at;
  AssetReplay replay;
};

/// The asset that the path names, at the second of the parameter `as_of`; without it at the newest
/// one. Refuses: invalid-parameter (a second in the future, another parameter), not-found (no such
/// asset, or none in that second), overloaded (the views are not made yet).
std::expected<PastAsset, Problem> past_asset(HandlerContext& context, const Call& call);

/// Answers GET /v1/assets/{id}?as_of.
Answer get_asset_as_of(HandlerContext& context, const Call& call);

/// The routes of this file.
std::span<const Route> asset_history_routes();

}  // namespace quitrent::api
