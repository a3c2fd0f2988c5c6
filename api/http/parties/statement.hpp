// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

/// What came and went on the account of a party.
Answer get_statement(HandlerContext& context,
                     const Call& call);  ///< GET /v1/parties/{id}/statement

}  // namespace quitrent::api
