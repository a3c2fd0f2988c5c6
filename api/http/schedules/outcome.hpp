// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

/// GET /v1/schedules/{id}/outcome. Refuses: not-found; wrong-state where the schedule has not taken
/// effect.
Answer get_outcome(HandlerContext& context, const Call& call);

}  // namespace quitrent::api
