// SPDX-License-Identifier: EUPL-1.2
#include "api/web/words.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/web/links.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

struct Row {
  const char* given;
  const char* shown;
};

TEST_CASE("an amount keeps every digit") {
  for (const Row& row :
       std::vector<Row>{{"0.00", "EUR\u00a00.00"},
                        {"999.50", "EUR\u00a0999.50"},
                        {"1000.00", "EUR\u00a01,000.00"},
                        {"840000.00", "EUR\u00a0840,000.00"},
                        {"57.534246", "EUR\u00a057.534246"},
                        {"9223372036854.775807", "EUR\u00a09,223,372,036,854.775807"},
                        {"-12.00", "EUR\u00a0\u221212.00"},
                        {"12", "EUR\u00a012"},
                        {"", ""},
                        {"a lot", "a lot"}}) {
    CAPTURE(std::string{row.given});
    CHECK(amount_text(row.given, "EUR") == row.shown);
  }
}

TEST_CASE("a share is shown as an exact percentage") {
  for (const Row& row : std::vector<Row>{{"0", "0%"},
                                         {"1", "100%"},
                                         {"1.000000", "100%"},
                                         {"0.025", "2.5%"},
                                         {"0.02", "2%"},
                                         {"0.2", "20%"},
                                         {"0.333333", "33.3333%"},
                                         {"0.000001", "0.0001%"},
                                         {"12.5", "1,250%"},
                                         {"", ""},
                                         {"x.5", "x.5"}}) {
    CAPTURE(std::string{row.given});
    CHECK(percent_text(row.given) == row.shown);
  }
}

TEST_CASE("instants, days and durations are written in words") {
  for (const Row& row :
       std::vector<Row>{{"2026-03-05T00:00:01Z", "5 March 2026, 00:00:01 UTC"},
                        {"2026-12-31T23:59:59Z", "31 December 2026, 23:59:59 UTC"},
                        {"2026-01-01", "1 January 2026"},
                        {"2026-13-01T00:00:00Z", "2026-13-01T00:00:00Z, 00:00:00 UTC"},
                        {"", ""},
                        {"never", "never"}}) {
    CAPTURE(std::string{row.given});
    CHECK(instant_text(row.given) == row.shown);
  }
  for (const Row& row : std::vector<Row>{{"30d", "30 days"},
                                         {"1d", "1 day"},
                                         {"1h", "1 hour"},
                                         {"90m", "90 minutes"},
                                         {"0s", "none"},
                                         {"", ""},
                                         {"d", "d"}}) {
    CAPTURE(std::string{row.given});
    CHECK(duration_text(row.given) == row.shown);
  }
}

TEST_CASE("a distance in time is rounded down to its largest unit") {
  struct Distance {
    std::int64_t seconds;
    const char* shown;
  };
  const Instant now = Instant::from_seconds(1'800'000'000);
  for (const Distance& row : std::vector<Distance>{{0, "now"},
                                                   {1, "in 1 second"},
                                                   {59, "in 59 seconds"},
                                                   {60, "in 1 minute"},
                                                   {3'599, "in 59 minutes"},
                                                   {3'600, "in 1 hour"},
                                                   {86'399, "in 23 hours"},
                                                   {86'400, "in 1 day"},
                                                   {14 * 86'400 + 1, "in 14 days"},
                                                   {2'000 * 86'400, "in 2,000 days"},
                                                   {-1, "1 second ago"},
                                                   {-86'400 * 2, "2 days ago"}}) {
    CAPTURE(row.seconds);
    CHECK(distance_text(Instant::from_seconds(now.seconds() + row.seconds), now) == row.shown);
  }
}

TEST_CASE("counts have separators and the right word") {
  CHECK(count_text(0) == "0");
  CHECK(count_text(1'234'567) == "1,234,567");
  CHECK(counted(1, "asset", "assets") == "1 asset");
  CHECK(counted(1'200, "asset", "assets") == "1,200 assets");
}

TEST_CASE("the query of an address is read leniently and written strictly") {
  for (const Row& row : std::vector<Row>{{"", ""},
                                         {"q=", ""},
                                         {"q=a+b", "q=a%20b"},
                                         {"q=%3Cb%3E", "q=%3Cb%3E"},
                                         {"q=%zz", ""},
                                         {"q=%00", ""},
                                         {"q=1&q=2", "q=1"},
                                         {"&&q=1&=2&x", "q=1&=2"},
                                         {"q=a=b", "q=a%3Db"}}) {
    CAPTURE(std::string{row.given});
    CHECK(AddressQuery{row.given}.text() == row.shown);
  }
  std::string many;
  for (std::size_t at = 0; at <= kMostParameters; ++at) many += 'a' + std::to_string(at) + "=1&";
  CHECK(AddressQuery{many}.value("a0") == "1");
  CHECK(AddressQuery{many}.value('a' + std::to_string(kMostParameters)).empty());
  const AddressQuery query{"q=1&sort=a&x=2"};
  CHECK(query.only({"sort", "q"}).text() == "q=1&sort=a");
  CHECK(query.with("sort", "b").text() == "q=1&x=2&sort=b");
  CHECK(query.with("q", "").behind("/search") == "/search?sort=a&x=2");
  CHECK(AddressQuery{}.behind("/search") == "/search");
}

}  // namespace
}  // namespace quitrent::testing
