// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace quitrent::api {

/// The file of the secret is missing, has the wrong size, or cannot be read or made. what() says
/// which of these, in one line for the operator. Thrown only while the server starts.
class SecretUnusable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What is at the path of the secret is no secret: a folder, or a file of another size. Somebody
/// has damaged it.
class SecretDamaged : public SecretUnusable {
 public:
  using SecretUnusable::SecretUnusable;
};

/// A new secret cannot be made: a fault of the machine.
class SecretNotMade : public SecretUnusable {
 public:
  using SecretUnusable::SecretUnusable;
};

/// The file of the secret for the register in `database`: the same name with `.key` appended.
std::filesystem::path secret_file(const std::filesystem::path& database);

/// Reads the secret from its file; nothing where there is no such file. Throws SecretDamaged,
/// SecretUnusable.
std::optional<std::string> read_secret(const std::filesystem::path& file);

/// Draws a random secret and writes it durably into a new file that only its owner may read. Throws
/// SecretNotMade, also where the file exists already.
std::string make_secret(const std::filesystem::path& file);

}  // namespace quitrent::api
