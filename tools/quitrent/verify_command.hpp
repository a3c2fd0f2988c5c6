// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// Runs `quitrent verify`: checks the files of a register from its first entry on and prints what
/// it finds. Changes nothing; a server may run beside it. Answers with the exit code: 0 whole, 1
/// damaged, 2 a wrong flag or a file that cannot be read as a register. Throws nothing.
int run_verify(int argc, const char* const* argv);

}  // namespace quitrent
