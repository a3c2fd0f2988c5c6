// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace quitrent {

/// What a command has to say, and how it ends.
struct CommandAnswer {
  int exit_code = 0;
  std::string output;  ///< for standard output; empty where it failed
  std::string fault;   ///< for standard error: one line with its break, or empty
};

/// Settles the degree of terms and explains it, from the words behind `quitrent degree`. Exit 2 for
/// terms that cannot be read and for wrong flags and files. Reads only the files that are named
/// and, without `--on`, the day.
CommandAnswer answer_degree(int argc, const char* const* argv);

/// The same, printed; answers with the exit code.
int run_degree(int argc, const char* const* argv);

}  // namespace quitrent
