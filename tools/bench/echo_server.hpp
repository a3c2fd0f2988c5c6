// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent::bench {

/// Serves the bare echo on 127.0.0.1 until SIGTERM; prints its address as the server does. Answers
/// with the exit code.
int serve_echo();

}  // namespace quitrent::bench
