// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer post_contest(HandlerContext& context, const Call& call);  ///< POST /v1/assets/{id}/contests
Answer get_contests(HandlerContext& context, const Call& call);  ///< GET /v1/assets/{id}/contests
Answer post_decision(HandlerContext& context,
                     const Call& call);  ///< POST …/contests/{contest}/decision

}  // namespace quitrent::api
