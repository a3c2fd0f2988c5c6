// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace quitrent::api {

/// Which file lies at a path: two paths have the same where they name one file.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t file = 0;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// The identity of the file at `path`; nothing where there is none.
std::optional<FileIdentity> identity_of(const std::filesystem::path& path);

}  // namespace quitrent::api
