// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/degree.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "tax/degree/licence_reader.hpp"
#include "tests/tax/degree/licence_terms.hpp"

namespace quitrent {

using namespace tax;
namespace {

Terms commitment(Commitment promised) {
  Terms terms;
  terms.form = TermsForm::commitment;
  terms.commitment = promised;
  return terms;
}

std::string degree_text(AssetClass asset_class, const Terms& terms) {
  const auto found = degree(founding_licences(), std::nullopt, asset_class, terms);
  return found ? to_text(*found) : found.error().what;
}

TEST_CASE("what cannot be read is refused, never guessed") {
  const auto rows = std::to_array<std::string>({
      "",
      "MIT OR",
      "Classpath-exception-2.0",
      "GPL3",
      "Mit-license",
      "none",
      "licenseref-Commercial",
      "LicenseRef-a_b",
      "AdditionRef-a",
      std::string("MIT\0", 4),
      std::string(2'001, 'a'),
      "LicenseRef-" + std::string(1'990, 'a'),
  });
  for (const std::string& spdx : rows) {
    CAPTURE(spdx);
    const auto found =
        degree(founding_licences(), std::nullopt, AssetClass::software, licence(spdx));
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().pointer == "/spdx");
    CHECK(found.error().what.starts_with("Column "));
    CHECK(found.error().what.ends_with('.'));
    CHECK(found.error().what.size() < 300);
    CHECK_FALSE(normal_form(founding_licences(), spdx).has_value());
  }
}

TEST_CASE("later terms, and terms of the wrong form, are refused") {
  Terms dated = licence("BUSL-1.1");
  dated.then.push_back({"Apache-2.0", Instant::from_seconds(1)});
  const auto later = degree(founding_licences(), std::nullopt, AssetClass::software, dated);
  REQUIRE_FALSE(later.has_value());
  CHECK(later.error().pointer == "/then");
  struct Row {
    AssetClass asset_class;
    Terms terms;
  };
  const auto rows = std::to_array<Row>({{AssetClass::patent, licence("MIT")},
                                        {AssetClass::software, commitment(Commitment::none)},
                                        {AssetClass::software, Terms{}},
                                        {AssetClass::trademark, licence("MIT")},
                                        {AssetClass::design, Terms{}}});
  for (const Row& row : rows) {
    CHECK_FALSE(degree(founding_licences(), std::nullopt, row.asset_class, row.terms).has_value());
  }
}

TEST_CASE("the degrees that the rules name come out") {
  struct Row {
    AssetClass asset_class;
    std::string spdx, degree;
  };
  const auto rows = std::to_array<Row>({
      {AssetClass::software, "MIT", "0.000000"},
      {AssetClass::software, "Apache-2.0", "0.000000"},
      {AssetClass::software, "GPL-3.0-only", "0.000000"},
      {AssetClass::copyright, "CC-BY-SA-4.0", "0.000000"},
      {AssetClass::software, "Elastic-2.0", "0.190000"},
      {AssetClass::software, "BUSL-1.1", "0.190000"},
      {AssetClass::software, "PolyForm-Noncommercial-1.0.0", "0.260000"},
      {AssetClass::copyright, "CC-BY-NC-4.0", "0.287234"},
      {AssetClass::copyright, "CC-BY-ND-4.0", "0.356383"},
      {AssetClass::copyright, "CC-BY-NC-ND-4.0", "0.590426"},
      {AssetClass::dataset, "CC-BY-NC-4.0", "0.287234"},
      {AssetClass::software, "LicenseRef-Commercial", "1.000000"},
      {AssetClass::software, "LicenseRef-.amazon.com.-AmznSL-1.0", "1.000000"},
      {AssetClass::software, "LicenseRef-scancode-nobody-knows-this", "1.000000"},
      {AssetClass::software, "LicenseRef-scancode-3com-microcode", "0.000000"},
      {AssetClass::software, "LicenseRef-SCANCODE-3com-microcode", "1.000000"},
      {AssetClass::model, "LicenseRef-scancode-bigscience-open-rail-m", "0.095000"},
      {AssetClass::software, "NONE", "1.000000"},
      {AssetClass::software, "NOASSERTION", "1.000000"},
      {AssetClass::software, "GPL-2.0", "0.000000"},
      {AssetClass::software, "3D-Slicer-1.0", "1.000000"},
      {AssetClass::software, "GPL-3.0-only OR LicenseRef-Commercial", "0.000000"},
      {AssetClass::software, "MIT AND LicenseRef-Commercial", "1.000000"},
      {AssetClass::software, "MIT OR BUSL-1.1", "0.000000"},
      {AssetClass::software, "MIT AND BUSL-1.1", "0.190000"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.spdx);
    CHECK(degree_text(row.asset_class, licence(row.spdx)) == row.degree);
  }
}

TEST_CASE("source that is withheld closes access whatever the licence says") {
  struct Row {
    std::string spdx, degree;
  };
  // MIT: access 0.18, patents and burden a third of 0.06 each, enclosable 0.02.
  const auto rows = std::to_array<Row>(
      {{"MIT", "0.240000"}, {"0BSD", "0.220000"}, {"LicenseRef-Commercial", "1.000000"}});
  for (const Row& row : rows) {
    CAPTURE(row.spdx);
    Terms terms = licence(row.spdx);
    terms.source_withheld = true;
    CHECK(degree_text(AssetClass::software, terms) == row.degree);
  }
}

TEST_CASE("a commitment has the degree of the rules, for patents and designs alike") {
  struct Row {
    Commitment promised;
    std::string degree;
  };
  const auto rows = std::to_array<Row>({{Commitment::none, "1.000000"},
                                        {Commitment::exclusive, "1.000000"},
                                        {Commitment::frand, "0.625000"},
                                        {Commitment::licence_of_right, "0.500000"},
                                        {Commitment::limited_pledge, "0.475000"},
                                        {Commitment::open_pool, "0.300000"},
                                        {Commitment::open_source_pledge, "0.262500"},
                                        {Commitment::rand_z, "0.225000"},
                                        {Commitment::defensive_pledge, "0.187500"},
                                        {Commitment::royalty_free, "0.000000"}});
  static_assert(rows.size() == kCommitments.size());
  for (const Row& row : rows) {
    CAPTURE(to_text(row.promised));
    CHECK(degree_text(AssetClass::patent, commitment(row.promised)) == row.degree);
    CHECK(degree_text(AssetClass::design, commitment(row.promised)) == row.degree);
  }
  CHECK(degree_text(AssetClass::trademark, Terms{}) == "1.000000");
}

TEST_CASE("every licence that the OSI approves is free in every class of works") {
  int approved = 0;
  for (const LicenceLine& line : founding_licences().lines()) {
    if (line.kind != LicenceKind::licence) continue;
    CAPTURE(line.id);
    for (const AssetClass asset_class : kAssetClasses) {
      if (terms_form(asset_class) != TermsForm::licence) continue;
      const auto found = degree(founding_licences(), std::nullopt, asset_class, licence(line.id));
      REQUIRE(found.has_value());
      if (line.anchors.starts_with("OSI")) CHECK(*found == Share{});
    }
    if (line.anchors.starts_with("OSI")) ++approved;
  }
  CHECK(approved > 100);
}

TEST_CASE("the weights of a schedule go before those of the table") {
  Weights use;
  use.shares[static_cast<std::size_t>(Dimension::use)] = Share::from_ppm(1);
  const auto weighed = [&](std::string spdx) {
    return degree(founding_licences(), use, AssetClass::software, licence(std::move(spdx)));
  };
  CHECK(weighed("BUSL-1.1") == Share::from_ppm(500'000));
  CHECK(weighed("Elastic-2.0") == Share::from_ppm(333'333));
  CHECK(weighed("MIT") == Share{});
  // A dimension without weight prevents no degree of 0: this licence forbids changes, but only use
  // and burden count.
  use.shares[static_cast<std::size_t>(Dimension::burden)] = Share::from_ppm(1);
  CHECK(weighed("CC-BY-ND-4.0") == Share{});
  CHECK(weighed("CC-BY-NC-4.0") == Share::from_ppm(625'000));
}

TEST_CASE("a degree is rounded half up once") {
  Profile profile;
  profile.levels = {1, 0, 0, 0, 0, 0, 0, 0};
  struct Row {
    std::int32_t access, patents, degree;
  };
  // access / (24 x (access + patents)), in ppm.
  const auto rows = std::to_array<Row>({{1'000'000, 0, 41'667},  // 41'666.67
                                        {1'000'000, 1'000'000, 20'833},
                                        {3, 999'997, 0},   // 0.125
                                        {12, 999'988, 1},  // exactly a half
                                        {11, 999'989, 0}});
  for (const Row& row : rows) {
    CAPTURE(row.access);
    Weights weights;
    weights.shares[0] = Share::from_ppm(row.access);
    weights.shares[5] = Share::from_ppm(row.patents);
    CHECK(profile_degree(profile, weights).ppm() == row.degree);
  }
}

TEST_CASE("a table with a fault is refused with its line") {
  const std::string sound{founding_licences_tsv()};
  const auto altered = [&](std::string_view old, std::string_view by) {
    std::string text = sound;
    const std::size_t position = text.find(old);
    REQUIRE(position != std::string::npos);
    return text.replace(position, old.size(), by);
  };
  struct Row {
    std::string text;
    int line;  // 0: at the end of the text
    std::string what;
  };
  const auto rows = std::to_array<Row>({
      {altered("weights\tpatent\t0", "weight\tpatent\t0"), 3, "unknown kind \"weight\""},
      {altered("weights\tpatent\t0", "weights\tsong\t0"), 3, "unknown class \"song\""},
      {altered("weights\tpatent\t0", "weights\tdesign\t0"), 4,
       "the weights of a class are there twice"},
      {altered("weights\tpatent\t0", "weights\tpatent\t1000001"), 3,
       "a weight is a whole number of 0 to 1000000"},
      {altered("0\t200000\t150000\t150000\t400000\t0\t0\t100000", "0\t0\t0\t0\t0\t0\t0\t0"), 3,
       "all weights are 0"},
      {altered("commitment\tnone\t0\t24", "commitment\tnone\t0\t25"), 9,
       "a level is a whole number of 0 to 24"},
      {altered("commitment\tnone", "commitment\tmaybe"), 9, "unknown commitment \"maybe\""},
      {altered("commitment\tnone", "commitment\tfrand"), 11, "a commitment is there twice"},
      {altered("commitment\tnone", "#commitment\tnone"), 0, "commitment none is missing"},
      {altered("weights\tmodel", "#weights\tmodel"), 0, "the weights of model are missing"},
      {altered("licence\t0BSD\t0", "licence\t0BSD\tx"), -1, "a level is a whole number of 0 to 24"},
      {altered("licence\t0BSD\t0", "licence\t0BSD\t"), -1, "a level is a whole number of 0 to 24"},
      {altered("licence\t0BSD\t0", "licence\tMIT\t0"), 0, "\"MIT\" is there twice"},
      {altered("licence\t0BSD\t0", "licence\t0BSD"), -1,
       "a line has 16 columns with tabs between them"},
      {altered("licence\t0BSD\t0", "licence\t\t0"), -1, "a line without an identifier"},
      {altered("source\tcc\t", "source\t\t"), -1, "a line without an identifier"},
      {altered("source\tcc\t", "source\tspdx\t"), 0, "\"spdx\" is there twice"},
      {altered("basis\tJSON", "basis\tSONG"), 0, "the basis of \"SONG\" has no line"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const auto read = read_licences(row.text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().what == row.what);
    if (row.line > 0) CHECK(read.error().line == row.line);
  }
}

}  // namespace
}  // namespace quitrent
