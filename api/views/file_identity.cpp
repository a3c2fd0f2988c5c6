// SPDX-License-Identifier: EUPL-1.2
#include "api/views/file_identity.hpp"

#include <sys/stat.h>

namespace quitrent::api {

std::optional<FileIdentity> identity_of(const std::filesystem::path& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  return FileIdentity{.device = found.st_dev, .file = found.st_ino};
}

}  // namespace quitrent::api
