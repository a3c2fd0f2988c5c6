// SPDX-License-Identifier: EUPL-1.2
#include "api/auth/sessions.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Sessions::Clock::time_point kNoon{hours{100}};
const Digest kAna = sha256("the key of Ana");
const Digest kBen = sha256("the key of Ben");

TEST_CASE("a token that no session has opens nothing") {
  Sessions sessions;
  const std::string token = sessions.begin(kAna, kNoon);
  std::string other = token;
  other.back() = other.back() == '0' ? '1' : '0';
  for (const std::string& wrong :
       {std::string{}, other, token + '0', token.substr(1), std::string(64, '0')}) {
    CHECK_FALSE(sessions.key_hash(wrong, kNoon).has_value());
    CHECK(sessions.of_same_key(wrong, kNoon).empty());
    CHECK_FALSE(sessions.end_of_same_key(wrong, 1, kNoon));
    sessions.end(wrong);
  }
  CHECK(sessions.key_hash(token, kNoon) == kAna);
}

TEST_CASE("a session ends when it is not used, and in any case after half a day") {
  struct Row {
    const char* why;
    std::vector<seconds> used;
    bool lasts;
  };
  const std::vector<Row> rows{{"at once", {seconds{0}}, true},
                              {"a second before it is idle", {minutes{30} - seconds{1}}, true},
                              {"idle", {minutes{30}}, false},
                              {"used between", {minutes{29}, minutes{58}}, true},
                              {"idle later", {minutes{29}, minutes{59}}, false}};
  for (const Row& row : rows) {
    CAPTURE(std::string{row.why});
    Sessions sessions;
    const std::string token = sessions.begin(kAna, kNoon);
    std::optional<Digest> found;
    for (const seconds later : row.used) found = sessions.key_hash(token, kNoon + later);
    CHECK(found.has_value() == row.lasts);
  }
  Sessions sessions;
  const std::string token = sessions.begin(kAna, kNoon);
  for (minutes later{0}; later < hours{12}; later += minutes{20}) {
    CHECK(sessions.key_hash(token, kNoon + later).has_value());
  }
  CHECK_FALSE(sessions.key_hash(token, kNoon + hours{12}).has_value());
  CHECK_FALSE(sessions.key_hash(token, kNoon).has_value());
}

TEST_CASE("tokens are long, and no two are the same") {
  Sessions sessions;
  std::vector<std::string> tokens;
  for (int count = 0; count < 16; ++count) tokens.push_back(sessions.begin(kAna, kNoon));
  for (const std::string& token : tokens) {
    CHECK(token.size() == 64);
    CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
  }
  std::ranges::sort(tokens);
  CHECK(std::ranges::adjacent_find(tokens) == tokens.end());
}

TEST_CASE("the owner of a key lists its sessions and ends them, and nobody else's") {
  Sessions sessions;
  const std::string first = sessions.begin(kAna, kNoon);
  const std::string second = sessions.begin(kAna, kNoon + minutes{1});
  const std::string other = sessions.begin(kBen, kNoon + minutes{2});
  const auto shown = sessions.of_same_key(second, kNoon + minutes{5});
  REQUIRE(shown.size() == 2);
  CHECK_FALSE(shown[0].is_this);
  CHECK(shown[0].open_since == minutes{5});
  CHECK(shown[1].is_this);
  CHECK(shown[1].used_since == seconds{0});
  const auto of_ben = sessions.of_same_key(other, kNoon + minutes{5});
  REQUIRE(of_ben.size() == 1);
  CHECK_FALSE(sessions.end_of_same_key(second, of_ben[0].number, kNoon + minutes{5}));
  CHECK(sessions.end_of_same_key(second, shown[0].number, kNoon + minutes{5}));
  CHECK_FALSE(sessions.key_hash(first, kNoon + minutes{5}).has_value());
  CHECK(sessions.key_hash(second, kNoon + minutes{5}) == kAna);
  CHECK(sessions.key_hash(other, kNoon + minutes{5}) == kBen);
  sessions.end(second);
  CHECK_FALSE(sessions.key_hash(second, kNoon + minutes{5}).has_value());
}

TEST_CASE("one session more than allowed ends the one that was used longest ago") {
  Sessions sessions{{.of_one_key = 2, .of_all_keys = 3}};
  const std::string first = sessions.begin(kAna, kNoon);
  const std::string second = sessions.begin(kAna, kNoon + seconds{1});
  CHECK(sessions.key_hash(first, kNoon + seconds{2}).has_value());
  const std::string third = sessions.begin(kAna, kNoon + seconds{3});
  CHECK(sessions.key_hash(first, kNoon + seconds{4}).has_value());
  CHECK_FALSE(sessions.key_hash(second, kNoon + seconds{4}).has_value());
  const std::string ben = sessions.begin(kBen, kNoon + seconds{5});
  const std::string cai = sessions.begin(sha256("Cai"), kNoon + seconds{6});
  CHECK_FALSE(sessions.key_hash(third, kNoon + seconds{7}).has_value());
  CHECK(sessions.key_hash(first, kNoon + seconds{7}).has_value());
  CHECK(sessions.key_hash(ben, kNoon + seconds{7}).has_value());
  CHECK(sessions.key_hash(cai, kNoon + seconds{7}).has_value());
}

}  // namespace
}  // namespace quitrent::testing
