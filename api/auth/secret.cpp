// SPDX-License-Identifier: EUPL-1.2
#include "api/auth/secret.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/auth/keys.hpp"

namespace quitrent::api {
namespace {

/// Throws `Fault` about the file; with the system's reason where `error` is not 0.
template <class Fault = SecretUnusable>
[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view what, int error) {
  std::string text = "the key file " + file.string() + " " + std::string{what};
  if (error != 0) text += std::string{": "} + std::strerror(error);
  throw Fault{text};
}

/// A file descriptor; the destructor closes it.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_{number} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

/// Makes the name of a new file as durable as its bytes.
void sync_folder(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (opened.number() < 0 || ::fsync(opened.number()) != 0) {
    refuse<SecretNotMade>(file, "cannot be made durable", errno);
  }
}

}  // namespace

std::filesystem::path secret_file(const std::filesystem::path& database) {
  std::filesystem::path file = database;
  file += ".key";
  return file;
}

std::optional<std::string> read_secret(const std::filesystem::path& file) {
  // If the file is a pipe, opening it without O_NONBLOCK would wait for a writer.
  const Descriptor opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (opened.number() < 0) {
    if (errno == ENOENT) return std::nullopt;
    refuse(file, "cannot be opened", errno);
  }
  struct stat status{};
  if (::fstat(opened.number(), &status) != 0) refuse(file, "cannot be read", errno);
  if (!S_ISREG(status.st_mode)) {
    refuse<SecretDamaged>(
        file, "is no file; move it away and put back the one that was made with the register", 0);
  }
  if (status.st_size != kSecretSize) {
    refuse<SecretDamaged>(file, "is not " + std::to_string(kSecretSize) + " bytes long", 0);
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    refuse(file, "may be read by others than its owner; chmod 600 it", 0);
  }
  std::string secret(kSecretSize, '\0');
  if (::read(opened.number(), secret.data(), secret.size()) !=
      static_cast<ssize_t>(secret.size())) {
    refuse(file, "cannot be read", errno);
  }
  return secret;
}

std::string make_secret(const std::filesystem::path& file) {
  std::string secret(kSecretSize, '\0');
  if (::getrandom(secret.data(), secret.size(), 0) != static_cast<ssize_t>(secret.size())) {
    refuse<SecretNotMade>(file, "cannot be made", errno);
  }
  const Descriptor made{::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (made.number() < 0) refuse<SecretNotMade>(file, "cannot be made", errno);
  if (::write(made.number(), secret.data(), secret.size()) != static_cast<ssize_t>(secret.size()) ||
      ::fsync(made.number()) != 0) {
    const int error = errno;
    ::unlink(file.c_str());
    refuse<SecretNotMade>(file, "cannot be written", error);
  }
  sync_folder(file);
  return secret;
}

}  // namespace quitrent::api
