// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/instant_reading.hpp"

namespace quitrent {
namespace {

constexpr std::int64_t kLastSecond = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kFirstSecond = std::numeric_limits<std::int64_t>::min();

Instant second(std::int64_t seconds) { return Instant::from_seconds(seconds); }
Duration seconds(std::int64_t count) { return Duration::from_seconds(count); }

TEST_CASE("what is no instant of RFC 3339 to the second is not read") {
  const auto rows = std::to_array<std::string>({"",
                                                "2026-01-01",
                                                "2026-01-01T00:00:00",
                                                "2026-01-01 00:00:00Z",
                                                "2026-01-01T00:00:00.5Z",
                                                "2026-01-01T00:00:60Z",
                                                "2026-01-01T24:00:00Z",
                                                "2026-01-01T00:60:00Z",
                                                "2026-02-29T00:00:00Z",
                                                "2026-13-01T00:00:00Z",
                                                "2026-00-01T00:00:00Z",
                                                "2026-01-00T00:00:00Z",
                                                "1969-12-31T23:59:59Z",
                                                "1970-01-01T00:00:00+00:01",
                                                "9999-12-31T23:59:59-00:01",
                                                "10000-01-01T00:00:00Z",
                                                "2026-01-01T00:00:00+24:00",
                                                "2026-01-01T00:00:00+0000",
                                                "2026-01-01T00:00:00ZZ",
                                                "2026-01-01T00:00:00Z ",
                                                "2026-1-01T00:00:00Z",
                                                "2026-01-01T0:00:00Z",
                                                "2026-01-01T-1:00:00Z",
                                                "2026-01-01T00:+1:00Z",
                                                "+026-01-01T00:00:00Z",
                                                "2026/01/01T00:00:00Z"});
  for (const std::string& text : rows) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text).has_value());
  }
}

TEST_CASE("an instant that has no second of its own is told from what is no instant") {
  struct Row {
    std::string text;
    InstantFault fault;
  };
  const auto rows = std::to_array<Row>({
      // This instant stands for never, and JSON shows it as null.
      {"9999-12-31T23:59:59Z", InstantFault::out_of_range},
      {"9999-12-31T22:59:59-01:00", InstantFault::out_of_range},
      {"9999-12-31T23:59:59-00:01", InstantFault::out_of_range},
      {"1969-12-31T23:59:59Z", InstantFault::out_of_range},
      {"0001-01-01T00:00:00Z", InstantFault::out_of_range},
      {"1970-01-01T00:00:00+00:01", InstantFault::out_of_range},
      {"2026-01-01", InstantFault::no_instant},
      {"1969-02-30T00:00:00Z", InstantFault::no_instant},
      {"10000-01-01T00:00:00Z", InstantFault::no_instant},
      {"", InstantFault::no_instant},
  });
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = read_instant(row.text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error() == row.fault);
    CHECK_FALSE(parse_instant(row.text).has_value());
  }
  CHECK(read_instant("9999-12-31T23:59:58Z") == kLatestInstant);
}

TEST_CASE("an instant is read from any offset and written in UTC") {
  struct Row {
    std::string text;
    std::int64_t at;
    std::string written;
  };
  const auto rows = std::to_array<Row>(
      {{"1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"},
       {"2026-01-01T00:00:00Z", 1'767'225'600, "2026-01-01T00:00:00Z"},
       {"2024-02-29T12:34:56Z", 1'709'210'096, "2024-02-29T12:34:56Z"},
       {"2026-01-01t01:00:00z", 1'767'229'200, "2026-01-01T01:00:00Z"},
       {"2026-01-01T01:30:00+01:30", 1'767'225'600, "2026-01-01T00:00:00Z"},
       {"2025-12-31T16:00:00-08:00", 1'767'225'600, "2026-01-01T00:00:00Z"},
       {"9999-12-31T23:59:58Z", kEndOfTime.seconds() - 1, "9999-12-31T23:59:58Z"}});
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_instant(row.text) == second(row.at));
    CHECK(to_text(second(row.at)) == row.written);
  }
}

TEST_CASE("a day is its first second, where there is such a day") {
  CHECK(parse_day("2029-01-01") == second(1'861'920'000));
  CHECK(day(2000, 2, 29) == second(951'782'400));
  CHECK_FALSE(day(2100, 2, 29).has_value());
  CHECK_FALSE(day(1969, 12, 31).has_value());
  CHECK_FALSE(day(10'000, 1, 1).has_value());
  const auto rows = std::to_array<std::string>(
      {"", "2029-1-1", "2029-02-30", "20290101", "2029-01-01T", "-029-01-01", "1969-12-31"});
  for (const std::string& text : rows) {
    CAPTURE(text);
    CHECK_FALSE(parse_day(text).has_value());
  }
}

TEST_CASE("every day of four centuries is read as it is written") {
  for (std::int64_t at = 0; at < 400 * 365 * 86'400LL; at += 86'400) {
    const std::string text = to_text(second(at));
    REQUIRE(parse_instant(text) == second(at));
    REQUIRE(parse_day(text.substr(0, 10)) == second(at));
  }
}

TEST_CASE("a duration is a whole number and one unit") {
  struct Row {
    std::string text;
    std::int64_t seconds;  // -1: refused
  };
  const auto rows = std::to_array<Row>({{"0s", 0},
                                        {"90s", 90},
                                        {"15m", 900},
                                        {"2h", 7'200},
                                        {"30d", 2'592'000},
                                        {"007d", 604'800},
                                        {"253402300799s", kEndOfTime.seconds()},
                                        {"253402300800s", -1},
                                        {"9999999999999999999d", -1},
                                        {"", -1},
                                        {"d", -1},
                                        {"30", -1},
                                        {"-1d", -1},
                                        {"-0s", -1},
                                        {"+1d", -1},
                                        {"1.5d", -1},
                                        {"1 d", -1},
                                        {" 1d", -1},
                                        {"1D", -1},
                                        {"1w", -1},
                                        {"1d2h", -1}});
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = parse_duration(row.text);
    CHECK(read.has_value() == (row.seconds >= 0));
    if (read) CHECK(read->seconds() == row.seconds);
  }
}

TEST_CASE("a sum of time is held at both ends of time") {
  struct Row {
    std::int64_t from, by, sum;
  };
  const std::int64_t end = kEndOfTime.seconds();
  const auto rows = std::to_array<Row>({{5, 7, 12},
                                        {5, -7, -2},
                                        {end, 0, end},
                                        {end, 1, end},
                                        {0, kLastSecond, end},
                                        {end, kLastSecond, end},
                                        {kLastSecond, kLastSecond, end},
                                        {0, kFirstSecond, -end},
                                        {-end, -1, -end},
                                        {kFirstSecond, kFirstSecond, -end}});
  for (const Row& row : rows) {
    CAPTURE(row.from);
    CAPTURE(row.by);
    CHECK((second(row.from) + seconds(row.by)).seconds() == row.sum);
  }
}

TEST_CASE("a period is half open and never of negative length") {
  CHECK(Period{second(3), second(10)}.length() == seconds(7));
  CHECK(Period{second(3), second(3)}.length() == seconds(0));
  CHECK(Period{second(3), second(1)}.length() == seconds(0));
  CHECK(kYear.seconds() == 31'536'000);
  CHECK(second(10) - second(3) == seconds(7));
}

}  // namespace
}  // namespace quitrent
