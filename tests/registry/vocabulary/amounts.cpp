// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <limits>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/scaled.hpp"
#include "registry/vocabulary/share.hpp"

namespace quitrent {
namespace {

constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();

Money micro(std::int64_t amount) { return Money::from_micro(amount); }

TEST_CASE("an amount that is not a decimal in its one spelling is refused by name") {
  struct Row {
    std::string text;
    DecimalFault fault;
  };
  const auto rows = std::to_array<Row>({
      {"", DecimalFault::not_decimal},
      {"-", DecimalFault::not_decimal},
      {"+1", DecimalFault::not_decimal},
      {"--1", DecimalFault::not_decimal},
      {".5", DecimalFault::not_decimal},
      {"1.", DecimalFault::not_decimal},
      {".", DecimalFault::not_decimal},
      {"1.2.3", DecimalFault::not_decimal},
      {"1e3", DecimalFault::not_decimal},
      {"0x10", DecimalFault::not_decimal},
      {"1,000", DecimalFault::not_decimal},
      {"1 000", DecimalFault::not_decimal},
      {" 1", DecimalFault::not_decimal},
      {"1\n", DecimalFault::not_decimal},
      {std::string("1\0", 2), DecimalFault::not_decimal},
      {"NaN", DecimalFault::not_decimal},
      {"inf", DecimalFault::not_decimal},
      {"\xd9\xa1", DecimalFault::not_decimal},
      {"-1", DecimalFault::negative},
      {"-0", DecimalFault::negative},
      {"-0.0000001", DecimalFault::negative},
      {"-99999999999999999999", DecimalFault::negative},
      {"0.0000001", DecimalFault::too_many_decimals},
      {"1.0000000", DecimalFault::too_many_decimals},
      {"99999999999999999999.0000000", DecimalFault::too_many_decimals},
      {"9223372036854.775808", DecimalFault::out_of_range},
      {"9223372036855", DecimalFault::out_of_range},
      {"99999999999999999999", DecimalFault::out_of_range},
      {std::string(5'000, '9'), DecimalFault::out_of_range},
  });
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = parse_money(row.text);
    CHECK_FALSE(read.has_value());
    if (!read) CHECK(read.error() == row.fault);
  }
}

TEST_CASE("an amount is read and written to the micro-unit") {
  struct Row {
    std::string text;
    std::int64_t amount;
    std::string written;
  };
  const auto rows = std::to_array<Row>({
      {"0", 0, "0.00"},
      {"0.0", 0, "0.00"},
      {"1250.00", 1'250'000'000, "1250.00"},
      {"1250", 1'250'000'000, "1250.00"},
      {"6.849315", 6'849'315, "6.849315"},
      {"0.000001", 1, "0.000001"},
      {"0.1", 100'000, "0.10"},
      {"0.120000", 120'000, "0.12"},
      {"0.1230", 123'000, "0.123"},
      {"007.50", 7'500'000, "7.50"},
      {"000000000000000000000000001", 1'000'000, "1.00"},
      {"9223372036854.775807", kHighest, "9223372036854.775807"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = parse_money(row.text);
    CHECK(read.has_value());
    if (read) CHECK(read->micro() == row.amount);
    CHECK(to_text(micro(row.amount)) == row.written);
  }
  CHECK(to_text(micro(-1)) == "-0.000001");
  CHECK(to_text(micro(-1'500'000)) == "-1.50");
  CHECK(to_text(micro(kLowest)) == "-9223372036854.775808");
}

TEST_CASE("money throws at its limits and never wraps") {
  CHECK_THROWS_AS(micro(kHighest) + micro(1), std::overflow_error);
  CHECK_THROWS_AS(micro(kLowest) + micro(-1), std::overflow_error);
  CHECK_THROWS_AS(micro(kLowest) - micro(1), std::overflow_error);
  CHECK_THROWS_AS(micro(0) - micro(kLowest), std::overflow_error);
  CHECK_THROWS_AS(-micro(kLowest), std::overflow_error);
  Money amount = micro(kHighest);
  CHECK_THROWS_AS(amount += micro(1), std::overflow_error);
  CHECK(amount == micro(kHighest));
  CHECK_THROWS_AS(amount -= micro(-1), std::overflow_error);
  CHECK(amount == micro(kHighest));
  CHECK(micro(kHighest) + micro(kLowest) == micro(-1));
  CHECK(-micro(kHighest) == micro(kLowest + 1));
  CHECK(least(micro(1), micro(2)) == micro(1));
  CHECK(greatest(micro(1), micro(2)) == micro(2));
}

TEST_CASE("a sum that is only shown is held at the highest money") {
  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  CHECK(saturating_add(Money::from_micro(highest - 1), Money::from_micro(1)).micro() == highest);
  CHECK(saturating_add(Money::from_micro(highest), Money::from_micro(1)).micro() == highest);
  CHECK(saturating_add(Money::from_micro(2), Money::from_micro(3)).micro() == 5);
}

TEST_CASE("a scaled amount is rounded once, in the way that was asked for") {
  struct Row {
    std::int64_t amount, numerator, denominator, down, half_up, up;
  };
  const auto rows = std::to_array<Row>({
      {0, 1, 3, 0, 0, 0},
      {1, 0, 3, 0, 0, 0},
      {1, 1, 3, 0, 0, 1},
      {1, 2, 3, 0, 1, 1},
      {1, 1, 2, 0, 1, 1},
      {3, 1, 2, 1, 2, 2},
      {5, 1, 1, 5, 5, 5},
      {7, 3, 5, 4, 4, 5},  // 4.2
      {9, 1, 5, 1, 2, 2},  // 1.8
      {kHighest, kHighest, kHighest, kHighest, kHighest, kHighest},
      {kHighest, 1, kHighest, 1, 1, 1},
      {kHighest - 1, 1, kHighest, 0, 1, 1},
      {1, 1, kHighest, 0, 0, 1},
  });
  for (const Row& row : rows) {
    CAPTURE(row.amount);
    CAPTURE(row.denominator);
    const auto by = [&](Rounding rounding) {
      return scaled(micro(row.amount), row.numerator, row.denominator, rounding).micro();
    };
    CHECK(by(Rounding::down) == row.down);
    CHECK(by(Rounding::half_up) == row.half_up);
    CHECK(by(Rounding::up) == row.up);
  }
  CHECK_THROWS_AS(scaled(micro(kHighest), kHighest, 1, Rounding::down), std::overflow_error);
  CHECK_THROWS_AS(scaled(micro(kHighest), 3, 2, Rounding::up), std::overflow_error);
  // The price in an auction one second after it opens: V - floor(V e / T).
  const Money value = micro(100'000'000'000);
  CHECK((value - scaled(value, 1, 28 * 86'400, Rounding::down)).micro() == 99'999'958'665);
}

TEST_CASE("a percentage becomes a rate of parts per billion, exactly or not at all") {
  struct Row {
    std::string text;
    std::int64_t ppb;  // -1: refused
    std::string written;
  };
  const auto rows = std::to_array<Row>({{"2.5%", 25'000'000, "0.025"},
                                        {"0%", 0, "0"},
                                        {"100%", 1'000'000'000, "1"},
                                        {"0.0000001%", 1, "0.000000001"},
                                        {"1000000%", 10'000'000'000'000, "10000"},
                                        {"3.1234567%", 31'234'567, "0.031234567"},
                                        {"2.5", -1, ""},
                                        {"%", -1, ""},
                                        {"2.5 %", -1, ""},
                                        {"2.5%%", -1, ""},
                                        {"-2.5%", -1, ""},
                                        {"0.00000001%", -1, ""},
                                        {"922337203685477581%", -1, ""}});
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = parse_percent(row.text);
    CHECK(read.has_value() == (row.ppb >= 0));
    if (!read) continue;
    CHECK(read->ppb() == row.ppb);
    CHECK(to_text(*read) == row.written);
  }
}

TEST_CASE("a share lies between nothing and all") {
  struct Row {
    std::string text;
    std::int32_t ppm;  // -1: refused
    std::string written;
  };
  const auto rows = std::to_array<Row>({{"0", 0, "0.000000"},
                                        {"1", 1'000'000, "1.000000"},
                                        {"1.000000", 1'000'000, "1.000000"},
                                        {"0.287234", 287'234, "0.287234"},
                                        {"0.5", 500'000, "0.500000"},
                                        {"1.000001", -1, ""},
                                        {"2", -1, ""},
                                        {"-0.5", -1, ""},
                                        {"0.0000001", -1, ""},
                                        {"5000", -1, ""},
                                        {"50%", -1, ""},
                                        {"", -1, ""}});
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = parse_share(row.text);
    CHECK(read.has_value() == (row.ppm >= 0));
    if (!read) continue;
    CHECK(read->ppm() == row.ppm);
    CHECK(to_text(*read) == row.written);
  }
  CHECK(parse_percent_share("40%") == Share::from_ppm(400'000));
  CHECK(parse_percent_share("0.0001%") == Share::from_ppm(1));
  CHECK(parse_percent_share("100%") == kWhole);
  CHECK_FALSE(parse_percent_share("100.0001%").has_value());
  CHECK_FALSE(parse_percent_share("0.00001%").has_value());
  CHECK_FALSE(parse_percent_share("40").has_value());
}

TEST_CASE("a decimal keeps at least the places asked for and drops zeros beyond") {
  struct Row {
    std::int64_t count;
    int decimals, least;
    std::string text;
  };
  const auto rows = std::to_array<Row>({{0, 0, 0, "0"},
                                        {7, 0, 0, "7"},
                                        {-7, 0, 0, "-7"},
                                        {100, 2, 0, "1"},
                                        {100, 2, 1, "1.0"},
                                        {100, 2, 2, "1.00"},
                                        {105, 2, 0, "1.05"},
                                        {1, 9, 0, "0.000000001"},
                                        {kLowest, 9, 9, "-9223372036.854775808"}});
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(format_decimal(row.count, row.decimals, row.least) == row.text);
  }
  CHECK(parse_decimal("12", 0) == 12);
  CHECK_FALSE(parse_decimal("12.0", 0).has_value());
  CHECK(parse_decimal("9223372036854775807", 0) == kHighest);
  CHECK(parse_decimal("9223372036.854775807", 9) == kHighest);
  CHECK_FALSE(parse_decimal("9223372036.854775808", 9).has_value());
}

}  // namespace
}  // namespace quitrent
