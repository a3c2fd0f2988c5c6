// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent {

Answer post_party(Desk& desk, const Call& call);       ///< POST /v1/parties
Answer get_me(Desk& desk, const Call& call);           ///< GET /v1/me
Answer get_account(Desk& desk, const Call& call);      ///< GET /v1/parties/{id}/account
Answer post_credit(Desk& desk, const Call& call);      ///< POST /v1/parties/{id}/credits
Answer post_withdrawal(Desk& desk, const Call& call);  ///< POST /v1/parties/{id}/withdrawals
Answer post_freeze(Desk& desk, const Call& call);      ///< POST /v1/parties/{id}/freeze
Answer post_unfreeze(Desk& desk, const Call& call);    ///< POST /v1/parties/{id}/unfreeze

}  // namespace quitrent
