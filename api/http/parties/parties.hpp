// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer post_party(HandlerContext& context, const Call& call);   ///< POST /v1/parties
Answer get_me(HandlerContext& context, const Call& call);       ///< GET /v1/me
Answer get_account(HandlerContext& context, const Call& call);  ///< GET /v1/parties/{id}/account
Answer post_credit(HandlerContext& context, const Call& call);  ///< POST /v1/parties/{id}/credits
Answer post_withdrawal(HandlerContext& context,
                       const Call& call);  ///< POST /v1/parties/{id}/withdrawals
Answer post_freeze(HandlerContext& context, const Call& call);  ///< POST /v1/parties/{id}/freeze
Answer post_unfreeze(HandlerContext& context,
                     const Call& call);  ///< POST /v1/parties/{id}/unfreeze

}  // namespace quitrent::api
