// SPDX-License-Identifier: EUPL-1.2
//
// The algebra of degrees, compared with an oracle of its own that writes out the disjunctive normal
// form.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tax/degree/degree.hpp"
#include "tax/degree/expression_reader.hpp"

namespace quitrent {

using namespace tax;
namespace {

using Vector = std::array<int, 8>;
using Chance = std::mt19937;

int below(Chance& chance, int bound) {
  return static_cast<int>(chance() % static_cast<unsigned>(bound));
}

/// An expression as a tree, for the oracle.
struct Tree {
  char kind = 'l';  // `l` a licence, `&` AND, `|` OR
  std::string text;
  Vector levels{};
  std::vector<Tree> parts;
};

/// Licences whose profiles do not dominate one another, so that choices matter. The levels are
/// typed from the published table.
const std::vector<Tree>& leaves() {
  static const std::vector<Tree> all = {
      {'l', "MIT", {0, 0, 0, 0, 0, 8, 8, 24}, {}},
      {'l', "Apache-2.0", {0, 0, 0, 0, 0, 0, 12, 24}, {}},
      {'l', "GPL-3.0-only", {0, 0, 0, 0, 0, 0, 12, 8}, {}},
      {'l', "GPL-3.0-only WITH GCC-exception-3.1", {0, 0, 0, 0, 0, 0, 12, 16}, {}},
      {'l', "BUSL-1.1", {0, 12, 0, 0, 12, 8, 8, 24}, {}},
      {'l', "Elastic-2.0", {0, 8, 6, 0, 6, 0, 12, 24}, {}},
      {'l', "SSPL-1.0", {0, 6, 0, 0, 6, 0, 12, 0}, {}},
      {'l', "CC-BY-NC-4.0", {0, 18, 0, 6, 12, 16, 12, 24}, {}},
      {'l', "CC-BY-ND-4.0", {0, 0, 24, 6, 0, 16, 12, 24}, {}},
      {'l', "CC-BY-NC-ND-4.0", {0, 18, 24, 12, 12, 16, 12, 24}, {}},
      {'l', "PolyForm-Noncommercial-1.0.0", {0, 18, 0, 6, 12, 0, 8, 24}, {}},
      {'l', "Apache-2.0 WITH AdditionRef-commons-clause", {0, 8, 0, 6, 6, 0, 12, 24}, {}},
      {'l', "LicenseRef-ours", {24, 24, 24, 24, 24, 24, 24, 24}, {}},
      {'l', "LicenseRef-scancode-llama-3.1-license-2024", {6, 12, 0, 0, 6, 8, 18, 24}, {}},
      {'l', "LicenseRef-scancode-gemma-tou-2024-04-01", {6, 12, 0, 0, 0, 8, 12, 24}, {}},
      {'l', "LicenseRef-scancode-polyform-internal-use-1.0.0", {0, 12, 0, 24, 6, 0, 8, 24}, {}},
  };
  return all;
}

Tree random_tree(Chance& chance, int size) {
  if (size <= 1) return leaves()[static_cast<std::size_t>(below(chance, 16))];
  Tree tree{.kind = below(chance, 2) == 0 ? '&' : '|', .text = {}, .levels = {}, .parts = {}};
  const int left = 1 + below(chance, size - 1);
  tree.parts = {random_tree(chance, left), random_tree(chance, size - left)};
  return tree;
}

/// Writes a tree with every parenthesis, and some of them twice.
std::string written(const Tree& tree, Chance& chance) {
  if (tree.kind == 'l') return tree.text;
  const std::string between = tree.kind == '&' ? " AND " : " OR ";
  std::string text =
      '(' + written(tree.parts[0], chance) + between + written(tree.parts[1], chance) + ')';
  return below(chance, 4) == 0 ? '(' + text + ')' : text;
}

/// Every way in which a licensee can choose.
std::vector<Vector> disjunction(const Tree& tree) {
  if (tree.kind == 'l') return {tree.levels};
  const std::vector<Vector> left = disjunction(tree.parts[0]);
  const std::vector<Vector> right = disjunction(tree.parts[1]);
  std::vector<Vector> all;
  if (tree.kind == '|') {
    all = left;
    all.insert(all.end(), right.begin(), right.end());
    return all;
  }
  for (const Vector& one : left) {
    for (const Vector& other : right) {
      Vector both{};
      for (std::size_t at = 0; at < 8; ++at) both[at] = std::max(one[at], other[at]);
      all.push_back(both);
    }
  }
  return all;
}

/// The weights of the rules in percent: software, then copyright.
constexpr std::array<int, 8> kSoftware{18, 18, 24, 18, 8, 6, 6, 2};
constexpr std::array<int, 8> kCopyright{18, 18, 24, 18, 8, 0, 6, 2};

struct Figures {
  std::int64_t degree, raw;
  auto operator<=>(const Figures&) const = default;
};

/// Degree and raw degree in ppm, half up.
Figures figures(const Vector& levels, const std::array<int, 8>& weights) {
  std::int64_t sum = 0;
  std::int64_t whole = 0;
  bool open = true;
  for (std::size_t at = 0; at < 8; ++at) {
    sum += weights[at] * levels[at];
    whole += weights[at] * 24;
    if (at < 5 && levels[at] > 0) open = false;
  }
  const std::int64_t raw = (sum * 1'000'000 + whole / 2) / whole;
  return {open ? 0 : raw, raw};
}

Figures oracle(const Tree& tree, const std::array<int, 8>& weights) {
  Figures least{1'000'001, 1'000'001};
  for (const Vector& levels : disjunction(tree)) least = std::min(least, figures(levels, weights));
  return least;
}

Figures computed(const std::string& text, AssetClass asset_class) {
  const auto read = read_expression(founding_licences(), text);
  REQUIRE_MESSAGE(read.has_value(), text);
  const Weights& weights = founding_licences().weights(asset_class);
  const Profile least =
      least_profile({.licences = founding_licences()}, *read, weights, SourceForm::open);
  return {profile_degree(least, weights).ppm(), rounded(raw_degree(least, weights)).ppm()};
}

Figures software_figures(const std::string& text) { return computed(text, AssetClass::software); }

std::string in_parentheses(const Tree& tree, Chance& chance) {
  return '(' + written(tree, chance) + ')';
}

TEST_CASE("2000 random expressions have the least degree of their disjunctive normal form") {
  Chance chance{4};
  int chosen = 0;
  for (int run = 0; run < 2'000; ++run) {
    const Tree tree = random_tree(chance, 2 + below(chance, 11));
    const std::string text = written(tree, chance);
    CAPTURE(text);
    const bool same = software_figures(text) == oracle(tree, kSoftware) &&
                      computed(text, AssetClass::copyright) == oracle(tree, kCopyright);
    CHECK(same);
    chosen += disjunction(tree).size() > 4 ? 1 : 0;
  }
  CHECK(chosen > 500);
}

TEST_CASE("the normal form and the picked branch have the same degree as what was written") {
  Chance chance{5};
  for (int run = 0; run < 500; ++run) {
    const std::string text = written(random_tree(chance, 2 + below(chance, 11)), chance);
    CAPTURE(text);
    const auto read = read_expression(founding_licences(), text);
    REQUIRE(read.has_value());
    const DegreeFacts facts{.licences = founding_licences()};
    const Weights& weights = founding_licences().weights(AssetClass::software);
    const Profile least = least_profile(facts, *read, weights, SourceForm::open);
    CHECK(software_figures(read->normal_form()) == software_figures(text));
    Profile together;
    for (const Pick& pick : picked(facts, *read, least)) {
      for (std::size_t at = 0; at < 8; ++at) {
        together.levels[at] = std::max(together.levels[at], pick.profile.levels[at]);
      }
    }
    CHECK(together == least);
  }
}

TEST_CASE("operators commute, associate, absorb repetition and keep their bounds") {
  Chance chance{6};
  for (int run = 0; run < 500; ++run) {
    const std::string a = in_parentheses(random_tree(chance, 1 + below(chance, 6)), chance);
    const std::string b = in_parentheses(random_tree(chance, 1 + below(chance, 6)), chance);
    const std::string c = in_parentheses(random_tree(chance, 1 + below(chance, 6)), chance);
    CAPTURE(a);
    CAPTURE(b);
    CAPTURE(c);
    for (const std::string by : {" AND ", " OR "}) {
      CHECK(software_figures(a + by + b) == software_figures(b + by + a));
      CHECK(software_figures('(' + a + by + b + ')' + by + c) ==
            software_figures(a + by + '(' + b + by + c + ')'));
      CHECK(software_figures(a + by + a) == software_figures(a));
    }
    CHECK(software_figures(a + " OR " + b) <= std::min(software_figures(a), software_figures(b)));
    CHECK(software_figures(a + " OR " + b) == std::min(software_figures(a), software_figures(b)));
    CHECK(software_figures(a + " AND " + b).degree >=
          std::max(software_figures(a).degree, software_figures(b).degree));
    CHECK(software_figures(a + " AND " + b).raw >=
          std::max(software_figures(a).raw, software_figures(b).raw));
    CHECK(software_figures(a + " AND (" + b + " OR " + c + ')') ==
          software_figures(a + " AND " + b + " OR " + a + " AND " + c));
    CHECK(software_figures(a + " OR " + a + " AND " + b) == software_figures(a));
  }
}

TEST_CASE("a greedy choice is wrong: what is better alone can be worse beside others") {
  // In thousandths. SSPL-1.0: use 45, royalty 20, burden 30. JSON: use 45, patents 20, burden 20,
  // enclosable 20. The third closes all that JSON closes, but no royalty: access 45, use 90,
  // patents 20, burden 30, enclosable 20.
  const std::string third = "LicenseRef-scancode-gemma-tou-2024-04-01";
  CHECK(software_figures("SSPL-1.0").degree == 95'000);
  CHECK(software_figures("JSON").degree == 105'000);
  CHECK(software_figures("SSPL-1.0 OR JSON").degree == 95'000);
  CHECK(software_figures("SSPL-1.0 AND " + third).degree == 225'000);
  CHECK(software_figures("(SSPL-1.0 OR JSON) AND " + third).degree == 205'000);
}

TEST_CASE("an open licence is picked though a closed one weighs less") {
  // In thousandths. BSD-4-Clause: patents 20, burden 45, enclosable 20. The other licence: use 45,
  // enclosable 20.
  CHECK(software_figures("BSD-4-Clause") == Figures{0, 85'000});
  CHECK(software_figures("LicenseRef-scancode-freetype-patent") == Figures{65'000, 65'000});
  CHECK(software_figures("LicenseRef-scancode-freetype-patent OR BSD-4-Clause") ==
        Figures{0, 85'000});
  CHECK(software_figures("BSD-4-Clause OR LicenseRef-scancode-freetype-patent") ==
        Figures{0, 85'000});
}

TEST_CASE("a long AND of choices is evaluated") {
  const std::array<std::string, 4> choices{"(BUSL-1.1 OR Elastic-2.0)", "(SSPL-1.0 OR MIT)",
                                           "(CC-BY-NC-4.0 OR CC-BY-ND-4.0)",
                                           "(Elastic-2.0 OR CC-BY-NC-4.0)"};
  std::string text = choices[0];
  for (std::size_t at = 1; at < 40; ++at) text += " AND " + choices[at % 4];
  CHECK(software_figures(text) == software_figures(choices[0] + " AND " + choices[1] + " AND " +
                                                   choices[2] + " AND " + choices[3]));
}

}  // namespace
}  // namespace quitrent
