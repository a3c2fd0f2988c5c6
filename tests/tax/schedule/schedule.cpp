// SPDX-License-Identifier: EUPL-1.2
//
// A gallery: each row makes one line of a valid schedule wrong and names the fault's position.
#include "tax/schedule/schedule.hpp"

#include <array>
#include <span>
#include <string>

#include <doctest/doctest.h>

#include "tax/schedule/charter.hpp"
#include "tax/schedule/founding.hpp"

namespace quitrent {
using namespace tax;
namespace {

constexpr std::string_view kSound = R"(title = "Founding schedule"
currency = "EUR"
effective = 2027-07-01

[[class]]
name = "patent"
notice = "0s"
grant_back = true
  [[class.scale]]
  from = 2026-01-01
  brackets = [{ above = "0", rate = "2.5%" }, { above = "1000000", rate = "3%" }]
  reference = { title = "Order 1", href = "https://example.org/1" }
  [[class.scale]]
  from = 2028-01-01
  brackets = [{ above = "0", rate = "4%" }]

[[degree]]
from = 2026-01-01
points = [{ degree = "0", multiplier = "0" }, { degree = "1", multiplier = "1" }]

[[degree.weights]]
from = 2026-01-01
class = "software"
A = "0.18"
U = "0.82"

[[procedure]]
from = 2026-01-01
escrow_cover = "30d"
grace = "30d"
auction = "28d"
withdrawal_notice = "90d"
late_surcharge = "0%"

[[revenue]]
from = 2026-01-01
shares = [{ to = "treasury", share = "40%" }, { to = "fund", share = "60%" }]
)";

/// The valid schedule with the first `old` after `after` replaced by `by`.
std::string spoiled(std::string_view after, std::string_view old, std::string_view by) {
  std::string text{kSound};
  const std::size_t section = text.find(after);
  REQUIRE(section != std::string::npos);
  const std::size_t position = text.find(old, section);
  REQUIRE(position != std::string::npos);
  return text.replace(position, old.size(), by);
}

std::string written(const std::vector<ScheduleFault>& faults) {
  std::string text;
  for (const ScheduleFault& fault : faults) {
    text +=
        std::to_string(fault.line) + ':' + std::to_string(fault.column) + ": " + fault.what + '\n';
  }
  return text;
}

struct Spoiled {
  std::string after, old, by;
  std::string fault;
};

void check_gallery(std::span<const Spoiled> gallery) {
  for (const Spoiled& row : gallery) {
    CAPTURE(row.by);
    CAPTURE(row.old);
    const auto read = read_schedule(spoiled(row.after, row.old, row.by));
    CHECK_FALSE(read.has_value());
    if (!read) CHECK(written(read.error()) == row.fault + '\n');
  }
}

TEST_CASE("names of a founding schedule show something, and what is recorded stays readable") {
  const auto now = day(2027, 7, 1);
  struct Row {
    std::string title;
    bool when_new, as_recorded;
  };
  std::string accented;
  for (int at = 0; at < 200; ++at) accented += "\xc3\xa9";
  const auto rows = std::to_array<Row>({{"Founding schedule", true, true},
                                        {accented, true, true},
                                        {accented + "e", false, false},
                                        {"\xe2\x80\xae"
                                         "eludehcs",
                                         false, true},
                                        {"\xe2\x80\x8b", false, true},
                                        {"a\xc2\x85", false, true}});
  for (const Row& row : rows) {
    CAPTURE(row.title);
    const std::string toml = spoiled("", "\"Founding schedule\"", '"' + row.title + '"');
    CHECK(read_schedule(toml, now).has_value() == row.when_new);
    CHECK(read_new_schedule(toml).has_value() == row.when_new);
    CHECK(read_schedule(toml).has_value() == row.as_recorded);
  }
}

TEST_CASE("a schedule with a fault in its frame is refused with the place") {
  check_gallery(std::to_array<Spoiled>({
      {"", "title = \"Founding schedule\"", "", "1:1: the schedule lacks \"title\""},
      {"", "\"Founding schedule\"", "\"\"",
       "1:9: \"title\" must have 1 to 200 characters, a visible one among them, and neither "
       "control characters nor controls of the direction of writing"},
      {"", "\"Founding schedule\"", "\"a\\tb\"",
       "1:9: \"title\" must have 1 to 200 characters, a visible one among them, and neither "
       "control characters nor controls of the direction of writing"},
      {"", "\"Founding schedule\"", "7", "1:9: \"title\" must be text in quotes"},
      {"", "\"EUR\"", "\"Euro\"",
       "2:12: \"currency\" must be three capital letters, such as \"EUR\""},
      {"", "effective", "efective",
       "3:1: the schedule takes no \"efective\"; did you mean \"effective\"?"},
      {"", "2027-07-01", "\"2027-07-01\"",
       "3:13: \"effective\" must be a day such as 2026-01-01, without quotes"},
      {"", "2027-07-01", "2027-07-01T00:00:00Z",
       "3:13: \"effective\" must be a day such as 2026-01-01, without quotes"},
      {"", "2027-07-01", "1969-12-31",
       "3:13: \"effective\" must be a day of the years 1970 to 9999"},
      {"[[revenue]]", "[[revenue]]", "[revenue]",
       "35:1: \"revenue\" must be a list: a header has two brackets on each side, [[ and ]]"},
      {"[[revenue]]", "[[revenue]]", "[[refund]]",
       "1:1: the schedule lacks \"revenue\"\n35:3: the schedule takes no \"refund\"; its keys are "
       "title, currency, effective, engine, behaviour, "
       "class, degree, procedure, revenue and test"},
  }));
}

TEST_CASE("a schedule with a fault in a class is refused with the place") {
  check_gallery(std::to_array<Spoiled>({
      {"[[class]]", "name = \"patent\"", "", "5:1: [[class]] lacks \"name\""},
      {"[[class]]", "\"patent\"", "\"song\"",
       "6:8: \"song\" is no class: patent, design, trademark, software, dataset, copyright or "
       "model"},
      {"[[class]]", "\"0s\"", "\"30\"",
       "7:10: \"notice\" is not a duration: a whole number and s, m, h or d, such as \"30d\"; did "
       "you "
       "mean \"30d\"?"},
      {"[[class]]", "\"0s\"", "\"-1d\"",
       "7:10: \"notice\" is not a duration: a whole number and s, m, h or d, such as \"30d\""},
      {"[[class]]", "\"0s\"", "0", "7:10: \"notice\" must be text in quotes, such as \"30d\""},
      {"[[class]]", "= true", "= \"yes\"", "8:14: \"grant_back\" must be true or false"},
      {"[[class]]", "grant_back", "grantback",
       "8:1: [[class]] takes no \"grantback\"; did you mean \"grant_back\"?"},
      {"[[class.scale]]", "from = 2026-01-01", "", "9:3: [[class.scale]] lacks \"from\""},
      {"[[class.scale]]", "2028-01-01", "2026-01-01",
       "14:10: \"from\" must be later than the one before it in this list"},
      {"[[class.scale]]", "[{ above = \"0\", rate = \"4%\" }]", "[]",
       "15:14: \"brackets\" is empty"},
      {"2028-01-01", "\"0\"", "\"1\"", "15:25: the first bracket must begin above \"0\""},
      {"brackets", "\"1000000\"", "\"0\"",
       "11:57: \"above\" must be higher than in the bracket before"},
      {"brackets", "\"1000000\"", "\"1.0000001\"", "11:57: \"above\" has too many decimals"},
      {"brackets", "\"1000000\"", "\"-1\"", "11:57: \"above\" is negative"},
      {"brackets", "\"1000000\"", "1000000",
       "11:57: \"above\" must be text in quotes, such as \"1250.00\""},
      {"brackets", "\"1000000\"", "\"10000000000000\"", "11:57: \"above\" is out of range"},
      {"brackets", "\"2.5%\"", "\"2.5\"",
       "11:37: \"rate\" is not a percentage such as \"2.5%\"; did you mean \"2.5%\"?"},
      {"brackets", "\"2.5%\"", "2.5", "11:37: \"rate\" must be text in quotes, such as \"2.5%\""},
      {"brackets", "\"2.5%\"", "\"2.50000001%\"", "11:37: \"rate\" has too many decimals"},
      {"brackets", "\"2.5%\"", "\"-2.5%\"", "11:37: \"rate\" is negative"},
      {"brackets", "\"2.5%\"", "\"1000000.1%\"", "11:37: \"rate\" is above 1000000%"},
      {"brackets", ", rate = \"3%\"", "", "11:47: a bracket lacks \"rate\""},
      {"brackets", "rate = \"3%\"", "rte = \"3%\"",
       "11:47: a bracket lacks \"rate\"\n11:68: a bracket takes no \"rte\"; did you mean "
       "\"rate\"?"},
      {"reference", ", href = \"https://example.org/1\"", "", "12:15: a reference lacks \"href\""},
      {"reference", "{ title = \"Order 1\", href = \"https://example.org/1\" }", "\"Order 1\"",
       "12:15: \"reference\" must hold tables"},
  }));
}

TEST_CASE("a schedule with a fault in degrees, procedure or revenue is refused with the place") {
  check_gallery(std::to_array<Spoiled>({
      {"[[degree]]", "2026-01-01", "2027-07-02",
       "18:8: this list must begin by 2027-07-01T00:00:00Z, when the schedule takes effect"},
      {"points", "degree = \"0\"", "degree = \"0.1\"",
       "19:22: the first point must be at degree \"0\""},
      {"points", "multiplier = \"0\"", "multiplier = \"0.1\"",
       "19:40: degree 0 is never taxed: its multiplier must be \"0\""},
      {"points", "{ degree = \"1\"", "{ degree = \"0\"",
       "19:47: the last point must be at degree \"1\"\n19:58: \"degree\" must be higher than in "
       "the "
       "point before"},
      {"points", "degree = \"1\"", "degree = \"0.9\"",
       "19:47: the last point must be at degree \"1\""},
      {"points", "degree = \"1\"", "degree = \"1.1\"",
       "19:58: \"degree\" is not a decimal from 0 to 1"},
      {"points", "degree = \"1\", multiplier = \"1\"",
       "degree = \"0.5\", multiplier = \"1\" }, { degree = \"1\", multiplier = \"0.9\"",
       "19:114: the multiplier may not fall as the degree rises"},
      {"points", ", { degree = \"1\", multiplier = \"1\" }", "",
       "19:11: the last point must be at degree \"1\""},
      {"[[degree.weights]]", "2026-01-01", "2028-01-01",
       "22:8: this list must begin by 2027-07-01T00:00:00Z, when the schedule takes effect"},
      {"[[degree.weights]]", "\"software\"", "\"patent\"",
       "23:9: \"patent\" has no weights: only software, dataset, copyright and model are weighed "
       "by "
       "licence"},
      {"[[degree.weights]]", "U = ", "X = ",
       "25:1: [[degree.weights]] takes no \"X\"; its keys are from, class, A, U, M, R, Y, P, B and "
       "E"},
      {"[[degree.weights]]", "A = \"0.18\"\nU = \"0.82\"", "A = \"0\"",
       "21:1: [[degree.weights]] weighs none of A, U, M, R, Y: all would have degree 0"},
      {"[[degree.weights]]", "A = \"0.18\"\nU = \"0.82\"", "P = \"0.5\"\nE = \"0.5\"",
       "21:1: [[degree.weights]] weighs none of A, U, M, R, Y: all would have degree 0"},
      {"[[degree.weights]]", "\"0.82\"", "\"1.82\"", "25:5: \"U\" is not a decimal from 0 to 1"},
      {"[[procedure]]", "grace = \"30d\"", "", "27:1: [[procedure]] lacks \"grace\""},
      {"[[procedure]]", "\"28d\"", "\"four weeks\"",
       "31:11: \"auction\" is not a duration: a whole number and s, m, h or d, such as \"30d\""},
      {"[[procedure]]", "\"0%\"", "\"101%\"", "33:18: \"late_surcharge\" is above 100%"},
      {"[[procedure]]", "\"0%\"", "\"5\"",
       "33:18: \"late_surcharge\" is not a percentage such as \"2.5%\"; did you mean \"5%\"?"},
      {"[[revenue]]", "2026-01-01", "2027-07-02",
       "36:8: this list must begin by 2027-07-01T00:00:00Z, when the schedule takes effect"},
      {"[[revenue]]", "\"60%\"", "\"59.9999%\"",
       "37:10: the shares sum to 99.9999% instead of 100%"},
      {"[[revenue]]", "\"fund\"", "\"treasury\"", "37:54: \"treasury\" is there twice"},
      {"[[revenue]]", "to = \"fund\", ", "", "37:47: a share lacks \"to\""},
  }));
}

TEST_CASE("a class, a day or a list that is there twice is refused") {
  const std::string twice = std::string{kSound} + R"(
[[class]]
name = "patent"
  [[class.scale]]
  from = 2026-01-01
  brackets = [{ above = "0", rate = "1%" }]

[[procedure]]
from = 2026-01-01
escrow_cover = "30d"
grace = "30d"
auction = "28d"
late_surcharge = "0%"
)";
  const auto read = read_schedule(twice);
  REQUIRE_FALSE(read.has_value());
  CHECK(written(read.error()) ==
        "40:8: class \"patent\" is there twice\n"
        "46:8: \"from\" must be later than the one before it in this list\n");
}

