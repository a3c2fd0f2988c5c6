// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "tools/quitrent/policy_command.hpp"

namespace quitrent::testing {

/// A folder of files that exists while a test runs.
class PassingFolder {
 public:
  PassingFolder()
      : path_{std::filesystem::temp_directory_path() /
              ("quitrent-policy-" + std::to_string(::getpid()))} {
    std::filesystem::create_directories(path_);
  }
  ~PassingFolder() { std::filesystem::remove_all(path_); }
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;

  /// Writes a file and answers with its path.
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream{path_ / name, std::ios::binary} << text;
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

/// What `quitrent policy` answers on 1 May 2027.
inline CommandAnswer policy(std::vector<std::string> words) {
  return answer_policy({std::move(words), *day(2027, 5, 1)});
}

}  // namespace quitrent::testing
