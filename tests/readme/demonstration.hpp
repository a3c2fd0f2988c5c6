// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace quitrent::readme {

/// The exit code of a shell script, and all that it printed.
struct ShellAnswer {
  int exit_code;
  std::string output;
};

/// Runs `script` with bash in `folder` and waits until it ends. `output` has standard output and
/// standard error together.
ShellAnswer run_shell(const std::string& script, const std::filesystem::path& folder);

/// A register that `tools/run` started. It is ended by the process id of that script.
class Demonstration {
 public:
  /// Starts `command`, a call of tools/run, in the tree. Returns when the script has printed the
  /// lines to try, or has ended.
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
  /// Ends the register and answers with the exit code of the script; -1 if it was ended before.
  int stop();

 private:
  std::filesystem::path folder_;
  pid_t script_ = -1;
};

}  // namespace quitrent::readme