TEST_CASE("all faults come in one pass, by place") {
  const auto read = read_schedule(R"(title = 5
[[class]]
name = "song"
[[procedure]]
from = 2026-01-01
grace = "x"
)");
  REQUIRE_FALSE(read.has_value());
  CHECK(written(read.error()) == R"(1:1: the schedule lacks "currency"
1:1: the schedule lacks "degree"
1:1: the schedule lacks "revenue"
1:9: "title" must be text in quotes
2:1: [[class]] lacks "scale"
3:8: "song" is no class: patent, design, trademark, software, dataset, copyright or model
4:1: [[procedure]] lacks "escrow_cover"
4:1: [[procedure]] lacks "auction"
4:1: [[procedure]] lacks "late_surcharge"
6:9: "grace" is not a duration: a whole number and s, m, h or d, such as "30d"
)");
}

TEST_CASE("a sound schedule is read as written") {
  const auto read = read_schedule(kSound);
  REQUIRE(read.has_value());
  CHECK(read->title == "Founding schedule");
  CHECK(read->currency == "EUR");
  CHECK(read->effective == parse_day("2027-07-01"));
  REQUIRE(read->classes.size() == 1);
  const ClassSchedule& patent = read->classes[0];
  CHECK(patent.asset_class == AssetClass::patent);
  CHECK(patent.notice == Duration{});
  CHECK(patent.grant_back == GrantBack::on);
  REQUIRE(patent.scales.size() == 2);
  CHECK(patent.scales[0].from == parse_day("2026-01-01"));
  REQUIRE(patent.scales[0].brackets.size() == 2);
  CHECK(patent.scales[0].brackets[0].base.ppb() == 25'000'000);
  CHECK(patent.scales[0].brackets[1].above.micro() == 1'000'000'000'000);
  CHECK(patent.scales[0].brackets[1].base.ppb() == 30'000'000);
  REQUIRE(patent.scales[0].reference.has_value());
  CHECK(patent.scales[0].reference->href == "https://example.org/1");
  CHECK_FALSE(patent.scales[1].reference.has_value());
  REQUIRE(read->curves.size() == 1);
  CHECK(read->curves[0].points.back().multiplier == kWhole);
  REQUIRE(read->weights.size() == 1);
  CHECK(read->weights[0].asset_class == AssetClass::software);
  CHECK(read->weights[0].weights.weight(Dimension::use).ppm() == 820'000);
  CHECK(read->weights[0].weights.weight(Dimension::enclosable).ppm() == 0);
  REQUIRE(read->procedures.size() == 1);
  CHECK(read->procedures[0].auction == Duration::from_days(28));
  REQUIRE(read->revenue.size() == 1);
  CHECK(read->revenue[0].shares[1].to == "fund");
  CHECK(read->revenue[0].shares[1].share.ppm() == 600'000);
}

TEST_CASE("what may be left out has the values of the rules") {
  const auto read = read_schedule(spoiled("[[procedure]]", "withdrawal_notice = \"90d\"\n", ""));
  REQUIRE(read.has_value());
  CHECK(read->procedures[0].withdrawal_notice == Duration::from_days(90));
  std::string bare = spoiled("[[class]]", "notice = \"0s\"\ngrant_back = true\n", "");
  bare.replace(bare.find("\"patent\""), 8, "\"trademark\"");
  const auto mark = read_schedule(bare);
  REQUIRE(mark.has_value());
  CHECK(mark->classes[0].notice == Duration{});
  CHECK(mark->classes[0].grant_back == GrantBack::off);
}

TEST_CASE("a founding schedule takes effect when the register is founded") {
  const std::string open = spoiled("", "effective = 2027-07-01\n", "");
  CHECK(read_schedule(open).has_value());
  CHECK(read_schedule(open, parse_day("2026-01-01")).has_value());
  const auto early = read_schedule(open, parse_day("2025-12-31"));
  REQUIRE_FALSE(early.has_value());
  // The scale of patents may begin later, but the other four lists may not.
  CHECK(early.error().size() == 4);
  CHECK(written(early.error()).starts_with("17:8: this list must begin by 2025-12-31T00:00:00Z"));
}

TEST_CASE("a founding schedule may not put its effect off") {
  CHECK(read_schedule(kSound, parse_day("2027-07-01")).has_value());
  const auto late = read_schedule(kSound, parse_day("2027-06-30"));
  REQUIRE_FALSE(late.has_value());
  REQUIRE(late.error().size() == 1);
  CHECK(
      written(late.error())
          .starts_with("3:13: a founding schedule takes effect at once, at 2027-06-30T00:00:00Z"));
}

TEST_CASE("a founding schedule whose effect is past has the faults that it has without a date") {
  const std::string past = spoiled("", "effective = 2027", "effective = 2025");
  const auto founded = read_new_schedule(past, parse_day("2027-07-01"));
  REQUIRE_FALSE(founded.has_value());
  CHECK(written(founded.error()) == written(read_schedule(past).error()));
}

TEST_CASE("the schedule that the program carries can be read and is lawful") {
  const auto read = read_schedule(founding_schedule_toml(), Instant{});
  REQUIRE(read.has_value());
  CHECK(breaches(Charter{}, *read).empty());
  struct Row {
    AssetClass asset_class;
    std::int64_t base_ppb;
    GrantBack grant_back;
  };
  const auto rows = std::to_array<Row>({{AssetClass::patent, 25'000'000, GrantBack::on},
                                        {AssetClass::design, 30'000'000, GrantBack::on},
                                        {AssetClass::trademark, 10'000'000, GrantBack::off},
                                        {AssetClass::software, 50'000'000, GrantBack::on},
                                        {AssetClass::dataset, 50'000'000, GrantBack::on},
                                        {AssetClass::copyright, 25'000'000, GrantBack::on},
                                        {AssetClass::model, 50'000'000, GrantBack::on}});
  REQUIRE(read->classes.size() == rows.size());
  for (std::size_t position = 0; position < rows.size(); ++position) {
    const ClassSchedule& scheduled = read->classes[position];
    CHECK(scheduled.asset_class == rows[position].asset_class);
    CHECK(scheduled.grant_back == rows[position].grant_back);
    REQUIRE(scheduled.scales.size() == 1);
    CHECK(scheduled.scales[0].brackets.at(0).base.ppb() == rows[position].base_ppb);
  }
}

}  // namespace
}  // namespace quitrent
