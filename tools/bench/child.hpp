// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace quitrent::bench {

/// A program that runs beside this one. This process reads its standard output and shares its
/// standard error. The destructor ends the program by its process id.
class Child {
 public:
  /// Starts the program `words[0]`, found as a shell finds it, with the other words as arguments.
  /// `environment` is added to the variables of this process. Throws std::runtime_error.
  explicit Child(const std::vector<std::string>& words,
                 const std::vector<std::pair<std::string, std::string>>& environment = {});
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  /// Waits for a line that contains `mark` and answers with the rest of the line after the mark.
  /// Throws std::runtime_error if the program ends without such a line.
  std::string after(const std::string& mark);
  /// Waits until the program ends and answers with all that it wrote. Throws std::runtime_error if
  /// its exit code is not 0.
  std::string output();

 private:
  bool read_more();

  pid_t process_ = -1;
  int pipe_ = -1;
  std::string name_, text_;
};

}  // namespace quitrent::bench
