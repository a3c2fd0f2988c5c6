// SPDX-License-Identifier: EUPL-1.2
//
// The terms of real packages, compared with degrees that another program computed from the same
// facts.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tax/degree/degree.hpp"
#include "tests/folders.hpp"
#include "tests/tax/degree/licence_terms.hpp"

namespace quitrent {

using namespace tax;
namespace {

TEST_CASE("what the list says is approved by the OSI is free, and no identifier of it is missing") {
  const auto shared = testing::real_records();
  if (!shared) return;
  std::ifstream file{*shared / "licences" / "licences_registry.json"};
  const auto facts = nlohmann::json::parse(file);
  int approved = 0;
  for (const auto& [id, fact] : facts.at("licences").items()) {
    CAPTURE(id);
    for (const AssetClass asset_class : {AssetClass::software, AssetClass::copyright}) {
      const auto found = degree(founding_licences(), std::nullopt, asset_class, licence(id));
      REQUIRE(found.has_value());
      if (fact.at("osi_approved") == true) CHECK(*found == Share{});
    }
    approved += fact.at("osi_approved") == true ? 1 : 0;
  }
  CHECK(approved == 149);
  for (const auto& [id, fact] : facts.at("exceptions").items()) {
    CAPTURE(id);
    CHECK(normal_form(founding_licences(), "MIT WITH " + id).value_or("") == "MIT WITH " + id);
  }
  for (const auto& [id, fact] : facts.at("licence_refs").items()) {
    CAPTURE(id);
    CHECK(founding_licences().reference(id) != nullptr);
  }
}

TEST_CASE("the terms of real packages have the degrees that another program found") {
  const auto shared = testing::real_records();
  if (!shared) return;
  struct Row {
    const char* file;
    int packages, above_zero;
  };
  const auto rows =
      std::to_array<Row>({{"software_assets.ndjson", 590, 42}, {"npm_assets.ndjson", 25, 11}});
  for (const Row& row : rows) {
    CAPTURE(row.file);
    std::ifstream lines{*shared / "realdata" / row.file};
    int packages = 0;
    int above_zero = 0;
    for (std::string line; std::getline(lines, line); ++packages) {
      const auto package = nlohmann::json::parse(line);
      const Terms terms = licence(package.at("spdx").get<std::string>());
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
