// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// `quitrent policy plan`: runs the tests of a schedule, compares it with its baseline, simulates
/// it over a register, and keeps all of that with its digests in one file, which `quitrent policy
/// propose` takes. The exit code is 0, 1 where a test fails or the register refuses, and then no
/// file is written, and 2 for wrong flags and for files or a register that cannot be used.
CommandAnswer answer_policy_plan(const PolicyWords& asked);

}  // namespace quitrent
