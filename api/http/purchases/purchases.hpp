// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer post_purchase(HandlerContext& context, const Call& call);  ///< POST /v1/purchases
Answer post_quote(HandlerContext& context, const Call& call);     ///< POST /v1/quotes
Answer get_purchases(HandlerContext& context, const Call& call);  ///< GET /v1/purchases
Answer get_purchase(HandlerContext& context, const Call& call);   ///< GET /v1/purchases/{id}

}  // namespace quitrent::api
