// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/difference.hpp"

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tests/folders.hpp"
#include "tools/chance.hpp"

namespace quitrent {
using namespace tax;
namespace {

std::string sound() {
  return testing::file_text(testing::source_folder() + "/tests/tax/schedule/sound_schedule.toml");
}

Schedule changed(const std::string& old, const std::string& by) {
  std::string toml = sound();
  const std::size_t at = toml.find(old);
  REQUIRE(at != std::string::npos);
  auto read = read_new_schedule(toml.replace(at, old.size(), by));
  if (!read) {
    CAPTURE(by);
    FAIL(read.error().front().what);
  }
  return *read;
}

std::string sentences(const ScheduleDifference& difference) {
  std::string text;
  for (const ScheduleChange& change : difference.changes) text += sentence(change) + '\n';
  return text;
}

TEST_CASE("each change is a sentence that names both sides") {
  struct Row {
    std::string old, by, sentences;
  };
  const auto rows = std::to_array<Row>({
      {"\"Schedule of 2027\"", "\"Reform\"",
       "The title is \"Reform\" instead of \"Schedule of 2027\".\n"},
      {"\"EUR\"", "\"USD\"", "The currency is USD instead of EUR.\n"},
      {"effective = 2027-07-01", "effective = 2027-08-01",
       "The schedule takes effect on 1 August 2027 instead of on 1 July 2027.\n"},
      {"effective = 2027-07-01\n", "effective = 2027-07-01\nengine = \">=0.1\"\n",
       "The schedule is for versions of the program from 0.1.0 on instead of of any kind.\n"},
      {"rate = \"2.5%\"", "rate = \"3.5%\"",
       "From 1 July 2027 to 31 December 2027 patents above 1,000,000.00 pay 3.5% instead of "
       "2.5%.\n"},
      {"rate = \"3.5%\"", "rate = \"4%\"", "From 1 January 2028 patents pay 4% instead of 3.5%.\n"},
      {"above = \"1000000\"", "above = \"2000000\"",
       "From 1 July 2027 to 31 December 2027 patents above 1,000,000.00 and up to 2,000,000.00 pay "
       "3% instead of 2.5%.\n"},
      {"[{ above = \"0\", rate = \"5%\" }]",
       "[{ above = \"0\", rate = \"4%\" }, { above = \"0.5\", rate = \"5%\" }]",
       "From 1 July 2027 software works up to 0.50 pay 4% instead of 5%.\n"},
      {"notice = \"0s\"", "notice = \"7d\"",
       "From 1 July 2027 the notice of a purchase of patents is 7d instead of 0s.\n"},
      {"grant_back = true", "grant_back = false",
       "From 1 July 2027 the seller's licence of patents is none instead of a licence.\n"},
      {"Order 1", "Order 2",
       "From 1 July 2027 to 31 December 2027 the law behind the rates of patents is \"Order 2\" "
       "(https://example.org/1) instead of \"Order 1\" (https://example.org/1).\n"},
      {"{ degree = \"1\"", "{ degree = \"0.5\", multiplier = \"0.25\" }, { degree = \"1\"",
       "From 1 July 2027 the multiplier at degree 0.5 is 0.25 instead of 0.5.\n"},
      {"U = \"0.82\"", "U = \"0.8\"",
       "From 1 July 2027 the weights of software works are A 0.18, U 0.8 instead of A 0.18, U "
       "0.82.\n"},
      {"grace = \"30d\"", "grace = \"31d\"", "From 1 July 2027 the grace is 31d instead of 30d.\n"},
      {"late_surcharge = \"10%\"", "late_surcharge = \"10%\"\nregistration_fee = \"1.5\"",
       "From 1 July 2027 the fee of a registration is 1.50 instead of 0.00.\n"},
      {"{ to = \"fund\"", "{ to = \"dividend\"",
       "From 1 July 2027 \"dividend\" gets 60% instead of nothing.\n"
       "From 1 July 2027 \"fund\" gets nothing instead of 60%.\n"},
      {"name = \"software\"", "name = \"dataset\"",
       "From 1 July 2027 software works are refused instead of taken.\n"
       "From 1 July 2027 software works pay nothing instead of 5%.\n"
       "From 1 July 2027 datasets are taken instead of refused.\n"
       "From 1 July 2027 datasets pay 5% instead of nothing.\n"},
  });
  const Schedule before = *read_new_schedule(sound());
  for (const Row& row : rows) {
    CAPTURE(row.by);
    CHECK(sentences(difference_between(before, changed(row.old, row.by))) == row.sentences);
  }
}

TEST_CASE("what is past, a test and another spelling are no difference") {
  const Schedule before = *read_new_schedule(sound());
  CHECK(difference_between(before, before).changes.empty());
  CHECK(difference_between(before, changed("expect = \"3000\"", "expect = \"1\"")).changes.empty());
  CHECK(difference_between(before, changed("from = 2026-01-01", "from = 2026-02-01"))
            .changes.empty());
  CHECK(difference_between(before, changed("\"30d\"", "\"720h\"")).changes.empty());
  CHECK(difference_between(before, changed("rate = \"3.5%\" }",
                                           "rate = \"3.5%\" }, { above = \"7\", rate = \"3.5%\" }"))
            .changes.empty());
}

TEST_CASE("the changed rates are told for the API, one for each part that changes") {
  const ScheduleDifference found =
      difference_between(*read_new_schedule(sound()),
                         changed("\"1000000\", rate = \"2.5%\"", "\"2000000\", rate = \"2%\""));
  REQUIRE(found.rates.size() == 2);
  CHECK(found.rates[0].asset_class == AssetClass::patent);
  CHECK(found.rates[0].from == *day(2027, 7, 1));
  CHECK(found.rates[0].above == *parse_money("1000000"));
  CHECK(found.rates[0].before == *parse_percent("2.5%"));
  CHECK(found.rates[0].after == *parse_percent("3%"));
  CHECK(found.rates[1].above == *parse_money("2000000"));
  CHECK(found.rates[1].after == *parse_percent("2%"));
}

/// A schedule of one to three classes with dated rates, curves and shares.
Schedule reformed(Chance& chance) {
  const auto number = [&chance](std::uint64_t below) {
    return std::to_string(chance.below(below));
  };
  std::string toml = "title = \"" + number(2) + "\"\ncurrency = \"EUR\"\n";
  if (chance.below(2) == 0)
    toml += "effective = 202" + std::to_string(chance.between(6, 9)) + "-07-01\n";
  for (const char* name : {"patent", "trademark", "software"}) {
    if (std::string_view{name} != "patent" && chance.below(3) == 0) continue;
    toml += "[[class]]\nname = \"" + std::string{name} + "\"\n";
    for (std::int64_t year = chance.between(2025, 2026); year < 2030;
         year += chance.between(1, 3)) {
      toml += "[[class.scale]]\nfrom = " + std::to_string(year) +
              "-01-01\nbrackets = [{ above = \"0\", "
              "rate = \"" +
              number(4) + "%\" }, { above = \"" + std::to_string(chance.between(1, 3)) +
              "\", rate = \"" + number(4) + "%\" }]\n";
    }
  }
  for (int year = 2025; year < 2028; ++year) {
    if (year > 2025 && chance.below(2) == 0) continue;
    const std::string from = "from = " + std::to_string(year) + "-01-01\n";
    toml += "[[degree]]\n" + from +
            "points = [{ degree = \"0\", multiplier = \"0\" }, { degree = \"0." +
            std::to_string(chance.between(1, 9)) + "\", multiplier = \"0." + number(9) +
            "\" }, { degree = \"1\", multiplier = \"1\" }]\n";
    toml += "[[procedure]]\n" + from + "escrow_cover = \"30d\"\ngrace = \"3" + number(3) +
            "d\"\nauction = \"28d\"\nlate_surcharge = \"" + number(3) + "%\"\n";
    const std::uint64_t part = chance.below(3);
    toml += "[[revenue]]\n" + from + "shares = [{ to = \"a\", share = \"" + std::to_string(part) +
            "%\" }, { to = \"b\", share = \"" + std::to_string(100 - part) + "%\" }]\n";
  }
  auto read = read_new_schedule(toml);
  if (!read) {
    CAPTURE(toml);
    FAIL(read.error().front().what);
  }
  return *read;
}

TEST_CASE("the other way round, both sides of every sentence change places and nothing else does") {
  Chance chance{7};
  std::size_t changes = 0;
  for (int round = 0; round < 500; ++round) {
    const Schedule one = reformed(chance);
    const Schedule other = reformed(chance);
    const ScheduleDifference there = difference_between(one, other);
    ScheduleDifference back = difference_between(other, one);
    REQUIRE(there.changes.size() == back.changes.size());
    REQUIRE(there.rates.size() == back.rates.size());
    for (std::size_t at = 0; at < there.changes.size(); ++at) {
      ScheduleChange& change = back.changes[at];
      std::swap(change.before, change.after);
      CHECK(change == there.changes[at]);
      CHECK(change.before != change.after);
    }
    for (std::size_t at = 0; at < there.rates.size(); ++at) {
      CHECK(there.rates[at].before == back.rates[at].after);
      CHECK(there.rates[at].after == back.rates[at].before);
      CHECK(there.rates[at].above == back.rates[at].above);
      CHECK(there.rates[at].from == back.rates[at].from);
    }
    changes += there.changes.size();
    CHECK(difference_between(one, one).changes.empty());
  }
  CHECK(changes > 1'000);
}

}  // namespace
}  // namespace quitrent
