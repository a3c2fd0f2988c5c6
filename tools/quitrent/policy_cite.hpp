// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// `quitrent policy cite`: where a file of the workbench comes from, how it is cited, and the
/// command that makes it again. Compares the files that it names, where they are here. The exit
/// code is 1 where it names no provenance, lacks a part of it, does not add up, or names a file
/// that is another one now; 2 for wrong flags and a file that cannot be read.
CommandAnswer answer_policy_cite(const PolicyWords& asked);

}  // namespace quitrent
