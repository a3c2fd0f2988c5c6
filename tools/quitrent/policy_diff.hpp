// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// `quitrent policy diff`: one sentence for each change from one schedule to another. The exit code
/// is 0 where they are the same law, 1 where they are not, 2 for wrong flags and files.
CommandAnswer answer_policy_diff(const PolicyWords& asked);

}  // namespace quitrent
