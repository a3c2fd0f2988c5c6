// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/grammar_error.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "tax/schedule/schedule.hpp"

namespace quitrent {
using namespace tax;
namespace {

TEST_CASE("a text that is not TOML has one fault with its place") {
  struct Row {
    std::string text;
    int line;
  };
  const auto rows = std::to_array<Row>({{"title = \"a\"\ntitle = \"b\"\n", 2},
                                        {"title = \n", 1},
                                        {"a = 1\n[b\n", 2},
                                        {"title = \"\xff\"\n", 1},
                                        {"from = 2026-02-30\n", 1}});
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = read_schedule(row.text);
    REQUIRE_FALSE(read.has_value());
    REQUIRE(read.error().size() == 1);
    CHECK(read.error().front().line == row.line);
    CHECK(read.error().front().what.starts_with("not TOML: "));
  }
}

TEST_CASE("a hundred thousand brackets are a fault, not a crash") {
  const auto read = read_schedule("a = " + std::string(100'000, '['));
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().front().what.starts_with("not TOML: "));
}

}  // namespace
}  // namespace quitrent
