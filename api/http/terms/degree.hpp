// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer post_degree(HandlerContext& context, const Call& call);  ///< POST /v1/degree

}  // namespace quitrent::api
