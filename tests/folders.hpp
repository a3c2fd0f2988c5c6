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

/// The whole content of a file; empty where it cannot be read.
std::string file_text(const std::filesystem::path& file);

/// The folder of real records that the environment variable QUITRENT_SHARED names. Without one the
/// test says that it was skipped; where QUITRENT_REAL_RECORDS is "required" it fails instead.
std::optional<std::filesystem::path> real_records();

}  // namespace quitrent::testing
