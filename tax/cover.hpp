// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "tax/accrual.hpp"

namespace quitrent::tax {

/// The escrow that is required after registration, purchase, a raise and a withdrawal from escrow:
/// the tax over the `escrow_cover` in force at `now`, under all published rates and dated degrees,
/// without the carry, ended by `expires_at` (kEndOfTime: never), rounded up. At most the highest
/// Money, which no escrow can reach (kRegisterCapacity is below it). Source: MECHANISM.md, section
/// 4.
Money cover(const ScheduleTimeline& timeline, const Taxed& taxed, Instant now, Instant expires_at);

}  // namespace quitrent::tax
