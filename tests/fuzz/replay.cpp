// SPDX-License-Identifier: EUPL-1.2
//
// Runs the fuzz target over damaged expressions, which are the same in every run. So the target is
// tested without libFuzzer too.
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace quitrent {
namespace {

/// Parts of expressions, and texts that are no part of any.
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all{"MIT",
                                            "mit",
                                            "GPL-2.0+",
                                            "GPL-2.0-only",
                                            "BUSL-1.1",
                                            "LicenseRef-a",
                                            "LicenseRef-scancode-",
                                            "DocumentRef-a:LicenseRef-b",
                                            "AdditionRef-commons-clause",
                                            "GCC-exception-3.1",
                                            " AND ",
                                            " OR ",
                                            " WITH ",
                                            " and ",
                                            " Or ",
                                            "(",
                                            ")",
                                            "((",
                                            "))",
                                            " ",
                                            "  ",
                                            "+",
                                            "\t",
                                            "NONE",
                                            "NOASSERTION",
                                            "GPL3",
                                            ":",
                                            "Apache-1.0+",
                                            "LPPL-1.0+",
                                            "\xff",
                                            "LicenseRef-"};
  return all;
}

void run(std::string text) {
  CAPTURE(text);
  text.insert(text.begin(), static_cast<char>(text.size() & 1U));
  const std::vector<std::uint8_t> bytes{text.begin(), text.end()};
  CHECK(LLVMFuzzerTestOneInput(bytes.data(), bytes.size()) == 0);
}

TEST_CASE("the fuzz target holds for expressions put together at random") {
  std::mt19937 chance{7};
  for (int turn = 0; turn < 20'000; ++turn) {
    std::string text;
    for (std::size_t left = chance() % 12; left > 0; --left) {
      text += pieces()[chance() % pieces().size()];
    }
    run(text);
  }
}

TEST_CASE("the fuzz target holds for sound expressions with a byte changed or left out") {
  const auto sound = std::to_array<std::string>(
      {"MIT OR (Apache-2.0 WITH LLVM-exception AND BUSL-1.1) OR LicenseRef-a",
       "(GPL-2.0+ WITH GCC-exception-3.1 OR LPPL-1.0+) AND DocumentRef-a:LicenseRef-b"});
  std::mt19937 chance{8};
  for (const std::string& text : sound) {
    run(text);
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::string changed = text;
      run(changed.erase(at, 1));
      changed = text;
      changed[at] = static_cast<char>(chance() % 256);
      run(changed);
      run(text.substr(0, at));
    }
  }
}

TEST_CASE("the fuzz target holds at the limits") {
  for (const std::size_t size : {99UL, 100UL, 101UL, 998UL, 1'999UL, 2'000UL, 2'001UL, 100'000UL}) {
    run(std::string(size, '('));
    run(std::string(size, '(') + "MIT" + std::string(size, ')'));
    run(std::string(size, ' '));
    run("LicenseRef-" + std::string(size, 'a'));
  }
}

}  // namespace
}  // namespace quitrent
