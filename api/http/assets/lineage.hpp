// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer get_lineage(HandlerContext& context, const Call& call);  ///< GET /v1/assets/{id}/lineage

}  // namespace quitrent::api
