// SPDX-License-Identifier: EUPL-1.2
//
// Terms beside a licence: additions, later versions, recorded profiles.
#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "registry/title/licence_documents.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/degree/degree.hpp"
#include "tax/degree/explanation.hpp"
#include "tax/degree/licence_reader.hpp"
#include "tax/degree/versions.hpp"
#include "tests/tax/degree/licence_terms.hpp"

namespace quitrent {

using namespace tax;
namespace {

std::string software(std::string spdx) {
  const auto found =
      degree(founding_licences(), std::nullopt, AssetClass::software, licence(std::move(spdx)));
  return found ? to_text(*found) : found.error().what;
}

TEST_CASE("what stands behind WITH opens or closes as the rules say") {
  struct Row {
    std::string spdx, degree;
  };
  const auto rows = std::to_array<Row>({
      {"GPL-2.0-or-later WITH Classpath-exception-2.0", "0.000000"},
      // SSPL-1.0 is 0.095 with enclosable 0; 2/3 of 0.02 is added.
      {"SSPL-1.0 WITH GCC-exception-3.1", "0.108333"},
      {"BUSL-1.1 WITH GCC-exception-3.1", "0.190000"},
      {"LicenseRef-ours WITH GCC-exception-3.1", "1.000000"},
      {"MIT WITH AdditionRef-ours", "1.000000"},
      // Use 0.06, redistribution 0.045, royalty 0.02, burden 0.03, enclosable 0.02.
      {"Apache-2.0 WITH AdditionRef-commons-clause", "0.175000"},
      {"Apache-2.0 WITH AdditionRef-my-commons-clause-1.0", "0.175000"},
      {"Apache-2.0 WITH AdditionRef-COMMONS-CLAUSE", "1.000000"},
      {"Apache-2.0 WITH DocumentRef-a:AdditionRef-commons-clause", "1.000000"},
      // Elastic-2.0 is 0.19. Redistribution 0.045 is added; the rest was closed already.
      {"Elastic-2.0 WITH AdditionRef-commons-clause", "0.235000"},
      {"(Apache-2.0 WITH AdditionRef-commons-clause) OR BUSL-1.1", "0.175000"},
      {"DocumentRef-a:LicenseRef-scancode-3com-microcode", "1.000000"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.spdx);
    CHECK(software(row.spdx) == row.degree);
  }
}

/// A table with one family that becomes more open with its versions, and one that becomes more
/// closed.
LicenceTable table_of_families() {
  std::string text{founding_licences_tsv()};
  const auto add = [&text](const std::string& id, const std::string& use, const char* deprecated) {
    text += "licence\t" + id + "\t0\t" + use + "\t0\t0\t0\t0\t0\t0\tcurated\t\t\t" + deprecated +
            "\t\t" + id + '\n';
  };
  add("Fam-1.0", "24", "0");
  add("Fam-1.9", "12", "0");
  add("Fam-1.10-only", "6", "0");
  add("Fam-2.0", "0", "1");
  add("Fam-2.0-DE", "0", "0");
  add("Fam-Plus-9.0", "0", "0");
  add("Shut-1.0", "6", "0");
  add("Shut-2.0", "24", "0");
  auto read = read_licences(text);
  REQUIRE(read.has_value());
  return *std::move(read);
}

TEST_CASE("a + lets the licensee pick the version that is most open") {
  const LicenceTable table = table_of_families();
  const auto of = [&table](std::string spdx) {
    return to_text(*degree(table, std::nullopt, AssetClass::software, licence(std::move(spdx))));
  };
  // Only use is closed: 0.18 of a whole of 1.
  CHECK(of("Fam-1.0") == "0.180000");
  CHECK(of("Fam-1.0+") == "0.045000");
  CHECK(of("fam-1.9+") == "0.045000");
  CHECK(of("Fam-1.10-only+") == "0.045000");
  CHECK(of("Shut-1.0+") == "0.045000");
  CHECK(of("Shut-2.0+") == "0.180000");
  CHECK(of("Fam-1.0+ WITH AdditionRef-commons-clause") ==
        of("Fam-1.10-only WITH AdditionRef-commons-clause"));
  CHECK(software("BUSL-1.1+") == "0.190000");
  CHECK(software("MIT+") == "0.000000");
}

TEST_CASE("a family shares everything but its version") {
  struct Row {
    const char* id;
    std::vector<std::string> later;
  };
  const auto rows = std::to_array<Row>({
      {"MIT", {}},
      {"BSD-2-Clause", {}},
      {"MPL-1.1", {"MPL-2.0"}},
      {"Apache-1.0", {"Apache-1.1", "Apache-2.0"}},
      {"LPPL-1.2", {"LPPL-1.3a", "LPPL-1.3c"}},
      {"LPPL-1.3a", {"LPPL-1.3c"}},
      {"GPL-2.0", {"GPL-3.0-only", "GPL-3.0-or-later"}},
      {"GPL-2.0-only", {"GPL-3.0-only", "GPL-3.0-or-later"}},
      {"GFDL-1.2-no-invariants-only",
       {"GFDL-1.3-no-invariants-only", "GFDL-1.3-no-invariants-or-later"}},
      {"CC-BY-NC-3.0", {"CC-BY-NC-4.0"}},
      {"Unicode-DFS-2015", {"Unicode-DFS-2016"}},
  });
  for (const Row& row : rows) {
    CAPTURE(row.id);
    const LicenceLine* const line = founding_licences().licence(row.id);
    REQUIRE(line != nullptr);
    std::vector<std::string> later;
    for (const LicenceLine* const other : later_versions(founding_licences(), *line)) {
      later.push_back(other->id);
    }
    CHECK(later == row.later);
  }
}

TEST_CASE("a registrar's profile counts for references that the table does not know") {
  const DegreeFacts facts{.licences = founding_licences(),
                          .recorded = [](const LicenceDocument& stated) -> std::optional<Profile> {
                            const std::string& reference = stated.reference;
                            if (stated.digest != sha256("text")) return std::nullopt;
                            if (reference == "LicenseRef-scancode-3com-microcode") return kClosed;
                            if (!reference.ends_with("-ours")) return std::nullopt;
                            return Profile{{0, 12, 0, 0, 0, 0, 0, 0}};
                          }};
  struct Row {
    std::string spdx, degree;
  };
  const auto rows = std::to_array<Row>({{"LicenseRef-ours", "0.090000"},
                                        {"LicenseRef-scancode-ours", "0.090000"},
                                        {"DocumentRef-a:LicenseRef-ours", "0.090000"},
                                        {"LicenseRef-theirs", "1.000000"},
                                        {"LicenseRef-ours AND MIT", "0.150000"},
                                        {"LicenseRef-ours OR MIT", "0.000000"},
                                        {"MIT WITH AdditionRef-ours", "1.000000"},
                                        {"LicenseRef-scancode-3com-microcode", "0.000000"}});
  for (const Row& row : rows) {
    CAPTURE(row.spdx);
    Terms terms = licence(row.spdx);
    for (const char* const reference :
         {"DocumentRef-a:LicenseRef-ours", "LicenseRef-ours", "LicenseRef-scancode-ours"}) {
      state_document(terms, {.reference = reference, .digest = sha256("text")});
    }
    const auto found = degree(facts, std::nullopt, AssetClass::software, terms);
    REQUIRE(found.has_value());
    CHECK(to_text(*found) == row.degree);
  }
}

TEST_CASE("a registrar's profile counts only for the text that the terms state") {
  const DegreeFacts facts{.licences = founding_licences(),
                          .recorded = [](const LicenceDocument& stated) -> std::optional<Profile> {
                            if (stated.digest != sha256("text")) return std::nullopt;
                            return Profile{{0, 12, 0, 0, 0, 0, 0, 0}};
                          }};
  Terms terms = licence("LicenseRef-ours");
  const auto found = [&] { return *degree(facts, std::nullopt, AssetClass::software, terms); };
  CHECK(found() == kWhole);
  terms.documents = {{.reference = "LicenseRef-theirs", .digest = sha256("text")}};
  CHECK(found() == kWhole);
  terms.documents = {{.reference = "LicenseRef-ours", .digest = sha256("another text")}};
  CHECK(found() == kWhole);
  terms.documents = {{.reference = "LicenseRef-ours", .digest = sha256("text")}};
  CHECK(found() == Share::from_ppm(90'000));
  const auto explained = explained_degree(facts, std::nullopt, AssetClass::software, terms);
  REQUIRE(explained.has_value());
  CHECK(explained->degree_ppm == Share::from_ppm(90'000));
  const auto levels = levels_of(facts, AssetClass::software, terms);
  REQUIRE(levels.has_value());
  CHECK(levels->front().levels == OpennessLevels{0, 12, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("with the source withheld the licensee still picks what is least closed") {
  // MIT with closed access is 0.18 + 0.06. Apache-2.0 is 0.18 + 0.03 + 0.02, which is less.
  Terms terms = licence("MIT OR Apache-2.0");
  terms.source_withheld = true;
  const auto found = degree(founding_licences(), std::nullopt, AssetClass::software, terms);
  REQUIRE(found.has_value());
  CHECK(to_text(*found) == "0.230000");
}

}  // namespace
}  // namespace quitrent
