// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace quitrent {

/// The output of a command, and its exit code.
struct CommandAnswer {
  int exit_code = 0;
  std::string output;  ///< for standard output; empty where the command failed
  std::string fault;   ///< for standard error: lines with their breaks, or empty
};

/// Finds the degree of terms and explains it. `argv` holds the words after `quitrent degree`. The
/// exit code is 2 for terms that cannot be read and for wrong flags and files. Reads only the files
/// that are named and, without `--on`, the day of the system clock.
CommandAnswer answer_degree(int argc, const char* const* argv);

/// Prints the answer of answer_degree and answers with its exit code.
int run_degree(int argc, const char* const* argv);

}  // namespace quitrent
