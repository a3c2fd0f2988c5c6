// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer get_known_licences(HandlerContext& context, const Call& call);  ///< GET /v1/licences
Answer post_profile(HandlerContext& context, const Call& call);        ///< POST /v1/licences

}  // namespace quitrent::api
