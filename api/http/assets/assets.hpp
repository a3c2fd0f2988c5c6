// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer post_asset(HandlerContext& context, const Call& call);  ///< POST /v1/assets
Answer get_asset(HandlerContext& context, const Call& call);   ///< GET /v1/assets/{id}
Answer post_assessment(HandlerContext& context,
                       const Call& call);  ///< POST /v1/assets/{id}/assessments
Answer post_escrow_deposit(HandlerContext& context, const Call& call);  ///< POST …/escrow/deposits
Answer post_escrow_withdrawal(HandlerContext& context,
                              const Call& call);  ///< POST …/escrow/withdrawals

}  // namespace quitrent::api
