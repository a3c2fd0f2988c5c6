// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace quitrent::testing {

/// The absolute path of the tree: the folder of the top README.md and CMakeLists.txt.
std::string source_folder();

/// The absolute path of the build folder, which contains `quitrent`.
std::string binary_folder();

/// The folder of real records that the environment variable QUITRENT_SHARED names. Without it the
/// test says that it was skipped; it fails instead if QUITRENT_REAL_RECORDS is "required".
std::optional<std::filesystem::path> real_records();

}  // namespace quitrent::testing
