// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent::api {

/// From now on what leaves the process no way on ends it with one line on standard error and exit
/// code 70, never by a signal: memory that runs out anywhere, an exception that leaves a thread, a
/// thread that cannot be made, a mapped file that was cut (SIGBUS). A file that may not grow
/// (SIGXFSZ) becomes a fault of the write. All that was acknowledged is durable already; the next
/// start replays.
void end_with_a_line();

}  // namespace quitrent::api
