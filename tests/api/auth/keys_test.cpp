// SPDX-License-Identifier: EUPL-1.2
#include "api/auth/keys.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "api/auth/secret.hpp"

namespace quitrent {

using namespace api;
namespace {

namespace fs = std::filesystem;

/// A folder for one test.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "quitrent-keys-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
};

void put(const fs::path& file, const std::string& bytes) {
  std::ofstream{file, std::ios::binary} << bytes;
  ::chmod(file.c_str(), 0600);
}

TEST_CASE("a secret that is not as it was made is refused") {
  const Folder folder;
  const fs::path file = folder.path / "r.key";
  CHECK_FALSE(read_secret(file).has_value());
  put(file, std::string(31, 'x'));
  CHECK_THROWS_AS(read_secret(file), SecretUnusable);
  put(file, std::string(33, 'x'));
  CHECK_THROWS_AS(read_secret(file), SecretUnusable);
  put(file, std::string(32, 'x'));
  CHECK(read_secret(file) == std::string(32, 'x'));
  ::chmod(file.c_str(), 0640);
  CHECK_THROWS_AS(read_secret(file), SecretUnusable);
  CHECK_THROWS_AS(make_secret(file), SecretUnusable);
  CHECK_THROWS_AS(make_secret(folder.path / "no folder" / "r.key"), SecretUnusable);
}

TEST_CASE("a secret is made once, for its owner alone, and read again") {
  const Folder folder;
  const fs::path file = secret_file(folder.path / "r.db");
  CHECK(file.filename() == "r.db.key");
  const std::string secret = make_secret(file);
  CHECK(secret.size() == kSecretSize);
  CHECK(read_secret(file) == secret);
  struct stat status{};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(make_secret(folder.path / "other.key") != secret);
}

TEST_CASE("the keyed hash is HMAC-SHA256") {
  // RFC 4231 has no key of 32 bytes; the openssl command computed this digest from key and text.
  const Keys keys{std::string(32, '\x0b')};
  CHECK(to_text(keys.keyed_hash("Hi There")) ==
        "sha256:198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7");
  CHECK(keys.keyed_hash("Hi There") != keys.keyed_hash("Hi there"));
  CHECK(keys.keyed_hash("k") != Keys{std::string(32, '\x0c')}.keyed_hash("k"));
}

TEST_CASE("a keyed digest is HMAC-SHA256 over purpose, NUL and bytes") {
  // Python's hmac module computed this digest.
  const Keys keys{std::string(32, 'k')};
  CHECK(to_text(keys.keyed_digest("snapshot", "bytes")) ==
        "sha256:51ff3875a43d4c217d4de3d666a580c51480ab7d6273afe438a52118af0b8471");
  CHECK(keys.keyed_digest("snapshot", "bytes") != keys.keyed_digest("snapshotb", "ytes"));
}

TEST_CASE("a party's key follows from secret and seed, and from nothing else") {
  const Keys keys{std::string(32, 's')};
  const Seed seed{.bytes = {1, 2, 3}};
  const Seed other{.bytes = {1, 2, 4}};
  const std::string key = keys.api_key(seed);
  CHECK(key.starts_with("qtr_"));
  CHECK(key.size() == 4 + 52);
  CHECK(key == keys.api_key(seed));
  CHECK(key == Keys{std::string(32, 's')}.api_key(seed));
  CHECK(key != keys.api_key(other));
  CHECK(key != Keys{std::string(32, 't')}.api_key(seed));
  CHECK(drawn_key() != drawn_key());
  CHECK(drawn_key().size() == key.size());
}

TEST_CASE("a bearer's key is read from its header") {
  struct Row {
    const char* header;
    const char* key;  ///< null: none
  };
  const auto rows = std::to_array<Row>({{"", nullptr},
                                        {"Bearer", nullptr},
                                        {"Bearer ", nullptr},
                                        {"Bearer    ", nullptr},
                                        {"Basic abc", nullptr},
                                        {"Bearerabc", nullptr},
                                        {"Bearer abc", "abc"},
                                        {"bEARER abc", "abc"},
                                        {"Bearer   abc", "abc"}});
  for (const Row& row : rows) {
    CAPTURE(row.header);
    const auto key = bearer_key(row.header);
    CHECK(key.has_value() == (row.key != nullptr));
    if (key && row.key != nullptr) CHECK(*key == row.key);
  }
}

}  // namespace
}  // namespace quitrent
