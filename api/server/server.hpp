// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent::api {

/// `quitrent serve`: `argv[0]` is the first flag. Serves a register until SIGTERM or SIGINT.
/// Answers with the exit code: 0 ended as asked, 2 a wrong flag, file or value and nothing was
/// written, 70 a fault of the machine. Throws nothing.
int run_serve(int argc, const char* const* argv);

}  // namespace quitrent::api
