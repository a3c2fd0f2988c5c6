// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// `quitrent policy check`: everything that is wrong with a schedule, a charter or both, with file,
/// line and column. The exit code is 0 where there is no error and no warning, 1 where there is
/// one, 2 for wrong flags and for files that cannot be read.
CommandAnswer answer_policy_check(const PolicyWords& asked);

}  // namespace quitrent
