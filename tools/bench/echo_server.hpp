// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent::bench {

/// Serves a bare echo on 127.0.0.1 until SIGTERM. Prints its address as the register's server does.
/// Answers with the exit code.
int serve_echo();

}  // namespace quitrent::bench
