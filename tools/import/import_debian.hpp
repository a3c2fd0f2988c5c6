// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// Runs `quitrent import`. `argv[0]` is the word after `import` and must be `debian`; flags follow.
/// Prints the summary on standard output, progress and faults on standard error.
/// Answers with the exit code: 0 done (the summary names what could not be read), 1 the register
/// cannot be reached or refused a request that it must accept, 2 a wrong flag or folder. Throws
/// nothing.
int run_import(int argc, const char* const* argv);

}  // namespace quitrent
