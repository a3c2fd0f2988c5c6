// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/canonical.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "registry/vocabulary/decimal.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/folders.hpp"
#include "tools/chance.hpp"

namespace quitrent {
using namespace tax;
namespace {

/// Every value of the classes of a schedule, without positions.
std::string values_of_classes(const Schedule& schedule) {
  std::string text;
  const auto add = [&text](auto number) { text += std::to_string(number) + ','; };
  for (const AssetClass asset_class : kAssetClasses) {
    for (const ClassSchedule& scheduled : schedule.classes) {
      if (scheduled.asset_class != asset_class) continue;
      text += "\nclass " + std::string{to_text(asset_class)};
      add(scheduled.notice.seconds());
      add(static_cast<int>(scheduled.grant_back));
      for (const Scale& scale : scheduled.scales) {
        add(scale.from.seconds());
        for (const Bracket& bracket : scale.brackets) {
          add(bracket.above.micro());
          add(bracket.base.ppb());
        }
        if (scale.reference) text += scale.reference->title + '|' + scale.reference->href;
      }
    }
  }
  return text;
}

/// Every value of a schedule, without positions.
std::string values_of(const Schedule& schedule) {
  std::string text = schedule.title + '|' + schedule.currency + '|';
  const auto add = [&text](auto number) { text += std::to_string(number) + ','; };
  if (schedule.effective) add(schedule.effective->seconds());
  if (schedule.engine) text += to_text(schedule.engine->least);
  text += values_of_classes(schedule);
  for (const AnnualRate rate : schedule.behaviour.discount) add(rate.ppb());
  for (const Share part : schedule.behaviour.opening) add(part.ppm());
  for (const std::int64_t response : schedule.behaviour.response_ppm) add(response);
  add(schedule.behaviour.turnover.ppb());
  for (const DegreeCurve& curve : schedule.curves) {
    text += "\ncurve ";
    add(curve.from.seconds());
    for (const CurvePoint& point : curve.points) {
      add(point.degree.ppm());
      add(point.multiplier.ppm());
    }
  }
  for (const DegreeWeights& weights : schedule.weights) {
    text += "\nweights " + std::string{to_text(weights.asset_class)};
    add(weights.from.seconds());
    for (const Share share : weights.weights.shares) add(share.ppm());
  }
  for (const Procedure& procedure : schedule.procedures) {
    text += "\nprocedure ";
    add(procedure.from.seconds());
    add(procedure.escrow_cover.seconds());
    add(procedure.grace.seconds());
    add(procedure.auction.seconds());
    add(procedure.withdrawal_notice.seconds());
    add(procedure.late_surcharge.ppm());
    add(procedure.finding_surcharge.ppm());
    add(procedure.registration_fee.micro());
    add(procedure.minimum_deposit.micro());
  }
  for (const RevenueShares& revenue : schedule.revenue) {
    text += "\nrevenue ";
    add(revenue.from.seconds());
    for (const RevenueShare& share : revenue.shares) {
      text += share.to;
      add(share.share.ppm());
    }
  }
  for (const ScheduleTest& test : schedule.tests) {
    text += "\ntest " + test.name + std::string{to_text(test.asset_class)};
    text += test.licence.value_or("") + '|';
    if (test.commitment) text += to_text(*test.commitment);
    if (test.degree) add(test.degree->ppm());
    add(test.assessment.micro());
    if (test.from) add(test.from->seconds());
    if (test.to) add(test.to->seconds());
    if (test.period) add(test.period->seconds());
    if (test.expect) add(test.expect->micro());
  }
  return text;
}

/// The canonical form of a text, after it was shown to be the same schedule and its own form.
std::string canonical_of(const std::string& toml) {
  CAPTURE(toml);
  const auto canonical = canonical_toml(toml);
  REQUIRE(canonical.has_value());
  const auto before = read_new_schedule(toml);
  const auto after = read_new_schedule(*canonical);
  REQUIRE(before.has_value());
  if (!after) {
    CAPTURE(*canonical);
    FAIL(after.error().front().what);
  }
  CHECK(values_of(*before) == values_of(*after));
  const auto again = canonical_toml(*canonical);
  REQUIRE(again.has_value());
  CHECK(*again == *canonical);
  // No comment is lost. None of these texts has a `#` in quotes.
  CHECK(std::ranges::count(toml, '#') == std::ranges::count(*canonical, '#'));
  return *canonical;
}

constexpr std::string_view kUntidy = R"(# A file header

# about the currency
currency = 'EUR'   # the euro
"title" = """A "quoted" \
   title"""
# below the title

[[revenue]]
shares = [ # who gets it
  { share = "40.00%", to = "treasury" }, # the state
  # the rest

  { to = "fund", share = "60%" } ,
  # nobody else
] # that is all
from = 2026-01-01
[[procedure]] # lengths
late_surcharge = "10.0%"
grace = "720h"
escrow_cover = "2592000s"
auction="40320m"
from = 2026-01-01
	# indented with a tab
registration_fee = "0.50"
degree = [{ from = 2026-01-01, points = [{ degree = "0.0", multiplier = "0" },
  { multiplier = "1.000", degree = "1" }] }]
# patents stand last
[[class]]
name = "software"
[[class.scale]]
from = 2026-01-01
[[class.scale.brackets]] # the first
rate = "5.0%" # five
above = "0.00"
[[class.scale.brackets]]
above = "1000000.0"
# four
rate = "4%"
[class.scale.reference]
href = "https://example.org/a"
title = "An order"
[[class]]
scale = [{ from = 2026-01-01, brackets = [{ above = "0", rate = "03.50%" }] }]
name = "patent"
# the end
)";

constexpr std::string_view kTidy = R"(# A file header

title = "A \"quoted\" title"
# about the currency
currency = "EUR" # the euro

[[class]]
name = "patent"
# the end

