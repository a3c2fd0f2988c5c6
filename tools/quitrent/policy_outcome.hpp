// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// Shows what was predicted of a schedule that took effect, and what has happened since; needs no
/// key. The exit code is 1 where the register refuses, and 2 for wrong flags and where it cannot be
/// reached.
CommandAnswer answer_policy_outcome(const PolicyWords& asked);

}  // namespace quitrent
