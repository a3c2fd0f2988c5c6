// SPDX-License-Identifier: EUPL-1.2
//
// The terms of real packages beside degrees that another program reckoned from the same facts.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tax/degree/degree.hpp"

namespace quitrent {
namespace {

TEST_CASE("the terms of real packages have the degrees that another program found") {
  const char* const shared = std::getenv("QUITRENT_SHARED");  // NOLINT(concurrency-mt-unsafe)
  if (shared == nullptr) {
    MESSAGE("skipped: QUITRENT_SHARED names no folder of real records");
    return;
  }
  struct Row {
    const char* file;
    int packages, above_zero;
  };
  const auto rows =
      std::to_array<Row>({{"software_assets.ndjson", 590, 42}, {"npm_assets.ndjson", 25, 11}});
  for (const Row& row : rows) {
    CAPTURE(row.file);
    std::ifstream lines{std::filesystem::path{shared} / "realdata" / row.file};
    int packages = 0;
    int above_zero = 0;
    for (std::string line; std::getline(lines, line); ++packages) {
      const auto package = nlohmann::json::parse(line);
      Terms terms;
      terms.form = TermsForm::licence;
      terms.spdx = package.at("spdx").get<std::string>();
      CAPTURE(terms.spdx);
      const auto found = degree(founding_licences(), std::nullopt, AssetClass::software, terms);
      REQUIRE(found.has_value());
      CHECK(found->ppm() == package.at("degree_ppm_reference").get<std::int32_t>());
      above_zero += *found > Share{} ? 1 : 0;
    }
    CHECK(packages == row.packages);
    CHECK(above_zero == row.above_zero);
  }
}

}  // namespace
}  // namespace quitrent
