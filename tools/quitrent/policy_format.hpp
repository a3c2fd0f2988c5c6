// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// `quitrent policy fmt`: a schedule in its canonical form. With `--check` it prints nothing and
/// ends with 1 where the file is another one; with `--write` it replaces the file. The exit code is
/// 2 for wrong flags and for files that cannot be read, that have faults, or cannot be written.
CommandAnswer answer_policy_fmt(const PolicyWords& asked);

}  // namespace quitrent
