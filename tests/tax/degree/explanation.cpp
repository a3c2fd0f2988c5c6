// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/explanation.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <doctest/doctest.h>

#include "tests/tax/degree/licence_terms.hpp"

namespace quitrent {

using namespace tax;
namespace {

DegreeExplanation explained(AssetClass asset_class, const Terms& terms) {
  auto explanation =
      explained_degree({.licences = founding_licences()}, std::nullopt, asset_class, terms);
  REQUIRE(explanation.has_value());
  return *std::move(explanation);
}

DegreeExplanation software(std::string spdx) {
  return explained(AssetClass::software, licence(std::move(spdx)));
}

/// The cause of the level of a dimension; empty if there is none.
std::string brought_by(const DegreeExplanation& explanation, Dimension dimension) {
  const LevelCause& cause = explanation.causes[static_cast<std::size_t>(dimension)];
  return cause.fact ? explanation.facts.at(*cause.fact).of : "";
}

TEST_CASE("what has no degree has no explanation") {
  const DegreeFacts facts{.licences = founding_licences()};
  const auto explanation =
      explained_degree(facts, std::nullopt, AssetClass::software, licence("GPL3"));
  REQUIRE_FALSE(explanation.has_value());
  CHECK(explanation.error().pointer == "/spdx");
  CHECK_FALSE(
      explained_degree(facts, std::nullopt, AssetClass::patent, licence("MIT")).has_value());
}

TEST_CASE("the branch says what the licensee picks, each once and in the order of the text") {
  struct Row {
    std::string spdx, branch;
  };
  const auto rows = std::to_array<Row>({
      {"MIT", "MIT"},
      {"BUSL-1.1 OR MIT", "MIT"},
      {"MIT OR Apache-2.0", "Apache-2.0"},
      {"MIT AND MIT", "MIT"},
      {"(BUSL-1.1 OR MIT) AND ISC AND (MIT OR Elastic-2.0)", "MIT AND ISC"},
      {"(SSPL-1.0 OR JSON) AND LicenseRef-scancode-gemma-tou-2024-04-01",
       "JSON AND LicenseRef-scancode-gemma-tou-2024-04-01"},
      {"ISC OR BSD-3-Clause OR MIT", "ISC"},
      {"BUSL-1.1 OR GPL-2.0-only AND MIT WITH AdditionRef-ours OR mit and zlib", "MIT AND Zlib"},
      {"GPL-2.0-only with gcc-exception-2.0", "GPL-2.0-only WITH GCC-exception-2.0"},
      {"NONE", "NONE"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.spdx);
    CHECK(software(row.spdx).branch == row.branch);
  }
}

TEST_CASE("each level names the licence that brings it and the fact behind it") {
  const auto explanation = software("BUSL-1.1 AND Elastic-2.0 AND SSPL-1.0 WITH GCC-exception-3.1");
  CHECK(explanation.normal == "BUSL-1.1 AND Elastic-2.0 AND SSPL-1.0 WITH GCC-exception-3.1");
  CHECK(explanation.profile == Profile{{0, 12, 6, 0, 12, 8, 12, 24}});
  CHECK(brought_by(explanation, Dimension::access).empty());
  CHECK(brought_by(explanation, Dimension::use) == "BUSL-1.1");
  CHECK(brought_by(explanation, Dimension::modify) == "Elastic-2.0");
  CHECK(brought_by(explanation, Dimension::burden) == "Elastic-2.0");
  REQUIRE(explanation.facts.size() == 4);
  CHECK(explanation.facts[0].evidence == "read clause by clause");
  CHECK(explanation.facts[0].basis.find("NON-PRODUCTION") != std::string::npos);
  REQUIRE(explanation.facts[0].sources.size() == 1);
  CHECK(explanation.facts[0].sources[0].version == "degree-policy/1");
  CHECK(explanation.facts[3].of == "SSPL-1.0 WITH GCC-exception-3.1");
  // Use 0.09, modify 0.06, royalty 0.04, patents 0.02, burden 0.03, enclosable 0.02.
  CHECK(explanation.raw == Fraction{13, 50});
  CHECK(explanation.degree == Fraction{13, 50});
  CHECK(explanation.degree_ppm == Share::from_ppm(260'000));
}

TEST_CASE("facts name their source and its version") {
  struct Row {
    std::string spdx, evidence, source, version;
  };
  const auto rows = std::to_array<Row>({
      {"MIT", "permissions, conditions and limitations", "choosealicense", "licensee 9.15.2"},
      {"CC-BY-NC-4.0", "elements of Creative Commons in the identifier", "cc", "n/a"},
      {"LicenseRef-scancode-3com-microcode", "category of ScanCode: Permissive", "scancode",
       "b32930065192f3927eb957e22fdeee40cce4b197"},
      {"AAL", "open or free by anchor, the rest by category: Permissive", "spdx", "3.29.0"},
      {"3D-Slicer-1.0", "nobody has rated it: closed", "", ""},
      {"LicenseRef-ours", "closed: the terms do not state which text this name stands for", "", ""},
      {"NONE", "no licence is granted", "", ""},
      {"NOASSERTION", "nothing is said about a licence", "", ""},
  });
  for (const Row& row : rows) {
    CAPTURE(row.spdx);
    const auto explanation = software(row.spdx);
    REQUIRE(explanation.facts.size() == 1);
    CHECK(explanation.facts[0].evidence == row.evidence);
    REQUIRE(explanation.facts[0].sources.empty() == row.source.empty());
    if (row.source.empty()) continue;
    CHECK(explanation.facts[0].sources[0].id == row.source);
    const bool anchored = !explanation.facts[0].anchors.empty();
    const auto spdx = std::ranges::count(explanation.facts[0].sources, "spdx", &LicenceSource::id);
    if (anchored) CHECK(spdx == 1);
    CHECK(explanation.facts[0].sources[0].version.find(row.version) != std::string::npos);
  }
}

TEST_CASE("every line of the table has evidence that the explanation knows") {
  for (const LicenceLine& line : founding_licences().lines()) {
    if (line.kind == LicenceKind::exception) continue;
    CAPTURE(line.id);
    // This includes identifiers that are no terms of their own: an older asset may have them.
    const auto explanation = software(line.id);
    REQUIRE(explanation.facts.size() == 1);
    const bool closed = line.evidence == "none" || explanation.degree_ppm == kWhole;
    CHECK((closed || !explanation.facts[0].sources.empty()));
  }
}

TEST_CASE("an open gate, a closed access and an addition are told apart") {
  const auto open = software("MIT");
  CHECK(open.open);
  CHECK(open.raw == Fraction{3, 50});
  CHECK(open.degree == Fraction{0, 1});
  CHECK(open.raw_ppm == Share::from_ppm(60'000));
  CHECK(open.degree_ppm == Share{});
  Terms withheld = licence("MIT");
  withheld.source_withheld = true;
  const auto explanation = explained(AssetClass::software, withheld);
  CHECK_FALSE(explanation.open);
  CHECK(explanation.degree == Fraction{6, 25});
  CHECK(brought_by(explanation, Dimension::access) == "source withheld");
  CHECK(brought_by(explanation, Dimension::patents) == "MIT");
  const auto added = software("Apache-2.0 WITH AdditionRef-commons-clause");
  CHECK(brought_by(added, Dimension::use) == "Apache-2.0 WITH AdditionRef-commons-clause");
  CHECK(brought_by(added, Dimension::burden) == "Apache-2.0");
}

TEST_CASE("deprecated identifiers and what else could be picked are told") {
  const auto explanation = software("GPL-2.0+ AND Nunit OR BUSL-1.1 OR LicenseRef-ours");
  REQUIRE(explanation.deprecated.size() == 2);
  CHECK(explanation.deprecated[0].id == "GPL-2.0+");
  CHECK(explanation.deprecated[0].instead == "GPL-2.0-or-later");
  CHECK(explanation.deprecated[1].id == "Nunit");
  CHECK(explanation.deprecated[1].instead.empty());
  REQUIRE(explanation.alternatives.size() == 3);
  CHECK(explanation.alternatives[0].normal == "GPL-2.0+ AND Nunit");
  CHECK(explanation.alternatives[0].degree == Share{});
  CHECK(explanation.alternatives[1].degree == Share::from_ppm(190'000));
  CHECK(explanation.alternatives[2].raw == kWhole);
  CHECK(software("MIT AND (ISC OR Zlib)").alternatives.empty());
}

TEST_CASE("a commitment explains itself, and so does a trademark") {
  Terms promised;
  promised.form = TermsForm::commitment;
  promised.commitment = Commitment::frand;
  const auto patent = explained(AssetClass::patent, promised);
  CHECK(patent.branch == "frand");
  CHECK(patent.degree == Fraction{5, 8});
  CHECK(brought_by(patent, Dimension::royalty) == "frand");
  const auto trademark = explained(AssetClass::trademark, Terms{});
  CHECK(trademark.degree == Fraction{1, 1});
  CHECK(brought_by(trademark, Dimension::use) == "trademark");
}

}  // namespace
}  // namespace quitrent
