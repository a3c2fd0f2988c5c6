// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer get_asset_as_of(HandlerContext& context, const Call& call);  ///< GET /v1/assets/{id}?as_of
Answer get_asset_tax(HandlerContext& context, const Call& call);    ///< GET /v1/assets/{id}/tax

}  // namespace quitrent::api
