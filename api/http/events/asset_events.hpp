// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer get_asset_events(HandlerContext& context, const Call& call);  ///< GET /v1/assets/{id}/events

}  // namespace quitrent::api