  [[class.scale]]
  from = 2026-01-01
  brackets = [{ above = "0", rate = "3.5%" }]

# patents stand last
[[class]]
name = "software"
  [[class.scale]]
  from = 2026-01-01
  brackets = [
    # five
    { above = "0", rate = "5%" }, # the first
    # four
    { above = "1000000", rate = "4%" },
  ]
  reference = { title = "An order", href = "https://example.org/a" }

# below the title
[[degree]]
from = 2026-01-01
points = [{ degree = "0", multiplier = "0" }, { degree = "1", multiplier = "1" }]

[[procedure]] # lengths
from = 2026-01-01
escrow_cover = "30d"
grace = "30d"
auction = "28d"
late_surcharge = "10%"
# indented with a tab
registration_fee = "0.5"

[[revenue]]
from = 2026-01-01
shares = [
  # who gets it
  { to = "treasury", share = "40%" }, # the state

  # the rest

  { to = "fund", share = "60%" },
  # nobody else
] # that is all
)";

TEST_CASE("an untidy file becomes canonical, and every comment stays where it belongs") {
  std::string untidy{kUntidy};
  // A key of the top cannot stand behind a header.
  const std::size_t degree = untidy.find("degree = [{ from");
  const std::string line = untidy.substr(degree, untidy.find("}] }]\n", degree) + 6 - degree);
  untidy.erase(degree, line.size());
  untidy.insert(untidy.find("# below"), line);
  CHECK(canonical_of(untidy) == kTidy);
}

TEST_CASE("the form of the founding schedule is the one that it has") {
  const std::string founding{founding_schedule_toml()};
  CHECK(canonical_of(founding) == founding);
  const std::string sound =
      testing::file_text(testing::source_folder() + "/tests/tax/schedule/sound_schedule.toml");
  CHECK(canonical_of(sound) == sound);
  std::string windows = sound;
  for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2) {
    windows.insert(at, 1, '\r');
  }
  CHECK(canonical_of("\xEF\xBB\xBF" + windows) == sound);
}

TEST_CASE("a file to begin from is canonical, and the same schedule, with every parameter") {
  const auto commented = commented_toml(founding_schedule_toml(), {});
  REQUIRE(commented.has_value());
  CHECK(canonical_of(*commented) == *commented);
  CHECK(values_of(*read_new_schedule(*commented)) ==
        values_of(*read_new_schedule(founding_schedule_toml())));
  for (const char* text : {"largest_step = \"20%\"", "# effective = ", "# [[degree.weights]]",
                           "# [[test]]", "longest_cover = \"90d\"", "registration_fee = \"0\""}) {
    CAPTURE(text);
    CHECK(commented->contains(text));
  }
}

