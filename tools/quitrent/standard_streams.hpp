// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// Gives each of standard input, output and error that is closed a file that takes and gives
/// nothing: writing to it fails. Without this, a file of a register could get the number of a
/// closed stream, and what is printed would be written into the register. Call it before anything
/// is opened.
void occupy_standard_streams();

/// Writes what is left of standard output, closes it, and answers with the exit code of the
/// program: `exit_code`, or 70 where something that a command printed was not written. Then it also
/// writes one line on standard error, unless the command has ended with 70 already. Call it last.
int closed_output(int exit_code);

}  // namespace quitrent
