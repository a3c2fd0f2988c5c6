// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// `quitrent policy test`: runs the `[[test]]` tables of a schedule, one line each. The exit code
/// is 0 where all pass, 1 where one fails, 2 for wrong flags, a file that cannot be read or that
/// has a fault, and a file without tests.
CommandAnswer answer_policy_test(const PolicyWords& asked);

}  // namespace quitrent
