// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/sha256.hpp"

#include <array>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "registry/vocabulary/digest.hpp"

using namespace quitrent;

TEST_CASE("a digest of a known message is the published one") {
  struct Row {
    const char* why;
    std::string message;
    const char* digest;
  };
  // Source: NIST FIPS 180-4 examples and CAVP short-message vectors.
  const auto rows = std::to_array<Row>({
      {"no message", "", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"one block", "abc",
       "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"a million letters", std::string(1'000'000, 'a'),
       "sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
      {"one zero byte", std::string(1, '\0'),
       "sha256:6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(to_text(sha256(row.message)) == row.digest);
  }
}

TEST_CASE("threads that digest at once do not disturb each other") {
  std::vector<std::thread> threads;
  std::array<bool, 4> right{};
  for (std::size_t index = 0; index < right.size(); ++index) {
    threads.emplace_back([&right, index] {
      const std::string message(100 * (index + 1), static_cast<char>('a' + index));
      const Digest first = sha256(message);
      bool same = true;
      for (int round = 0; round < 500; ++round) same = same && sha256(message) == first;
      right[index] = same;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::array<bool, 4>{true, true, true, true});
}
