// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer get_beneficiaries(HandlerContext& context, const Call& call);  ///< GET /v1/beneficiaries
Answer post_beneficiary_withdrawal(HandlerContext& context,
                                   const Call& call);  ///< POST …/{name}/withdrawals

}  // namespace quitrent::api
