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
Answer post_freeze(Desk& desk, const Call& call);      ///< POST /v1/parties/{id}/freeze
Answer post_unfreeze(Desk& desk, const Call& call);    ///< POST /v1/parties/{id}/unfreeze

// beneficiaries.cpp
Answer get_beneficiaries(Desk& desk, const Call& call);            ///< GET /v1/beneficiaries
Answer post_beneficiary_withdrawal(Desk& desk, const Call& call);  ///< POST …/{name}/withdrawals

// assets.cpp
Answer post_asset(Desk& desk, const Call& call);              ///< POST /v1/assets
Answer get_asset(Desk& desk, const Call& call);               ///< GET /v1/assets/{id}
Answer post_assessment(Desk& desk, const Call& call);         ///< POST /v1/assets/{id}/assessments
Answer post_escrow_deposit(Desk& desk, const Call& call);     ///< POST …/escrow/deposits
Answer post_escrow_withdrawal(Desk& desk, const Call& call);  ///< POST …/escrow/withdrawals

// asset_acts.cpp: each POST /v1/assets/{id}/…
Answer post_dedication(Desk& desk, const Call& call);        ///< …/dedication
Answer post_redemption(Desk& desk, const Call& call);        ///< …/redemption
Answer post_asset_withdrawal(Desk& desk, const Call& call);  ///< …/withdrawal
Answer post_evidence(Desk& desk, const Call& call);          ///< …/evidence
Answer post_strike(Desk& desk, const Call& call);            ///< …/strike
Answer post_rectification(Desk& desk, const Call& call);     ///< …/rectification
Answer post_expiry(Desk& desk, const Call& call);            ///< …/expiry

// terms.cpp
Answer put_terms(Desk& desk, const Call& call);         ///< PUT /v1/assets/{id}/terms
Answer post_finding(Desk& desk, const Call& call);      ///< POST /v1/assets/{id}/findings
Answer get_asset_degree(Desk& desk, const Call& call);  ///< GET /v1/assets/{id}/degree

// contests.cpp
Answer post_contest(Desk& desk, const Call& call);   ///< POST /v1/assets/{id}/contests
Answer get_contests(Desk& desk, const Call& call);   ///< GET /v1/assets/{id}/contests
Answer post_decision(Desk& desk, const Call& call);  ///< POST …/contests/{contest}/decision

// lineage.cpp
Answer get_lineage(Desk& desk, const Call& call);  ///< GET /v1/assets/{id}/lineage

// encumbrances.cpp: each /v1/assets/{id}/…
Answer post_licence(Desk& desk, const Call& call);    ///< POST …/licences
Answer get_licences(Desk& desk, const Call& call);    ///< GET …/licences
Answer delete_licence(Desk& desk, const Call& call);  ///< DELETE …/licences/{licence}
Answer post_lien(Desk& desk, const Call& call);       ///< POST …/liens
Answer get_liens(Desk& desk, const Call& call);       ///< GET …/liens
Answer delete_lien(Desk& desk, const Call& call);     ///< DELETE …/liens/{lien}
Answer post_hold(Desk& desk, const Call& call);       ///< POST …/holds
Answer get_holds(Desk& desk, const Call& call);       ///< GET …/holds
Answer delete_hold(Desk& desk, const Call& call);     ///< DELETE …/holds/{hold}

// lists.cpp
Answer get_assets(Desk& desk, const Call& call);  ///< GET /v1/assets

// history.cpp
Answer get_title(Desk& desk, const Call& call);         ///< GET /v1/assets/{id}/title
Answer get_asset_events(Desk& desk, const Call& call);  ///< GET /v1/assets/{id}/events
Answer get_purchases(Desk& desk, const Call& call);     ///< GET /v1/purchases
Answer get_purchase(Desk& desk, const Call& call);      ///< GET /v1/purchases/{id}
Answer get_statement(Desk& desk, const Call& call);     ///< GET /v1/parties/{id}/statement

// asset_history.cpp
Answer get_asset_as_of(Desk& desk, const Call& call);  ///< GET /v1/assets/{id}?as_of
Answer get_asset_tax(Desk& desk, const Call& call);    ///< GET /v1/assets/{id}/tax

// revenue.cpp
Answer get_revenue(Desk& desk, const Call& call);  ///< GET /v1/revenue

// purchases.cpp
Answer post_purchase(Desk& desk, const Call& call);  ///< POST /v1/purchases
Answer post_quote(Desk& desk, const Call& call);     ///< POST /v1/quotes

// degree.cpp
Answer post_degree(Desk& desk, const Call& call);  ///< POST /v1/degree

// known_licences.cpp
Answer get_known_licences(Desk& desk, const Call& call);  ///< GET /v1/licences
Answer post_profile(Desk& desk, const Call& call);        ///< POST /v1/licences

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
