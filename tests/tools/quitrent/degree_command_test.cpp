// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/degree_command.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tax/degree/licences.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent {

using namespace tax;
namespace {

namespace fs = std::filesystem;

CommandAnswer answer(const std::vector<std::string>& words) {
  std::vector<const char*> pointers;
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return answer_degree(static_cast<int>(pointers.size()), pointers.data());
}

nlohmann::json json_of(std::vector<std::string> words) {
  words.insert(words.begin(), "--json");
  const CommandAnswer said = answer(words);
  REQUIRE_MESSAGE(said.exit_code == 0, said.fault);
  CHECK(said.fault.empty());
  CHECK(std::ranges::count(said.output, '\n') == 1);
  return nlohmann::json::parse(said.output);
}

/// A file that exists while a test runs.
class PassingFile {
 public:
  explicit PassingFile(const std::string& text)
      : path_{fs::temp_directory_path() / ("quitrent-degree-" + std::to_string(::getpid()))} {
    std::ofstream{path_, std::ios::binary} << text;
  }
  ~PassingFile() { fs::remove(path_); }
  PassingFile(const PassingFile&) = delete;
  PassingFile& operator=(const PassingFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

TEST_CASE("the version names the release of SPDX that is built in") {
  const CommandAnswer said = answer({"--version"});
  CHECK(said.exit_code == 0);
  CHECK(said.fault.empty());
  CHECK(said.output.find("\nlicences and exceptions: SPDX 3.29.0\n") != std::string::npos);
}

TEST_CASE("what is no terms of its own ends with 2 and what to write instead") {
  const CommandAnswer said = answer({"LicenseRef-scancode-ada-linking-exception"});
  CHECK(said.exit_code == 2);
  CHECK(said.fault.find("is an exception, no terms of its own") != std::string::npos);
  CHECK(answer({"BSD-3-Clause WITH PCRE2-exception"}).exit_code == 0);
}

TEST_CASE("what cannot be evaluated ends with 2 and one line") {
  const auto rows = std::to_array<std::vector<std::string>>({
      {},
      {""},
      {"--json", ""},
      {"--json", "GPL3"},
      {"MIT OR"},
      {"MIT\nOR ISC"},
      {"MIT", "OR", "ISC"},
      {"--clas", "software", "MIT"},
      {"--class", "song", "MIT"},
      {"--class", "trademark", "MIT"},
      {"--class", "patent", "MIT"},
      {"--schedule", "/nowhere/at/all.toml", "MIT"},
      {"--licences", "/nowhere/at/all.tsv", "MIT"},
      {"--licences", "/", "MIT"},
      {"--on", "yesterday", "MIT"},
      {"--assessment", "much", "MIT"},
      {"--assessment", "1000000000001", "MIT"},
      {"--class", "soft\nware", "MIT"},
      {std::string(100'000, '(')},
  });
  for (const std::vector<std::string>& words : rows) {
    CAPTURE(words.empty() ? "" : words.back().substr(0, 80));
    const CommandAnswer said = answer(words);
    CHECK(said.exit_code == 2);
    CHECK(said.output.empty());
    CHECK(said.fault.starts_with("quitrent degree: "));
    CHECK(std::ranges::count(said.fault, '\n') == 1);
    CHECK(said.fault.ends_with('\n'));
  }
}

TEST_CASE("a wrong word is told with what to write instead") {
  const PassingFile hidden{
      "title = \"a\\u202eb\"\n" +
      std::string{founding_schedule_toml()}.substr(founding_schedule_toml().find("currency"))};
  const auto rows = std::to_array<std::pair<std::vector<std::string>, std::string>>({
      {{"--clas", "software", "MIT"},
       "--clas is no flag of quitrent degree; did you mean --class?"},
      {{"--clas=software"}, "did you mean --class?"},
      {{"--colour", "MIT"}, "quitrent degree --help lists them"},
      {{"MIT", "OR", "ISC"}, "'OR' is one word too many; write what has spaces in quotes"},
      {{"--json=maybe", "MIT"}, "--json: 'maybe' is neither true nor false"},
      {{"--class", "foo", "MIT"},
       "'foo' is no class. Say patent, design, trademark, software, dataset, copyright or model."},
      {{"--class", "patent", "MIT"}, "'MIT' is no commitment, the terms of a patent. Say none, "},
      {{"--class", "design", "MIT"}, " or royalty-free."},
      {{"--licences", "/", "MIT"}, "/: is a folder, where a file is needed"},
      {{"--schedule", "/", "MIT"}, "/: is a folder, where a file is needed"},
      {{"--schedule", hidden.path(), "MIT"}, "nor controls of the direction of writing"},
  });
  for (const auto& [words, part] : rows) {
    const CommandAnswer said = answer(words);
    CAPTURE(said.fault);
    CHECK(said.exit_code == 2);
    CHECK(said.fault.find(part) != std::string::npos);
    CHECK(std::ranges::count(said.fault, '\n') == 1);
  }
}

TEST_CASE("all faults of a schedule are told, a line each") {
  std::string toml{founding_schedule_toml()};
  toml.replace(toml.find("\"2.5%\""), 6, "2.5");
  toml.insert(0, "colour = \"red\"\n");
  const PassingFile file{toml};
  const CommandAnswer said = answer({"--schedule", file.path(), "MIT"});
  CAPTURE(said.fault);
  CHECK(said.exit_code == 2);
  CHECK(std::ranges::count(said.fault, '\n') == 2);
  CHECK(said.fault.starts_with("quitrent degree: " + file.path() + ":1:1: "));
  CHECK(said.fault.find("\nquitrent degree: " + file.path() + ":") != std::string::npos);
}

TEST_CASE("JSON has the normal form, degree, raw degree and levels") {
  const auto json = json_of({"mit AND busl-1.1"});
  CHECK(json["normal"] == "MIT AND BUSL-1.1");
  CHECK(json["degree"] == "0.190000");
  CHECK(json["raw"] == "0.190000");
  CHECK(json["raw_exact"] == "19/100");
  CHECK(json["vector"]["A"] == "0/24");
  CHECK(json["vector"]["U"] == "12/24");
  CHECK(json["vector"].size() == 8);
  CHECK(json["weights"]["M"] == "0.240000");
  CHECK(json["causes"]["A"].is_null());
  CHECK(json["causes"]["U"] == "BUSL-1.1");
  CHECK(json["facts"][0]["sources"][0]["id"] == "choosealicense");
  CHECK(json["rate"].is_null());
  CHECK(json["steps"].empty());
  const auto work = json_of({"--class", "copyright", "CC-BY-NC-4.0 OR CC-BY-ND-4.0"});
  CHECK(work["branch"] == "CC-BY-NC-4.0");
  CHECK(work["degree"] == "0.287234");
  CHECK(work["alternatives"][1]["degree"] == "0.356383");
  CHECK(json_of({"--class", "patent", "frand"})["degree"] == "0.625000");
  CHECK(json_of({"--source-withheld", "MIT"})["degree"] == "0.240000");
  CHECK(json_of({"GPL-2.0"})["warnings"][0] ==
        "GPL-2.0 is deprecated; the list gives GPL-2.0-only");
}

TEST_CASE("a schedule gives the weights and the rate of a day") {
  std::string toml{founding_schedule_toml()};
  toml +=
      "\n[[degree.weights]]\nfrom = 2027-01-01\nclass = \"software\"\nA = \"0\"\nU = \"1\"\n"
      "M = \"0\"\nR = \"0\"\nY = \"0\"\nP = \"0\"\nB = \"0\"\nE = \"0\"\n";
  // [[degree.weights]] belongs to the last [[degree]], which stands before [[procedure]].
  const std::size_t weights = toml.find("\n[[degree.weights]]");
  const std::string part = toml.substr(weights);
  toml.erase(weights);
  toml.insert(toml.find("[[procedure]]"), part + '\n');
  const PassingFile file{toml};
  const auto of = [&file](const std::string& day) {
    return json_of({"--schedule", file.path(), "--on", day, "--assessment", "1000.00", "BUSL-1.1"});
  };
  CHECK(of("2026-12-31")["degree"] == "0.190000");
  CHECK(of("2026-12-31")["rate"] == "0.0095");
  CHECK(of("2026-12-31")["tax_per_year"] == "9.50");
  CHECK(of("2027-01-01")["degree"] == "0.500000");
  CHECK(of("2027-01-01")["rate"] == "0.025");
}

TEST_CASE("another table of licences takes the place of the program's own") {
  const std::string line = "licence\tOnly-1.0\t0\t24\t0\t0\t0\t0\t0\t0\tcurated\t\t\t0\t\tOnly\n";
  const PassingFile file{"#kind\tid\n" + line};
  CHECK(json_of({"--licences", file.path(), "only-1.0"})["degree"] == "0.180000");
  CHECK(answer({"--licences", file.path(), "MIT"}).exit_code == 2);
  const PassingFile broken{"licence\tOnly-1.0\n"};
  CHECK(answer({"--licences", broken.path(), "MIT"}).fault.find(":1: a line has 16 columns") !=
        std::string::npos);
}

TEST_CASE("without --json the same is said for people") {
  const CommandAnswer said = answer({"MIT OR BUSL-1.1"});
  CHECK(said.exit_code == 0);
  for (const std::string part :
       {"degree  0.000000", "raw     0.060000 = 3/50", "under BUSL-1.1: 0.190000",
        "P   8/24  0.060000  MIT", "choosealicense as vendored in licensee"}) {
    CAPTURE(part);
    CHECK(said.output.find(part) != std::string::npos);
  }
  CHECK(answer({"--help"}).output.find("--licences") != std::string::npos);
}

}  // namespace
}  // namespace quitrent
