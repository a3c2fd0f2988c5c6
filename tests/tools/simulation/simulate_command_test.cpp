// SPDX-License-Identifier: EUPL-1.2
//
// The program on a kept register of 480 entries: what it refuses, and that what it prints adds up.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "registry/vocabulary/money.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/api/server/program.hpp"
#include "tests/folders.hpp"

namespace quitrent::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kPatentRate = "brackets = [{ above = \"0\", rate = \"2.5%\" }]";

/// A folder with the register and two schedules.
struct SimulationScene {
  Folder folder;
  std::string database = folder / "register.db";
  std::string founding = folder.put("old.toml", std::string{tax::founding_schedule_toml()});
  std::string reform = folder.put("new.toml", reform_text());

  SimulationScene() { fs::copy_file(source_folder() + "/tests/formats/4574b52/real.db", database); }
  /// Patents and copyright pay 3.3%, with a second bracket.
  static std::string reform_text() {
    std::string text{tax::founding_schedule_toml()};
    for (std::size_t at = text.find(kPatentRate); at != std::string::npos;
         at = text.find(kPatentRate, at)) {
      text.replace(at, kPatentRate.size(),
                   "brackets = [{ above = \"0\", rate = \"3.3%\" }, { above = \"1000\", rate = "
                   "\"1.7%\" }]");
    }
    return text;
  }
  Ended simulate(std::vector<std::string> more) const {
    std::vector<std::string> words{"policy", "simulate", "--register", database};
    words.insert(words.end(), more.begin(), more.end());
    return ran(words);
  }
};

std::string text_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// An amount with a sign, in µ.
std::int64_t micro_of(std::string text) {
  std::erase(text, ',');
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.erase(0, 1);
  const auto money = parse_money(text);
  REQUIRE(money);
  return negative ? -money->micro() : money->micro();
}

/// The text between the tags of an element that begins at or after `at`; moves `at` behind it.
std::string element(const std::string& html, std::string_view name, std::size_t& at) {
  at = html.find('<' + std::string{name}, at);
  if (at == std::string::npos) return {};
  const std::size_t begin = html.find('>', at) + 1;
  const std::size_t end = html.find("</" + std::string{name} + '>', begin);
  at = end;
  return html.substr(begin, end - begin);
}

/// The cells of every row of the table in a section of the page.
std::vector<std::vector<std::string>> rows_on_page(const std::string& html,
                                                   const std::string& section) {
  std::size_t at = html.find("<section id=\"" + section + '"');
  REQUIRE(at != std::string::npos);
  const std::string body = element(html, "tbody", at);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t row_at = 0;;) {
    const std::string row = element(body, "tr", row_at);
    if (row_at == std::string::npos) return rows;
    std::vector<std::string>& cells = rows.emplace_back();
    for (std::size_t cell_at = 0;;) {
      const std::string cell = element(row, "td", cell_at);
      if (cell_at == std::string::npos) break;
      cells.push_back(cell);
    }
  }
}

TEST_CASE("what cannot be simulated ends with 2 and says why") {
  const SimulationScene scene;
  struct Row {
    std::vector<std::string> words;
    const char* about;
  };
  const std::string broken = scene.folder.put("broken.toml", "title = 5\n");
  const std::string dollars = scene.folder.put("dollars.toml", [] {
    std::string text{tax::founding_schedule_toml()};
    return text.replace(text.find("EUR"), 3, "USD");
  }());
  const std::vector<Row> rows{
      {{}, "--reform"},
      {{"--reform", scene.folder / "none.toml"}, "none.toml: cannot be read"},
      {{"--reform", broken}, "broken.toml:1:"},
      {{"--reform", dollars}, "its currency is USD, and the baseline's is EUR"},
      {{"--reform", scene.reform, "--from", "2027-13-01"}, "must be a day"},
      {{"--reform", scene.reform, "--from", "2027-01-02", "--to", "2027-01-02"}, "is empty"},
      {{"--reform", scene.reform, "--discount", "0%,1%,2%"}, "rates above 0"},
      {{"--reform", scene.reform, "--discount", "8%,5%,3%"}, "none below the one before"},
      {{"--reform", scene.reform, "--htm", "x"}, "did you mean --html?"},
      {{"--reform", scene.reform, "--html", scene.reform}, "is read by this command"},
      {{"--reform", scene.reform, "--html", scene.folder / "no/page.html"}, "cannot be written"}};
  for (const Row& row : rows) {
    const Ended ended = scene.simulate(row.words);
    CAPTURE(row.about);
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    CHECK(ended.errors.contains(row.about));
  }
  CHECK(
      ran({"policy", "simulate", "--register", scene.folder / "none.db", "--reform", scene.reform})
          .exit_code == 2);
}

TEST_CASE("the program changes no byte of the register") {
  const SimulationScene scene;
  const std::string before = text_of(scene.database);
  CHECK(scene.simulate({"--reform", scene.reform}).exit_code == 0);
  CHECK(text_of(scene.database) == before);
}

