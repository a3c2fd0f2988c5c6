// SPDX-License-Identifier: EUPL-1.2
//
// Everything among which a licensee chooses, and who must share alike, compared with an oracle that
// writes out the disjunctive normal form.
#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tax/degree/degree.hpp"
#include "tax/degree/expression_reader.hpp"
#include "tests/tax/degree/licence_terms.hpp"

namespace quitrent {

using namespace tax;
namespace {

/// A licence and its levels, typed from the published table.
struct Leaf {
  const char* text;
  OpennessLevels levels;
  bool shares_alike;
};

constexpr std::array<Leaf, 13> kLeaves{{
    {"MIT", {0, 0, 0, 0, 0, 8, 8, 24}, false},
    {"Apache-2.0", {0, 0, 0, 0, 0, 0, 12, 24}, false},
    {"GPL-3.0-only", {0, 0, 0, 0, 0, 0, 12, 8}, true},
    {"GPL-3.0-only WITH GCC-exception-3.1", {0, 0, 0, 0, 0, 0, 12, 16}, true},
    {"BUSL-1.1", {0, 12, 0, 0, 12, 8, 8, 24}, false},
    {"Elastic-2.0", {0, 8, 6, 0, 6, 0, 12, 24}, false},
    {"SSPL-1.0", {0, 6, 0, 0, 6, 0, 12, 0}, true},
    {"CC-BY-NC-4.0", {0, 18, 0, 6, 12, 16, 12, 24}, false},
    {"CC-BY-NC-SA-4.0", {0, 18, 0, 6, 12, 16, 12, 8}, true},
    {"CC-BY-ND-4.0", {0, 0, 24, 6, 0, 16, 12, 24}, false},
    {"CC-BY-SA-4.0", {0, 0, 0, 0, 0, 16, 12, 8}, true},
    {"LicenseRef-scancode-gemma-tou-2024-04-01", {6, 12, 0, 0, 0, 8, 12, 24}, false},
    {"LicenseRef-ours", {24, 24, 24, 24, 24, 24, 24, 24}, false},
}};

/// One way in which a licensee can choose.
struct Way {
  OpennessLevels levels{};
  bool shares_alike = false;
};

struct Rolled {
  std::string text;
  std::vector<Way> ways;
};

using Chance = std::mt19937;

int number_below(Chance& chance, int bound) {
  return static_cast<int>(chance() % static_cast<unsigned>(bound));
}

Rolled rolled(Chance& chance, int size) {
  if (size <= 1) {
    const Leaf& leaf = kLeaves[static_cast<std::size_t>(number_below(chance, kLeaves.size()))];
    return {leaf.text, {{leaf.levels, leaf.shares_alike}}};
  }
  const int left_size = 1 + number_below(chance, size - 1);
  const Rolled left = rolled(chance, left_size);
  const Rolled right = rolled(chance, size - left_size);
  const bool both = number_below(chance, 2) == 0;
  Rolled whole{'(' + left.text + (both ? " AND " : " OR ") + right.text + ')', {}};
  if (!both) {
    whole.ways = left.ways;
    whole.ways.insert(whole.ways.end(), right.ways.begin(), right.ways.end());
    return whole;
  }
  for (const Way& one : left.ways) {
    for (const Way& other : right.ways) {
      Way way{.levels = {}, .shares_alike = one.shares_alike || other.shares_alike};
      for (std::size_t at = 0; at < 8; ++at) {
        way.levels[at] = std::max(one.levels[at], other.levels[at]);
      }
      whole.ways.push_back(way);
    }
  }
  return whole;
}

Weights rolled_weights(Chance& chance) {
  Weights weights;
  for (Share& weight : weights.shares) {
    if (number_below(chance, 3) > 0) weight = Share::from_ppm(number_below(chance, 1'000'001));
  }
  weights.shares[static_cast<std::size_t>(number_below(chance, 8))] = kWhole;
  return weights;
}

/// The degree in ppm by the rule: 0 where no weighed core dimension is closed, else the mean.
std::int64_t degree_of(const OpennessLevels& levels, const Weights& weights) {
  std::int64_t sum = 0;
  std::int64_t whole = 0;
  bool open = true;
  for (std::size_t at = 0; at < 8; ++at) {
    const std::int64_t weight = weights.shares[at].ppm();
    sum += weight * levels[at];
    whole += weight * 24;
    if (at < 5 && weight > 0 && levels[at] > 0) open = false;
  }
  return open ? 0 : (sum * 2'000'000 + whole) / (2 * whole);
}

bool within(const OpennessLevels& left, const OpennessLevels& right) {
  for (std::size_t at = 0; at < 8; ++at) {
    if (left[at] > right[at]) return false;
  }
  return true;
}

/// The choices that no other choice dominates, each once.
std::set<OpennessLevels> minimal(const std::vector<Way>& ways) {
  std::set<OpennessLevels> all;
  for (const Way& way : ways) all.insert(way.levels);
  std::set<OpennessLevels> least;
  for (const OpennessLevels& one : all) {
    const bool beaten = std::ranges::any_of(
        all, [&](const OpennessLevels& other) { return other != one && within(other, one); });
    if (!beaten) least.insert(one);
  }
  return least;
}

const DegreeFacts& facts() {
  static const DegreeFacts all{.licences = founding_licences()};
  return all;
}

TEST_CASE(
    "the choices are what the normal form leaves, and one of them is best under any weights") {
  Chance chance{11};
  int chosen = 0;
  for (int run = 0; run < 2'000; ++run) {
    Rolled tree = rolled(chance, 1 + number_below(chance, 11));
    CAPTURE(tree.text);
    const bool withheld = number_below(chance, 4) == 0;
    if (withheld) {
      for (Way& way : tree.ways) way.levels[0] = 24;
    }
    const SourceForm source = withheld ? SourceForm::withheld : SourceForm::open;
    const auto read = read_expression(founding_licences(), tree.text);
    REQUIRE(read.has_value());
    std::set<OpennessLevels> found;
    for (const Profile& profile : choices(facts(), *read, source)) found.insert(profile.levels);
    REQUIRE(found == minimal(tree.ways));
    chosen += found.size() > 1 ? 1 : 0;
    for (int weighing = 0; weighing < 5; ++weighing) {
      const Weights weights = rolled_weights(chance);
      std::int64_t by_all = 1'000'000;
      for (const Way& way : tree.ways) by_all = std::min(by_all, degree_of(way.levels, weights));
      std::int64_t by_choices = 1'000'000;
      for (const OpennessLevels& levels : found) {
        by_choices = std::min<std::int64_t>(by_choices, profile_degree({levels}, weights).ppm());
      }
      REQUIRE(by_choices == by_all);
      const Profile least = least_profile(facts(), *read, weights, source);
      REQUIRE(profile_degree(least, weights).ppm() == by_all);
      REQUIRE(found.contains(least.levels));
    }
  }
  CHECK(chosen > 300);
}

TEST_CASE("levels of terms are the choices of each step, in the order of time") {
  const Instant later = Instant::from_seconds(100);
  Terms terms = licence("BUSL-1.1 OR CC-BY-ND-4.0");
  terms.then = {{"MIT", later}};
  auto levels = levels_of(facts(), AssetClass::software, terms);
  REQUIRE(levels.has_value());
  REQUIRE(levels->size() == 3);
  CHECK((*levels)[0].from == kBeginningOfTime);
  CHECK((*levels)[1].from == kBeginningOfTime);
  CHECK((*levels)[2] == DatedOpennessLevels{later, {0, 0, 0, 0, 0, 8, 8, 24}});
  terms.source_withheld = true;
  levels = levels_of(facts(), AssetClass::software, terms);
  REQUIRE(levels->size() == 3);
  CHECK((*levels)[2] == DatedOpennessLevels{later, {24, 0, 0, 0, 0, 8, 8, 24}});
  Terms pledge;
  pledge.form = TermsForm::commitment;
  pledge.commitment = Commitment::royalty_free;
  levels = levels_of(facts(), AssetClass::patent, pledge);
  REQUIRE(levels->size() == 1);
  CHECK(profile_degree({levels->front().levels}, founding_licences().weights(AssetClass::patent)) ==
        Share{});
  levels = levels_of(facts(), AssetClass::trademark, Terms{});
  CHECK(*levels == std::vector{DatedOpennessLevels{kBeginningOfTime, kClosed.levels}});
}

TEST_CASE("levels are refused where terms cannot be read, with the place") {
  struct Row {
    const char* why;
    AssetClass asset_class;
    Terms terms;
    const char* pointer;
  };
  const Instant day = Instant::from_seconds(86'400);
  Terms second_bad = licence("MIT");
  second_bad.then = {{"ISC", day}, {"GPL3", day + Duration::from_days(1)}};
  Terms same_day = licence("MIT");
  same_day.then = {{"ISC", day}, {"0BSD", day}};
  Terms pledge;
  pledge.form = TermsForm::commitment;
  const std::vector<Row> rows{
      {"an unknown licence", AssetClass::software, licence("GPL3"), "/spdx"},
      {"an unknown later licence", AssetClass::software, second_bad, "/then/then/spdx"},
      {"two steps of one day", AssetClass::software, same_day, "/then/then/on"},
      {"a licence of a patent", AssetClass::patent, licence("MIT"), ""},
      {"a commitment of a work", AssetClass::dataset, pledge, ""},
      {"terms of a trademark", AssetClass::trademark, pledge, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto levels = levels_of(facts(), row.asset_class, row.terms);
    REQUIRE_FALSE(levels.has_value());
    CHECK(levels.error().pointer == row.pointer);
  }
}

TEST_CASE("who builds on a work must share alike where no choice as open spares it") {
  struct Row {
    const char* spdx;
    bool shares_alike;
  };
  const auto rows = std::to_array<Row>({
      {"MIT", false},
      {"Apache-2.0", false},
      {"CC-BY-4.0", false},
      {"CC0-1.0", false},
      {"BUSL-1.1", false},
      {"LicenseRef-Mine", false},
      {"NONE", false},
      {"NOASSERTION", false},
      {"MIT OR GPL-3.0-only", false},
      {"GPL-3.0-only OR (MIT AND Apache-2.0)", false},
      {"GPL-3.0-only AND LicenseRef-Mine", false},  // closed: no duty is passed on
      {"GPL-3.0-only", true},
      {"GPL-3.0-only OR LicenseRef-Commercial", true},
      {"GPL-2.0-only OR AGPL-3.0-only", true},
      {"GPL-3.0-only OR (MIT AND LGPL-3.0-only)", true},
      {"GPL-3.0-only OR BUSL-1.1", true},
      {"MIT AND GPL-3.0-only", true},
      {"(MIT OR BUSL-1.1) AND GPL-3.0-only", true},
      {"GPL-2.0-or-later WITH Classpath-exception-2.0", true},
      {"GPL-3.0-only WITH AdditionRef-commons-clause", true},
      {"LGPL-3.0-only", true},
      {"MPL-2.0", true},
      {"EUPL-1.2", true},
      {"AGPL-3.0-only", true},
      {"SSPL-1.0", true},
      {"CC-BY-SA-4.0", true},
      {"CC-BY-NC-SA-4.0", true},
      {"CC-BY-NC-SA-4.0 OR LicenseRef-Commercial", true},
  });
  const Weights& weights = founding_licences().weights(AssetClass::software);
  for (const Row& row : rows) {
    CAPTURE(row.spdx);
    CHECK(is_share_alike(facts(), weights, licence(row.spdx)) == row.shares_alike);
  }
  Terms withheld = licence("GPL-3.0-only");
  withheld.source_withheld = true;
  CHECK(is_share_alike(facts(), weights, withheld));
  Terms pledge;
  pledge.form = TermsForm::commitment;
  CHECK_FALSE(is_share_alike(facts(), weights, pledge));
  CHECK_FALSE(is_share_alike(facts(), weights, licence("GPL3")));
  DegreeFacts recorded{.licences = founding_licences(),
                       .recorded = [](const LicenceDocument& stated) {
                         return stated.reference == "LicenseRef-Copyleft"
                                    ? std::optional{Profile{{0, 0, 0, 0, 0, 0, 0, 8}}}
                                    : std::nullopt;
                       }};
  const auto documented = [](const std::string& spdx) {
    Terms terms = licence(spdx);
    terms.documents = {{.reference = "LicenseRef-Copyleft", .digest = Digest{}}};
    return terms;
  };
  CHECK(is_share_alike(recorded, weights, documented("LicenseRef-Copyleft")));
  CHECK_FALSE(is_share_alike(recorded, weights, licence("LicenseRef-Copyleft")));
  CHECK_FALSE(is_share_alike(recorded, weights, documented("LicenseRef-Copyleft OR MIT")));
  CHECK_FALSE(is_share_alike(recorded, weights, licence("LicenseRef-Other")));
}

TEST_CASE("share-alike holds exactly where every best way shares alike") {
  Chance chance{12};
  int sharing = 0;
  for (int run = 0; run < 2'000; ++run) {
    const Rolled tree = rolled(chance, 1 + number_below(chance, 9));
    CAPTURE(tree.text);
    const Weights weights = rolled_weights(chance);
    std::int64_t least = 1'000'000;
    std::int64_t without = degree_of(kClosed.levels, weights);
    for (const Way& way : tree.ways) {
      least = std::min(least, degree_of(way.levels, weights));
      if (!way.shares_alike) without = std::min(without, degree_of(way.levels, weights));
    }
    const bool shares_alike = is_share_alike(facts(), weights, licence(tree.text));
    REQUIRE(shares_alike == (without > least));
    sharing += shares_alike ? 1 : 0;
  }
  CHECK(sharing > 300);
  CHECK(sharing < 1'700);
}

}  // namespace
}  // namespace quitrent
