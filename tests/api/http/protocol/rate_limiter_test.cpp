// SPDX-License-Identifier: EUPL-1.2
//
// How much one key may ask in a minute: the count alone, and over HTTP.
#include "api/http/protocol/rate_limiter.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A clock that stands still until it is moved.
struct StoppedClock {
  std::chrono::steady_clock::time_point now{std::chrono::hours{1}};
};

Digest key_number(std::uint8_t n) {
  Digest key;
  key.bytes.fill(n);
  return key;
}

TEST_CASE("a key is refused from the limit on until its minute is over") {
  StoppedClock clock;
  RateLimiter limiter{{.requests = 3, .bytes = 1'000}, [&clock] { return clock.now; }};
  struct Row {
    const char* why;
    milliseconds later;  // than the row before
    std::uint8_t key;
    std::size_t bytes;
    int after_s;  // 0: accepted
  };
  const auto rows = std::to_array<Row>({
      {"the first begins a minute", milliseconds{0}, 1, 0, 0},
      {"the second", milliseconds{500}, 1, 10, 0},
      {"the last that is lawful", milliseconds{0}, 1, 10, 0},
      {"one more", milliseconds{0}, 1, 0, 60},
      {"another key has its own minute", milliseconds{0}, 2, 0, 0},
      {"half a second later a second less", milliseconds{500}, 1, 0, 59},
      {"a refused one is not counted, the time goes on", milliseconds{58'999}, 1, 0, 1},
      {"at the end of the minute", milliseconds{1}, 1, 0, 0},
      {"and a new one has begun", milliseconds{0}, 1, 0, 0},
      {"with its own count", milliseconds{0}, 1, 0, 0},
      {"to the same limit", milliseconds{0}, 1, 0, 60},
      {"a body as long as all that is lawful", milliseconds{60'000}, 1, 1'000, 0},
      {"one byte more", milliseconds{0}, 1, 1, 60},
      {"no byte more", milliseconds{0}, 1, 0, 0},
      {"a body that fits exactly: first part", milliseconds{60'000}, 1, 400, 0},
      {"one that is a byte too long", milliseconds{0}, 1, 601, 60},
      {"and one that fits", milliseconds{0}, 1, 600, 0},
      {"the first body of a minute is taken however long", milliseconds{60'000}, 1, 5'000, 0},
      {"the next is not", milliseconds{0}, 1, 1, 60},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    clock.now += row.later;
    const auto after = limiter.refused(key_number(row.key), row.bytes);
    CHECK(after.value_or(seconds{0}).count() == row.after_s);
  }
}

TEST_CASE("zero is no limit") {
  StoppedClock clock;
  RateLimiter free{{.requests = 0, .bytes = 0}, [&clock] { return clock.now; }};
  RateLimiter by_bytes{{.requests = 0, .bytes = 10}, [&clock] { return clock.now; }};
  for (int n = 0; n < 1'000; ++n) {
    CHECK_FALSE(free.refused(key_number(1), 100).has_value());
    CHECK_FALSE(by_bytes.refused(key_number(1), 0).has_value());
  }
  CHECK_FALSE(by_bytes.refused(key_number(1), 10).has_value());
  CHECK(by_bytes.refused(key_number(1), 1) == seconds{60});
}

TEST_CASE("so many keys are counted at once, and those whose minute is over make room") {
  StoppedClock clock;
  RateLimiter limiter{{.requests = 1, .bytes = 0, .keys = 3}, [&clock] { return clock.now; }};
  for (const std::uint8_t n : std::to_array<std::uint8_t>({1, 2, 3}))
    CHECK_FALSE(limiter.refused(key_number(n), 0));
  for (const std::uint8_t n : std::to_array<std::uint8_t>({1, 2, 3}))
    CHECK(limiter.refused(key_number(n), 0));
  for (int again = 0; again < 5; ++again) CHECK_FALSE(limiter.refused(key_number(4), 0));
  clock.now += seconds{60};
  CHECK_FALSE(limiter.refused(key_number(4), 0));
  CHECK(limiter.refused(key_number(4), 0) == seconds{60});
}

/// A register whose keys may ask five times in a minute and send 2,000 bytes.
struct RateLimiterScene {
  StoppedClock clock;
  LiveDispatcher dispatcher{
      LiveOptions{.limits = {.threads = 4, .key = {.requests = 5, .bytes = 2'000}},
                  .now = [this] { return clock.now; }}};
  std::pair<std::string, std::string> ana =
      dispatcher.member("Ana");  // these are two requests of the operator
};

TEST_CASE("a key that asks too often hears 429 and when to come again; nobody else is concerned") {
  RateLimiterScene scene;
  for (int n = 0; n < 5; ++n) CHECK(scene.dispatcher.get("/v1/me", scene.ana.second).status == 200);
  scene.clock.now += milliseconds{20'500};
  const Sequence before = scene.dispatcher.sequence();
  const RawReply refused = scene.dispatcher.get("/v1/me", scene.ana.second);
  CHECK(refused.status == 429);
  CHECK(refused.code() == "rate-limited");
  CHECK(refused.headers.at("content-type") == "application/problem+json");
  CHECK(refused.headers.at("retry-after") == "40");
  // Writes, and calls that are refused for other reasons, count too. The count comes after the
  // check of the key.
  CHECK(scene.dispatcher.post("/v1/purchases", scene.ana.second, "{").status == 429);
  CHECK(scene.dispatcher.post("/v1/parties", scene.ana.second, "{}").status == 429);
  CHECK(scene.dispatcher.get("/v1/me", "no-such-key-at-all-here").status == 401);
  CHECK(scene.dispatcher.sequence() == before);
  CHECK(scene.dispatcher.get("/v1/me", LiveDispatcher::kOperatorKey).status == 200);
  CHECK(scene.dispatcher.get("/v1/assets").status == 200);
  CHECK(scene.dispatcher.get("/v1/assets", scene.ana.second).status ==
        200);  // this route reads no key
  scene.clock.now += milliseconds{39'499};
  CHECK(scene.dispatcher.get("/v1/me", scene.ana.second).headers.at("retry-after") == "1");
  scene.clock.now += milliseconds{1};
  CHECK(scene.dispatcher.get("/v1/me", scene.ana.second).status == 200);
}

TEST_CASE("bytes that a key sends are counted, those of refused requests and of replays too") {
  RateLimiterScene scene;
  const RawRequest request{.method = "POST",
                           .path = "/v1/parties/" + scene.ana.first + "/withdrawals",
                           .key = scene.ana.second,
                           .body = R"({"amount":"1.00"})" + std::string(900, ' '),
                           .headers = {{"Idempotency-Key", "once"}}};
  CHECK(scene.dispatcher.ask(request).status == 201);
  const RawReply replay = scene.dispatcher.ask(request);
  CHECK(replay.status == 201);
  CHECK(replay.headers.at("idempotent-replayed") == "true");
  const RawReply refused = scene.dispatcher.ask(request);
  CHECK(refused.status == 429);
  CHECK(refused.headers.at("retry-after") == "60");
  CHECK(scene.dispatcher.get("/v1/me", scene.ana.second).status == 200);
  scene.clock.now += seconds{60};
  CHECK(scene.dispatcher.ask(request).headers.at("idempotent-replayed") == "true");
}

}  // namespace
}  // namespace quitrent::testing
