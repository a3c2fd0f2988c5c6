// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace quitrent::bench {

/// A program that runs beside this one. Its standard output is read here; its standard error is
/// shared. It is ended, by its process id, when the answer is gone.
class Child {
 public:
  /// Starts `words[0]`, found as a shell would, with the other words, and with these variables
  /// added to the environment. Throws std::runtime_error.
  explicit Child(const std::vector<std::string>& words,
                 const std::vector<std::pair<std::string, std::string>>& environment = {});
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  /// Waits for a line that has `mark` in it and answers with what follows the mark. Throws
  /// std::runtime_error where the program ends without one.
  std::string after(const std::string& mark);
  /// Waits for the end of the program and answers with all that it wrote. Throws std::runtime_error
  /// where its exit code is not 0.
  std::string output();

 private:
  bool read_more();

  pid_t process_ = -1;
  int pipe_ = -1;
  std::string name_, text_;
};

}  // namespace quitrent::bench
