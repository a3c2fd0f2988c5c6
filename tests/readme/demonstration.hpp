// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace quitrent::readme {

/// How a shell script ended, and all that it printed.
struct ShellAnswer {
  int exit_code;
  std::string output;
};

/// Runs `script` with bash in `folder`, both its outputs together, and waits for its end.
ShellAnswer run_shell(const std::string& script, const std::filesystem::path& folder);

/// A register that `tools/run` started, ended by the process id of that script.
class Demonstration {
 public:
  /// Starts the shell command `command`, a call of tools/run, in the tree. Returns when the script
  /// has printed what to try, or has ended.
  explicit Demonstration(const std::string& command);
  ~Demonstration();
  Demonstration(const Demonstration&) = delete;
  Demonstration& operator=(const Demonstration&) = delete;

  /// What the script has printed so far.
  std::string printed() const;
  /// `http://127.0.0.1:PORT`; empty where the register did not start.
  std::string address() const;
  /// The lines that the script prints for the reader to run.
  std::vector<std::string> curl_lines() const;
  /// Ends the register and answers the exit code of the script; -1 if it was ended before.
  int stop();

 private:
  std::filesystem::path folder_;
  pid_t script_ = -1;
};

}  // namespace quitrent::readme
