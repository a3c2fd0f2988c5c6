// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent {

Answer get_schedules(Desk& desk, const Call& call);         ///< GET /v1/schedules
Answer get_current_schedule(Desk& desk, const Call& call);  ///< GET /v1/schedules/current
Answer get_schedule(Desk& desk, const Call& call);          ///< GET /v1/schedules/{id}
Answer get_clock(Desk& desk, const Call& call);             ///< GET /v1/sandbox/clock
Answer post_clock(Desk& desk, const Call& call);            ///< POST /v1/sandbox/clock
Answer get_stats(Desk& desk, const Call& call);             ///< GET /v1/stats
Answer get_health(Desk& desk, const Call& call);            ///< GET /healthz
Answer get_readiness(Desk& desk, const Call& call);         ///< GET /readyz
Answer get_version(Desk& desk, const Call& call);           ///< GET /version
Answer get_metrics(Desk& desk, const Call& call);           ///< GET /metrics
Answer get_openapi(Desk& desk, const Call& call);           ///< GET /openapi.json

}  // namespace quitrent
