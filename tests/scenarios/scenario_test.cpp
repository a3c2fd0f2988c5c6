// SPDX-License-Identifier: EUPL-1.2
//
// Runs every *.scenario file below this folder, or those that the environment variable
// QUITRENT_SCENARIO names by a part of their path.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tests/folders.hpp"
#include "tests/scenarios/scene.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::scenarios;

namespace {

const std::filesystem::path kFolder{testing::source_folder() + "/tests/scenarios"};

std::vector<std::filesystem::path> scenario_files(std::string_view wanted) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{kFolder}) {
    if (entry.path().extension() != ".scenario") continue;
    if (entry.path().generic_string().contains(wanted)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

constexpr std::string_view opening =
    "scenario a trial\n"
    "at 2030-01-01  credit ana 1000.00\n"
    "at 2030-01-01  register A1 by ana patent assessed 36500.00 escrow 100.00\n";

}  // namespace

TEST_CASE("a scenario that is not so, or cannot be read, is reported with its line") {
  struct Row {
    const char* line;
    const char* report;
  };
  const auto rows = std::to_array<Row>({
      {"chekc state A1 active", "4: \"chekc\" begins no line: scenario, rule, at, note, check"},
      {"check state A1 delinquent", "4: state of A1 is active, not delinquent"},
      {"check available ana 900.01", "4: what ana has as available is 900.00, not 900.01"},
      {"check colour A1 red", "4: \"colour\" is nothing that can be checked"},
      {"check state A2 active", "4: no asset \"A2\" is registered"},
      {"check state A1", "4: the line ends where what is expected should be"},
      {"check state A1 active now", "4: cannot read on from \"now\""},
      {"at 2030-13-01 wait", "4: \"2030-13-01\" is neither a day nor an instant"},
      {"at 2029-12-31 wait", "4: time does not run backwards"},
      {"at 2030-01-02 steal A1 by ben", "4: nobody can \"steal\""},
      {"at 2030-01-02 credit ana lots", "4: \"lots\" is no amount"},
      {"at 2030-01-02 payout ana 900.01",
       "4: refused with insufficient-funds: The account holds 900.00, which does not suffice; "
       "credit it first."},
      {"at 2030-01-02 payout ana 900.00 ! insufficient-funds",
       "4: accepted instead of refused with insufficient-funds"},
      {"at 2030-01-02 payout ana 901.00 ! debt-outstanding",
       "4: refused with insufficient-funds instead of debt-outstanding: The account holds 900.00, "
       "which does not suffice; credit it first."},
      {"at 2030-01-02 payout ana 901.00 ! insufficient-funds available 0.00",
       "4: the refusal shows available as 900.00"},
      {"at 2030-01-02 hold A1 until 2030-01-05 as H1", "nothing"},
      {"at 2030-01-02 lift A1", "4: it needs to be said which hold is lifted: \"named\""},
      {"at 2030-01-02 lift A1 named H2", "4: nothing was recorded as \"H2\""},
      {"at 2030-01-02 release A1 by ana",
       "4: refused with not-found: There is no such lien on this asset."},
      {"check terms A1 as-noted", "4: no terms of A1 were noted"},
      {"check licence A1 ben exclusive", "4: the licence of ben to A1 is none, not exclusive"},
      {"check title A1 1 by purchase", "4: A1's last cause is registration, not purchase"},
      {"check held-until A1 2030-01-05", "4: held-until of A1 is never, not 2030-01-05T00:00:00Z"},
      {"check beneficiary treasury 1.00", "4: what treasury has is 0.00, not 1.00"},
      {"at 2030-01-02 terms A1 by ana commitment pledge", "4: no commitment \"pledge\""},
      {"at 2030-01-02 terms A1 by ana commitment frand\ncheck degree A1 0.625001",
       "5: degree of A1 is 0.625000, not 0.625001"},
      {"at 2030-01-02 contest A1 by ana as C1\ncheck contests A1 0",
       "5: contests of A1 is 1, not 0"},
      {"at 2030-01-02 decide A1 rejected",
       "4: it needs to be said which contest is decided: \"named\""},
      {"at 2030-01-02 register A2 by ana software licence MIT from A1 as child assessed 1.00",
       "4: no relation \"child\""},
      {"rule cover 1d", "4: a rule after the first \"at\" was never published"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const auto failure = failure_of("x.scenario", std::string{opening} + row.line + '\n');
    const std::string expected{row.report};
    CHECK(failure.value_or("nothing") == (expected == "nothing" ? "" : "x.scenario:") + expected);
  }
  CHECK(failure_of("x", "at 2030-01-01 wait\n").value_or("") ==
        "x:1: \"at\" stands where \"scenario\" should be");
  CHECK(failure_of("x", "scenario nothing happens\n").value_or("") ==
        "x:1: nothing has happened yet: an \"at\" line comes first");
}

TEST_CASE("every scenario plays as it is written") {
  const char* const named = std::getenv("QUITRENT_SCENARIO");  // NOLINT(concurrency-mt-unsafe)
  const std::string wanted{named == nullptr ? "" : named};
  const auto files = scenario_files(wanted);
  REQUIRE_MESSAGE(!files.empty(), "no scenario is named like ", wanted);
  if (wanted.empty()) CHECK(files.size() >= 190);
  for (const auto& file : files) {
    const std::string name = "tests/scenarios/" + file.lexically_relative(kFolder).generic_string();
    if (!wanted.empty()) MESSAGE("plays ", name);
    const auto failure = failure_of(name, testing::file_text(file));
    CHECK_MESSAGE(!failure.has_value(), failure.value_or(""));
  }
}

TEST_CASE("every scenario stands in the folder of a chapter") {
  for (const auto& file : scenario_files("")) {
    const std::string folder = file.parent_path().filename().string();
    CAPTURE(file);
    CHECK(folder.size() > 3);
    CHECK(folder.substr(0, 3) >= "01_");
    CHECK(folder.substr(0, 3) <= "12_");
  }
}
