// SPDX-License-Identifier: EUPL-1.2
//
// The commands that compute a tax: `quitrent policy test` and `quitrent policy explain`.
#include "tools/quitrent/policy_test.hpp"

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/folders.hpp"
#include "tests/tools/quitrent/policy_files.hpp"

namespace quitrent {
namespace {

using testing::policy;

std::string sound() {
  return testing::file_text(testing::source_folder() + "/tests/tax/schedule/sound_schedule.toml");
}

TEST_CASE("a file without tests, or with a fault, ends with 2") {
  const testing::PassingFolder folder;
  std::string none = sound();
  none.erase(none.find("[[test]]"));
  const std::string file = folder.file("a.toml", none);
  CHECK(policy({"test", file}).exit_code == 2);
  CHECK(policy({"test", file}).fault == "quitrent policy test: " + file + ": holds no [[test]]\n");
  CHECK(policy({"test", folder.file("b.toml", "title = 1")}).exit_code == 2);
  CHECK(policy({"test", folder.file("c.toml", sound()), "--junit", "/nowhere/x"}).exit_code == 2);
}

TEST_CASE("each test is one line with its figure, and a failing one shows its slices") {
  const testing::PassingFolder folder;
  const std::string file = folder.file("a.toml", sound());
  CHECK(policy({"test", file}).exit_code == 0);
  CHECK(policy({"test", file}).output ==
        "ok      a patent for a year: 3000.00 from 2026-01-01 to 2027-01-01\n1 test, 0 failed\n");
  const std::string other = folder.file(
      "b.toml", sound() +
                    "\n[[test]]\nname = \"two <rates>\"\nclass = \"patent\"\nassessment = "
                    "\"2000000\"\nperiod = \"1d\"\nexpect = \"150.69\"\n");
  const CommandAnswer failed = policy({"test", other});
  CHECK(failed.exit_code == 1);
  CHECK(
      failed.output ==
      "ok      a patent for a year: 3000.00 from 2026-01-01 to 2027-01-01\n"
      "FAILED  two <rates>: 150.684931 from 2027-07-01 to 2027-07-02\n"
      "        expected 150.69 (" +
          other +
          ":60:10)\n"
          "        got      150.684931, 0.005069 less\n"
          "        2027-07-01 to 2027-07-02  1d          1,000,000.00 above 0.00    3%   82.191780 "
          " " +
          other +
          ":11\n"
          "        2027-07-01 to 2027-07-02  1d  1,000,000.00 above 1,000,000.00  2.5%   68.493151 "
          " " +
          other +
          ":11\n"
          "        total" +
          std::string(64, ' ') +
          "150.684931\n"
          "2 tests, 1 failed\n");
  const std::string report = folder.file("r.xml", "");
  const auto json =
      nlohmann::json::parse(policy({"test", other, "--json", "--junit", report}).output);
  CHECK(json["failed"] == 1);
  CHECK(json["tests"][1]["got"] == "150.684931");
  CHECK(json["tests"][1]["tax"]["slices"].size() == 2);
  const std::string xml = testing::file_text(report);
  CHECK(xml.contains("tests=\"2\" failures=\"1\""));
  CHECK(xml.contains("name=\"two &lt;rates&gt;\""));
  CHECK(xml.contains("<failure message=\"expected 150.69, got 150.684931\">"));
}

TEST_CASE("explain refuses wrong flags with 2, and an asset that no register takes with 1") {
  const testing::PassingFolder folder;
  const std::string file = folder.file("a.toml", sound());
  const auto rows = std::to_array<std::vector<std::string>>({
      {},
      {"--class", "patent"},
      {"--class", "song", "--assessment", "1", "--from", "2027-01-01", "--to", "2028-01-01"},
      {"--class", "patent", "--assessment", "1,0", "--from", "2027-01-01", "--to", "2028-01-01"},
      {"--class", "patent", "--assessment", "1", "--from", "2027", "--to", "2028-01-01"},
      {"--class", "patent", "--assessment", "1", "--from", "2027-01-01", "--to", "2028-01-01",
       "--degree", "2"},
      {"--class", "patent", "--assessment", "1", "--from", "2027-01-01", "--to", "2028-01-01",
       "--degree", "1", "--commitment", "none"},
  });
  for (std::vector<std::string> words : rows) {
    words.insert(words.begin(), {"explain", file});
    CHECK(policy(words).exit_code == 2);
    CHECK(policy(words).output.empty());
  }
  const CommandAnswer refused = policy({"explain", file, "--class", "model", "--assessment", "1",
                                        "--from", "2027-01-01", "--to", "2028-01-01"});
  CHECK(refused.exit_code == 1);
  CHECK(refused.fault == "quitrent policy explain: The schedule does not take the class model.\n");
}

TEST_CASE("explain shows slices that add up, of any class, a trademark too") {
  const testing::PassingFolder folder;
  const std::string file = folder.file("a.toml", sound());
  const CommandAnswer half =
      policy({"explain", file, "--class", "patent", "--degree", "0.5", "--assessment", "100000",
              "--from", "2027-12-31", "--to", "2028-01-02"});
  CHECK(half.exit_code == 0);
  const std::string first =
      "2027-12-31 to 2028-01-01  1d  100,000.00 above 0.00     3% x 0.5 = 1.5%  4.109589  ";
  const std::string second =
      "2028-01-01 to 2028-01-02  1d  100,000.00 above 0.00  3.5% x 0.5 = 1.75%  4.794520  ";
  CHECK(half.output == first + file + ":11 and 25\n" + second + file + ":15 and 25\ntotal" +
                           std::string(68, ' ') + "8.904109\n");
  std::string marks = sound();
  marks.replace(marks.find("name = \"software\""), 17, "name = \"trademark\"");
  marks.erase(marks.find("[[degree.weights]]"),
              marks.find("[[procedure]]") - marks.find("[[degree.weights]]"));
  const auto json = nlohmann::json::parse(
      policy({"explain", folder.file("m.toml", marks), "--class", "trademark", "--assessment",
              "100000", "--from", "2027-07-01", "--to", "2028-06-30", "--json"})
          .output);
  CHECK(json["total"] == "5000.00");
  CHECK(json["slices"][0]["line"] == 21);
  CHECK(policy({"explain", file, "--class", "software", "--licence", "MIT", "--assessment", "100",
                "--from", "2027-07-01", "--to", "2028-06-30"})
            .output.contains("total"));
}

TEST_CASE("the example in the tree is sound, in its canonical form, and passes its own tests") {
  const std::string file = testing::source_folder() + "/tax/schedule/example.toml";
  const CommandAnswer checked = policy({"check", file, "--approved", "2027-05-01"});
  CHECK(checked.exit_code == 0);
  CHECK(checked.output.contains("0 errors, 0 warnings"));
  CHECK(policy({"fmt", "--check", file}).exit_code == 0);
  CHECK(policy({"test", file}).output.contains("2 tests, 0 failed"));
}

}  // namespace
}  // namespace quitrent
