// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent {

Answer get_beneficiaries(Desk& desk, const Call& call);            ///< GET /v1/beneficiaries
Answer post_beneficiary_withdrawal(Desk& desk, const Call& call);  ///< POST …/{name}/withdrawals

}  // namespace quitrent
