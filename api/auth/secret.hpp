// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace quitrent::api {

/// The file of the secret is missing, of the wrong size, or cannot be read or made; what() says
/// which, in one line for the operator. Thrown only while the server starts.
class SecretUnusable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Where the secret of the register in `database` is kept: the same name and `.key`.
std::filesystem::path secret_file(const std::filesystem::path& database);

/// Reads the secret from its file; nothing where there is no such file. Throws SecretUnusable.
std::optional<std::string> read_secret(const std::filesystem::path& file);

/// Draws a secret and puts it into a new file that only its owner may read, durably. Throws
/// SecretUnusable, also where the file is there already.
std::string make_secret(const std::filesystem::path& file);

}  // namespace quitrent::api
