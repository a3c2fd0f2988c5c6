// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "tests/folders.hpp"
#include "tests/tools/quitrent/policy_files.hpp"

namespace quitrent::testing {

/// A copy of the kept register of 480 entries, in the folder. Answers with its path.
inline std::string kept_register(const PassingFolder& folder) {
  std::string file = folder.file("register.db", "");
  std::filesystem::copy_file(source_folder() + "/tests/formats/4574b52/real.db", file,
                             std::filesystem::copy_options::overwrite_existing);
  return file;
}

}  // namespace quitrent::testing
