// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer put_terms(HandlerContext& context, const Call& call);     ///< PUT /v1/assets/{id}/terms
Answer post_finding(HandlerContext& context, const Call& call);  ///< POST /v1/assets/{id}/findings
Answer get_asset_degree(HandlerContext& context, const Call& call);  ///< GET /v1/assets/{id}/degree

}  // namespace quitrent::api
