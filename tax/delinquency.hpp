// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/accrual.hpp"

namespace quitrent::tax {

/// The first second at which the tax due exceeds the escrow:
///   carry + sum of part x rate x seconds >= (escrow + 1) x kCarryLimit;
/// where due and escrow are equal, the asset is still funded. Exact over all published rates and
/// dated degrees, from `accrual_state.levied_to` on; arrears have no effect. Nothing where there is
/// no such second before `expires_at` (kEndOfTime: never). Source: MECHANISM.md, section 4.
std::optional<Instant> funded_until(const ScheduleTimeline& timeline, const Taxed& taxed,
                                    const AccrualState& accrual_state, Instant expires_at);

/// The unpaid surcharge: `late_surcharge` of all arrears that arose in this delinquency, rounded
/// up, minus the part already paid; never negative. Source: MECHANISM.md, section 4.
Money surcharge(Money arisen, Share late_surcharge, Money already_paid);

}  // namespace quitrent::tax
