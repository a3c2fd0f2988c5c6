// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent {

Answer post_asset(Desk& desk, const Call& call);              ///< POST /v1/assets
Answer get_asset(Desk& desk, const Call& call);               ///< GET /v1/assets/{id}
Answer post_assessment(Desk& desk, const Call& call);         ///< POST /v1/assets/{id}/assessments
Answer post_escrow_deposit(Desk& desk, const Call& call);     ///< POST …/escrow/deposits
Answer post_escrow_withdrawal(Desk& desk, const Call& call);  ///< POST …/escrow/withdrawals

}  // namespace quitrent
