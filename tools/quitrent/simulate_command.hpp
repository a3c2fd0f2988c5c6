// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// Runs `quitrent policy simulate`: what a new schedule would do to a register. Only reads the
/// register; a server may run beside it. Writes files only where flags name them. `argv` holds the
/// words after `simulate`. Answers with the exit code: 0 done, 1 the register is damaged, 2 a wrong
/// flag or a file that cannot be used. Throws nothing.
int run_simulate(int argc, const char* const* argv);

}  // namespace quitrent
