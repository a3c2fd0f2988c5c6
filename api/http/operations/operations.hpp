// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer get_schedules(HandlerContext& context, const Call& call);  ///< GET /v1/schedules
Answer get_current_schedule(HandlerContext& context,
                            const Call& call);                    ///< GET /v1/schedules/current
Answer get_schedule(HandlerContext& context, const Call& call);   ///< GET /v1/schedules/{id}
Answer get_clock(HandlerContext& context, const Call& call);      ///< GET /v1/sandbox/clock
Answer post_clock(HandlerContext& context, const Call& call);     ///< POST /v1/sandbox/clock
Answer get_stats(HandlerContext& context, const Call& call);      ///< GET /v1/stats
Answer get_health(HandlerContext& context, const Call& call);     ///< GET /healthz
Answer get_readiness(HandlerContext& context, const Call& call);  ///< GET /readyz
Answer get_version(HandlerContext& context, const Call& call);    ///< GET /version
Answer get_metrics(HandlerContext& context, const Call& call);    ///< GET /metrics
Answer get_openapi(HandlerContext& context, const Call& call);    ///< GET /openapi.json

}  // namespace quitrent::api
