// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// `quitrent import`: `argv[0]` is the word after `import` and must be `debian`; flags follow.
/// Prints its summary on standard output, progress and faults on standard error.
/// Answers with the exit code: 0 done (whatever could not be read is in the summary), 1 the
/// register cannot be reached or refused a request that cannot fail, 2 a wrong flag or folder.
/// Throws nothing.
int run_import(int argc, const char* const* argv);

}  // namespace quitrent
