// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent::api {

/// The exit code where the machine, not the caller, is at fault: a full disk, no memory.
inline constexpr int kMachineFault = 70;

/// From now on certain faults end the process with one line on standard error and exit code 70, not
/// by a signal: lack of memory, an exception that leaves a thread, a thread that cannot be made,
/// and a mapped file that was cut (SIGBUS). Where a file may not grow (SIGXFSZ), the write fails
/// instead. All that was acknowledged is durable; the next start replays it.
void end_with_a_line();

}  // namespace quitrent::api
