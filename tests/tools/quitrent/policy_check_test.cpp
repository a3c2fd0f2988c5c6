// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_check.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tax/schedule/founding.hpp"
#include "tax/schedule/parameters.hpp"
#include "tests/folders.hpp"
#include "tests/tools/quitrent/policy_files.hpp"
#include "tools/quitrent/policy_schema.hpp"

namespace quitrent {
namespace {

using testing::policy;

std::string sample(const std::string& name) {
  return testing::file_text(testing::source_folder() + "/tests/tax/schedule/" + name);
}

std::string without(std::string text, const std::string& old, const std::string& by = "") {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), by);
}

TEST_CASE("wrong flags and files that cannot be read end with 2 and a line") {
  const testing::PassingFolder folder;
  const std::string sound = folder.file("sound.toml", sample("sound_schedule.toml"));
  std::string comment;
  comment.resize(10'000'000, '#');
  const std::string large = folder.file("large.toml", comment);
  const std::string binary = folder.file("binary.toml", std::string("a\0b", 3));
  const std::string broken = folder.file("broken.toml", "title = 1\n");
  struct Row {
    std::vector<std::string> words;
    std::string fault;
  };
  const auto rows = std::to_array<Row>({
      {{}, "quitrent policy: which command? quitrent policy --help lists them\n"},
      {{"chek"},
       "quitrent policy: there is no command 'chek'; quitrent policy --help lists them\n"},
      {{"check"},
       "quitrent policy check: which file? Name a schedule, or a charter with --charter\n"},
      {{"check", sound + "x"}, "quitrent policy check: " + sound + "x: cannot be read\n"},
      {{"check", large},
       "quitrent policy check: " + large +
           ": is larger than 64 KiB, the most that a register takes\n"},
      {{"check", binary}, "quitrent policy check: " + binary + ": holds a NUL: it is no text\n"},
      {{"check", sound, "--effective", "soon"},
       "quitrent policy check: --effective is no day, such as 2026-01-01\n"},
      {{"check", sound, "--against", broken},
       "quitrent policy check: " + broken + ":1:1: the schedule lacks \"currency\"\n"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.fault);
    const CommandAnswer answer = policy(row.words);
    CHECK(answer.exit_code == 2);
    CHECK(answer.output.empty());
    CHECK(answer.fault.starts_with(row.fault));
  }
  CHECK(policy({"check", "--chartr", "x"}).fault.contains("--charter"));
}

TEST_CASE("a sound schedule ends with 0, and advice does not count") {
  const testing::PassingFolder folder;
  const std::string sound = folder.file("sound.toml", sample("sound_schedule.toml"));
  const CommandAnswer answer = policy({"check", sound});
  CHECK(answer.exit_code == 0);
  CHECK(answer.output == "0 errors, 0 warnings, 0 advice\n");
  const std::string rising =
      folder.file("rising.toml", without(sample("sound_schedule.toml"), "\"2.5%\"", "\"3.1%\""));
  CHECK(policy({"check", rising}).exit_code == 0);
  CHECK(policy({"check", rising}).output.ends_with("0 errors, 0 warnings, 1 advice\n"));
  const std::string founding =
      folder.file("founding.toml", std::string{tax::founding_schedule_toml()});
  CHECK(policy({"check", founding}).exit_code == 0);
}

TEST_CASE("findings of schedule and charter come in one pass, with file, line and column") {
  const testing::PassingFolder folder;
  const std::string file =
      folder.file("f.toml", without(without(sample("sound_schedule.toml"), "\"3.5%\"", "\"30\""),
                                    "reference", "refrence"));
  const std::string charter =
      folder.file("c.toml", without(sample("sound_charter.toml"), "\"1d\"", "1d"));
  const CommandAnswer answer = policy({"check", file, "--charter", charter});
  CHECK(answer.exit_code == 1);
  CHECK(answer.fault.empty());
  CHECK(answer.output ==
        charter +
            ":4:22: error: not TOML: text stands in quotes: write notice_of_decrease = \"1d\"\n" +
            file +
            ":12:3: error: [[class.scale]] takes no \"refrence\"; did you mean \"reference\"?\n" +
            file +
            ":15:37: error: \"rate\" is not a percentage such as \"2.5%\"; did you mean \"30%\"?\n"
            "3 errors, 0 warnings, 0 advice\n");
  const auto json = nlohmann::json::parse(policy({"check", "--json", file}).output);
  CHECK(json["errors"] == 2);
  CHECK(json["compared"] == true);
  CHECK(json["findings"][0]["file"] == file);
  CHECK(json["findings"][0]["line"] == 12);
  CHECK(json["findings"][0]["column"] == 3);
  CHECK(json["findings"][0]["severity"] == "error");
  const CommandAnswer against =
      policy({"check", file, "--against",
              folder.file("a.toml", std::string{tax::founding_schedule_toml()})});
  CHECK(against.exit_code == 1);
  CHECK(against.output.contains(file + ": not compared with "));
}

TEST_CASE("a schedule is compared with the one that it follows") {
  const testing::PassingFolder folder;
  std::string text = without(sample("sound_schedule.toml"), "2028-01-01", "2027-12-31");
  const std::string before = folder.file("a.toml", without(text, "effective = 2027-07-01\n"));
  const std::string next = folder.file("b.toml", without(text, "{ above = \"0\", rate = \"5%\"",
                                                         "{ above = \"0\", rate = \"6.1%\""));
  const CommandAnswer answer = policy({"check", next, "--against", before});
  CHECK(answer.exit_code == 1);
  CHECK(
      answer.output.contains("the effective rate of class \"software\" above 0 at degree 1 goes "
                             "from 5% to 6.1% on 2027-07-01"));
  // With a later day of approval, the notice is too short as well.
  CHECK(policy({"check", next, "--against", before, "--approved", "2027-06-02"})
            .output.contains("(notice_of_increase)"));
}

TEST_CASE(
    "the schema for editors has every parameter, and nothing that drafts 4 and 7 do not share") {
  const auto schema = nlohmann::json::parse(policy({"schema"}).output);
  CHECK(policy({"schema"}).output == schedule_schema());
  CHECK(policy({"check", "--schema"}).output == schedule_schema());
  CHECK(policy({"schema", "--charter"}).output == charter_schema());
  CHECK(schema["required"] ==
        nlohmann::json::array({"title", "currency", "class", "degree", "procedure", "revenue"}));
  CHECK(schema["properties"]["class"]["items"]["properties"]["scale"]["items"]["properties"]
              ["brackets"]["items"]["required"] == nlohmann::json::array({"above", "rate"}));
  for (const tax::Parameter& parameter : tax::parameters()) {
    const std::string text =
        parameter.table == tax::ParameterTable::charter ? charter_schema() : schedule_schema();
    CAPTURE(parameter.key);
    CHECK(text.contains('"' + std::string{parameter.key} + "\": {"));
  }
  for (const char* later :
       {"\"const\"", "\"if\"", "\"contains\"", "\"examples\"", "\"$id\"", "\"exclusiveMinimum\""}) {
    CHECK_FALSE(schedule_schema().contains(later));
  }
}

}  // namespace
}  // namespace quitrent
