// SPDX-License-Identifier: EUPL-1.2
//
// The only source of the tests whose command line names a folder of this machine. All other sources
// compile to the same object in every clone.
#include "tests/folders.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

#include <doctest/doctest.h>

namespace quitrent::testing {
namespace {

/// The value of an environment variable; empty if it is not set.
std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  return value == nullptr ? std::string_view{} : std::string_view{value};
}

}  // namespace

std::string source_folder() { return QUITRENT_SOURCE_DIR; }

std::string binary_folder() { return QUITRENT_BINARY_DIR; }

std::string file_text(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::optional<std::filesystem::path> real_records() {
  std::filesystem::path folder{variable("QUITRENT_SHARED")};
  if (!folder.empty() && std::filesystem::is_directory(folder / "realdata")) return folder;
  if (variable("QUITRENT_REAL_RECORDS") == "required") {
    FAIL_CHECK("QUITRENT_SHARED names no folder of real records, and they are required");
  } else {
    MESSAGE("skipped: QUITRENT_SHARED names no folder of real records");
  }
  return std::nullopt;
}

}  // namespace quitrent::testing
