// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

// A schedule that follows others is an act of two persons: one policy officer proposes it, another
// one approves it. Then it comes into force by itself. Source: MECHANISM.md, sections 10 and 12.

/// Records the proposal of a schedule. Refuses, the earlier first: not-found (the simulation that
/// the proposer named), stale (the proposer named another baseline), charter-breach (it could not
/// be approved in this second), what else is wrong with the named simulation, out-of-range (more
/// than kMostChangedRates).
Outcome<Receipt> decide_schedule_proposal(const Case& filed, const ProposeSchedule& request);

/// Publishes a proposed schedule, if the charter allows it in this second. Refuses, the earlier
/// first: not-found, wrong-state (withdrawn, lapsed, approved) or stale, same-person,
/// digest-mismatch, rates-mismatch (not exactly the rates that it changes), charter-breach.
Outcome<Receipt> decide_schedule_approval(const Case& filed, const ApproveSchedule& request);

/// Withdraws a proposed schedule. Refuses: not-found, wrong-state, stale.
Outcome<Receipt> decide_schedule_withdrawal(const Case& filed, const WithdrawSchedule& request);

}  // namespace quitrent::market
