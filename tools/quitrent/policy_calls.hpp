// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

// The commands of `quitrent policy` that ask a register over HTTP. The key of a policy officer
// stands in a file (`--key-file`) or in the environment (QUITRENT_POLICY_KEY). The exit code is 1
// where the register refuses, and 2 for wrong flags and where it cannot be reached.

/// Proposes the schedule of a file, or of a plan with its baseline and simulation. A plan whose
/// digests do not fit is refused with exit code 2 before anything is sent.
CommandAnswer answer_policy_propose(const PolicyWords& asked);
/// Approves a proposed schedule: its digest follows from the approver's own copy of the file, and
/// every changed rate is typed anew.
CommandAnswer answer_policy_approve(const PolicyWords& asked);
/// Withdraws a proposed schedule.
CommandAnswer answer_policy_withdraw(const PolicyWords& asked);
/// Shows a schedule, or all of them; needs no key.
CommandAnswer answer_policy_status(const PolicyWords& asked);

}  // namespace quitrent
