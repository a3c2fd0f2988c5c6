// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <variant>

#include "market/rules.hpp"

namespace quitrent::market {

// Acts of two persons: one proposes, another with the same role approves, and the rules of that
// second decide. Source: MECHANISM.md, section 12.
//
// A proposal changes neither the asset nor its version nor what a buyer sees. The version that its
// request expects is compared at the proposal only. What the charter says about acts is recorded
// once, in a public event: a restart cannot change it.

/// The requests that may be acts of two.
using ActRequest = std::variant<StrikeAsset, RectifyTitle, ChangeExpiry, PlaceHold, CreditCash>;

/// Decides the request where one person may, else records it as proposed. A proposal is refused as
/// its request would be now, and with `forbidden` in the proposer's own matter. Nothing else
/// changes until it is approved.
Outcome<Receipt> decide_act(const Case& filed, const ActRequest& request);

/// Approves an act: decides its request now. Refuses: not-found, forbidden (another role, or the
/// approver's own matter), wrong-state (done, withdrawn or lapsed), same-person, digest-mismatch,
/// and as the request. After a refusal the act stays proposed.
Outcome<Receipt> decide_approval(const Case& filed, const ApproveAct& request);

/// Withdraws an act. Refuses: not-found, forbidden (another role), wrong-state.
Outcome<Receipt> decide_act_withdrawal(const Case& filed, const WithdrawAct& request);

}  // namespace quitrent::market
