// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent::api {

/// Runs `quitrent serve`; `argv[0]` is the first flag. Serves a register until SIGTERM or SIGINT.
/// Returns the exit code. 0: ended by such a signal. 2: a flag, file or value is wrong, and nothing
/// was written. 70: a fault of the machine. Throws nothing.
int run_serve(int argc, const char* const* argv);

}  // namespace quitrent::api