TEST_CASE("a reform that is the baseline shows 0 everywhere") {
  const SimulationScene scene;
  const Ended ended =
      scene.simulate({"--reform", scene.founding, "--baseline", scene.founding, "--json"});
  REQUIRE(ended.exit_code == 0);
  const Json result = Json::parse(ended.out).at("result");
  CHECK(result.at("difference") == "0.00");
  CHECK(result.at("baseline") == result.at("reform"));
  CHECK(result.at("winners").at("assets") == 0);
  CHECK(result.at("losers").at("assets") == 0);
  CHECK(result.at("unmoved").empty());
  for (const char* const table :
       {"by_class", "by_degree", "by_decile", "by_holder_size", "by_licence"}) {
    for (const Json& row : result.at(table)) CHECK(row.at("difference") == "0.00");
  }
  for (const Json& one : result.at("delinquencies")) CHECK(one.at("newly") == 0);
  for (const Json& one : result.at("behaviour").at("redeclared")) {
    CHECK(one.at("revenue") == result.at("baseline"));
  }
}

TEST_CASE("the headline of the page is the sum of the rows of every table of groups") {
  const SimulationScene scene;
  const std::string page = scene.folder / "page.html";
  REQUIRE(scene.simulate({"--reform", scene.reform, "--html", page}).exit_code == 0);
  const std::string html = text_of(page);
  std::size_t at = html.find("class=\"value\"");
  REQUIRE(at != std::string::npos);
  at = html.rfind('<', at);
  const std::int64_t headline = micro_of(element(html, "dd", at));
  CHECK(headline != 0);
  constexpr std::size_t kDifference = 5;
  for (const char* const section :
       {"by_class", "by_degree", "by_decile", "by_holder_size", "by_licence"}) {
    CAPTURE(section);
    const auto rows = rows_on_page(html, section);
    REQUIRE(rows.size() >= 2);
    std::int64_t sum = 0;
    for (std::size_t row = 0; row + 1 < rows.size(); ++row) {
      sum += micro_of(rows[row][kDifference]);
    }
    CHECK(sum == headline);
    CHECK(micro_of(rows.back()[kDifference]) == headline);
  }
}

TEST_CASE("the page needs no network and no script, and says where it comes from") {
  const SimulationScene scene;
  const std::string page = scene.folder / "page.html";
  const Ended ended = scene.simulate({"--reform", scene.reform, "--html", page, "--json"});
  REQUIRE(ended.exit_code == 0);
  const std::string html = text_of(page);
  for (const char* const word : {"<script", "<link", "<img", "@import", "url(", "src=", "href="}) {
    CAPTURE(word);
    CHECK(!html.contains(word));
  }
  const Json provenance = Json::parse(ended.out).at("provenance");
  CHECK(provenance.at("sequence") == "480");
  for (const char* const name :
       {"register_digest", "baseline_digest", "reform_digest", "program"}) {
    CAPTURE(name);
    CHECK(html.contains(provenance.at(name).get<std::string>()));
  }
}

TEST_CASE("the command in the provenance makes the same result again") {
  const SimulationScene scene;
  const Ended first = scene.simulate({"--reform", scene.reform, "--opening", "1%,2%,3%", "--json"});
  REQUIRE(first.exit_code == 0);
  std::string command = Json::parse(first.out).at("provenance").at("command");
  const std::string_view program = "quitrent ";
  REQUIRE(command.starts_with(program));
  std::vector<std::string> words{""};
  for (const char letter : command.substr(program.size())) {
    if (letter == ' ') {
      words.emplace_back();
    } else {
      words.back() += letter;
    }
  }
  words.emplace_back("--json");
  CHECK(ran(words).out == first.out);
}

TEST_CASE("every table is written as CSV, with its provenance and rows that sum to the headline") {
  const SimulationScene scene;
  const std::string folder = scene.folder / "tables";
  const Ended ended = scene.simulate({"--reform", scene.reform, "--csv", folder, "--json"});
  REQUIRE(ended.exit_code == 0);
  const Json result = Json::parse(ended.out).at("result");
  for (const char* const name : {"by_class", "by_licence", "winners", "losers", "covers", "rates",
                                 "revenue_curve", "redeclared", "unmoved"}) {
    CAPTURE(name);
    const std::string text = text_of(folder + '/' + name + ".csv");
    CHECK(text.contains("# reform_digest: sha256:"));
    CHECK(text.contains("# command: quitrent policy simulate"));
  }
  const std::string last_row = text_of(folder + "/by_class.csv");
  std::string difference = result.at("difference");
  if (!difference.starts_with('-')) difference.insert(0, 1, '+');
  CHECK(last_row.substr(last_row.find("\nsum,")).contains(difference));
}

}  // namespace
}  // namespace quitrent::testing
