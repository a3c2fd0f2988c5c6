// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// Answers `quitrent policy WORD FLAGS`, where the first of `asked.words` is WORD. The exit code is
/// 2 for an unknown word.
CommandAnswer answer_policy(const PolicyWords& asked);

/// Prints the answer of answer_policy for today and answers with its exit code. With `--watch`,
/// answers again whenever one of the named files changes, and does not end by itself.
int run_policy(int argc, const char* const* argv);

}  // namespace quitrent
