// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/desk.hpp"

namespace quitrent {

// One handler a route; the table in routes.cpp says which. What each answers: API.md.

// parties.cpp
Answer post_party(Desk& desk, const Call& call);       ///< POST /v1/parties
Answer get_me(Desk& desk, const Call& call);           ///< GET /v1/me
Answer get_account(Desk& desk, const Call& call);      ///< GET /v1/parties/{id}/account
Answer post_credit(Desk& desk, const Call& call);      ///< POST /v1/parties/{id}/credits
Answer post_withdrawal(Desk& desk, const Call& call);  ///< POST /v1/parties/{id}/withdrawals

// assets.cpp
Answer post_asset(Desk& desk, const Call& call);              ///< POST /v1/assets
Answer get_asset(Desk& desk, const Call& call);               ///< GET /v1/assets/{id}
Answer post_assessment(Desk& desk, const Call& call);         ///< POST /v1/assets/{id}/assessments
Answer post_escrow_deposit(Desk& desk, const Call& call);     ///< POST …/escrow/deposits
Answer post_escrow_withdrawal(Desk& desk, const Call& call);  ///< POST …/escrow/withdrawals

// lists.cpp
Answer get_assets(Desk& desk, const Call& call);  ///< GET /v1/assets

// history.cpp
Answer get_title(Desk& desk, const Call& call);         ///< GET /v1/assets/{id}/title
Answer get_asset_events(Desk& desk, const Call& call);  ///< GET /v1/assets/{id}/events
Answer get_purchases(Desk& desk, const Call& call);     ///< GET /v1/purchases
Answer get_purchase(Desk& desk, const Call& call);      ///< GET /v1/purchases/{id}
Answer get_statement(Desk& desk, const Call& call);     ///< GET /v1/parties/{id}/statement

// purchases.cpp
Answer post_purchase(Desk& desk, const Call& call);  ///< POST /v1/purchases
Answer post_quote(Desk& desk, const Call& call);     ///< POST /v1/quotes

// events.cpp
Answer get_events(Desk& desk, const Call& call);  ///< GET /v1/events

// operations.cpp
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
