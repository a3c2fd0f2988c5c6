// SPDX-License-Identifier: EUPL-1.2
//
// Files with damage anywhere: nothing crashes, and every reader agrees with every other one.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "tax/schedule/canonical.hpp"
#include "tax/schedule/check.hpp"
#include "tests/folders.hpp"
#include "tools/chance.hpp"

namespace quitrent {
using namespace tax;
namespace {

constexpr auto kPieces = std::to_array<std::string_view>({"\"",          "'",
                                                          "#",           "\n",
                                                          "\r\n",        "[",
                                                          "]",           "{",
                                                          "}",           "=",
                                                          ",",           ".",
                                                          "\\",          "\"\"\"",
                                                          "'''",         "2028-13-01",
                                                          "[[class]]",   "[class]",
                                                          "= EUR ",      "a.b",
                                                          "\t",          " ",
                                                          "0",           "x = 1\n",
                                                          "\n# c\n\n",   "\xE2\x80\x9C",
                                                          "\xEF\xBB\xBF"});

std::string damaged(std::string text, Chance& chance) {
  for (std::uint64_t times = 1 + chance.below(4); times > 0; --times) {
    const std::size_t at = chance.below(text.size());
    switch (chance.below(4)) {
      case 0:
        text.erase(at, 1 + chance.below(6));
        break;
      case 1:
        text.insert(at, kPieces.at(chance.below(kPieces.size())));
        break;
      case 2:
        text.insert(at, text.substr(chance.below(text.size()), 1 + chance.below(40)));
        break;
      default:
        // A line goes.
        const std::size_t begin = std::min(text.find('\n', at), text.size());
        text.erase(begin, std::min(text.find('\n', begin + 1), text.size()) - begin);
    }
    if (text.empty()) text = "#";
  }
  return text;
}

TEST_CASE("damage is found by every reader, and what is sound has a canonical form") {
  Chance chance{5};
  const std::string sound =
      testing::file_text(testing::source_folder() + "/tests/tax/schedule/sound_schedule.toml");
  const std::string commented = *commented_toml(sound, {});
  int sound_texts = 0;
  for (int round = 0; round < 4'000; ++round) {
    const std::string toml = damaged(round % 2 == 0 ? sound : commented, chance);
    CAPTURE(toml);
    const InspectedSchedule inspected = inspect_schedule(toml);
    const bool is_sound = read_new_schedule(toml).has_value();
    CHECK(inspected.faults.empty() == is_sound);
    for (const ScheduleFault& fault : inspected.faults) {
      CHECK(fault.line >= 1);
      CHECK(fault.column >= 1);
    }
    checked_schedule({.toml = toml, .today = *day(2027, 5, 1), .engine = {0, 1, 0}});
    CHECK_FALSE(read_charter(toml).has_value());
    const auto canonical = canonical_toml(toml);
    CHECK(canonical.has_value() == is_sound);
    if (!canonical) continue;
    ++sound_texts;
    CHECK(canonical_toml(*canonical) == *canonical);
    // A `#` within a text is neither a comment nor lost.
    CHECK(std::ranges::count(toml, '#') == std::ranges::count(*canonical, '#'));
  }
  CHECK(sound_texts > 500);
}

}  // namespace
}  // namespace quitrent