/// A text of a few lines with comments and empty lines between and behind its lines.
std::string scattered(const std::string& toml, Chance& chance) {
  std::string text;
  for (std::size_t begin = 0; begin < toml.size();) {
    const std::size_t end = toml.find('\n', begin);
    for (std::int64_t left = chance.between(0, 3); left > 0; --left) {
      if (chance.below(3) > 0) {
        text += chance.below(2) == 0 ? "# note " : "\t# note ";
        text += std::to_string(chance.below(1000));
      }
      text += '\n';
    }
    text += toml.substr(begin, end - begin);
    if (chance.below(4) == 0) text += " # behind " + std::to_string(chance.below(1000));
    text += '\n';
    begin = end + 1;
  }
  return text;
}

/// A lawful schedule of any classes, dates, rates and shares.
std::string invented(Chance& chance) {
  std::string toml = "currency = \"EUR\"\ntitle = 'Schedule ' \n";
  if (chance.below(2) == 0) toml += "effective = 2027-07-01\n";
  const auto rate = [&chance] {
    return format_decimal(chance.of_any_size(200'000'000), 7, static_cast<int>(chance.below(8)));
  };
  std::vector<AssetClass> classes{kAssetClasses.begin(), kAssetClasses.end()};
  for (std::int64_t left = chance.between(1, 7); left > 0; --left) {
    const auto at = static_cast<std::ptrdiff_t>(chance.below(classes.size()));
    toml += "[[class]]\n";
    if (chance.below(2) == 0)
      toml += "notice = \"" + std::to_string(chance.below(90'000)) + "s\"\n";
    toml += "name = \"" + std::string{to_text(classes[static_cast<std::size_t>(at)])} + "\"\n";
    classes.erase(classes.begin() + at);
    for (int year = 2026; year < 2026 + static_cast<int>(chance.between(1, 3)); ++year) {
      toml += "[[class.scale]]\nbrackets = [\n{ rate = \"" + rate() + "%\", above = \"0\" },\n";
      std::int64_t above = 0;
      for (std::int64_t more = chance.between(0, 3); more > 0; --more) {
        above += 1 + chance.of_any_size(1'000'000'000);
        toml += "{ above = \"" + format_decimal(above, 6, static_cast<int>(chance.below(7))) +
                "\", rate = \"" + rate() + "%\" },\n";
      }
      toml += "]\nfrom = " + std::to_string(year) + "-01-01\n";
    }
  }
  toml +=
      "[[revenue]]\nfrom = 2026-01-01\nshares = [\n{ to = \"a\", share = \"25.50%\" },\n{ share = "
      "\"74.5%\", to = \"b\" }\n]\n";
  toml += "[[procedure]]\nfrom = 2026-01-01\nlate_surcharge = \"" +
          std::to_string(chance.below(100)) + ".0%\"\n";
  for (const char* key : {"grace", "auction", "escrow_cover"}) {
    toml += key + std::string{" = \""} + std::to_string(chance.below(9'000) * 60) + "s\"\n";
  }
  toml +=
      "[[degree]]\nfrom = 2026-01-01\npoints = [{ multiplier = \"0\", degree = \"0\" },\n{ degree "
      "= "
      "\"1\", multiplier = \"0." +
      std::to_string(chance.below(999'999)) + "\" }]\n";
  return toml;
}

TEST_CASE("the canonical form of any schedule is the same schedule, and its own form") {
  Chance chance{11};
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    canonical_of(scattered(invented(chance), chance));
  }
}

TEST_CASE("a file with a fault has no canonical form, but all of its faults") {
  const auto none = canonical_toml("title = A\ncurrency = EUR\n");
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().size() == 6);
}

TEST_CASE("what a simulation assumes comes before the classes, in one line, with its comments") {
  const std::string canonical =
      canonical_of(std::string{founding_schedule_toml()} +
                   "\n[behaviour] # at the end\n# a guess\nturnover = '4%' # of purchases\n");
  const std::size_t at = canonical.find("behaviour = { turnover = \"4%\" }");
  REQUIRE(at != std::string::npos);
  CHECK(at < canonical.find("[[class]]"));
}

}  // namespace
}  // namespace quitrent
