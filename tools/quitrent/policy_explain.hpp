// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// `quitrent policy explain`: the tax over a period of an invented asset, or of an asset of a
/// register, as slices that add up, each with the line of the schedule that it comes from. The exit
/// code is 0, 1 where a register would refuse the asset, 2 for wrong flags and for files that
/// cannot be read or have a fault.
CommandAnswer answer_policy_explain(const PolicyWords& asked);

}  // namespace quitrent
