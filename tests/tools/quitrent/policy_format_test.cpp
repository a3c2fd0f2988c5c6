// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_format.hpp"

#include <string>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tests/folders.hpp"
#include "tests/tools/quitrent/policy_files.hpp"

namespace quitrent {
namespace {

using testing::policy;

TEST_CASE("a file with a fault is not formatted, and keeps its bytes") {
  const testing::PassingFolder folder;
  const std::string file = folder.file("f.toml", "title = A\n");
  const CommandAnswer answer = policy({"fmt", "--write", file});
  CHECK(answer.exit_code == 2);
  CHECK(answer.fault.starts_with("quitrent policy fmt: " + file + ":1:1: the schedule lacks"));
  CHECK(answer.fault.contains(file + ":1:9: not TOML: text stands in quotes"));
  CHECK(testing::file_text(file) == "title = A\n");
  CHECK(policy({"fmt"}).exit_code == 2);
  CHECK(policy({"fmt", "--check", "--write", file}).exit_code == 2);
}

TEST_CASE("fmt prints, checks or replaces a file") {
  const testing::PassingFolder folder;
  const std::string founding{tax::founding_schedule_toml()};
  std::string untidy = founding;
  untidy.replace(untidy.find("\"2.5%\""), 6, "\"2.50%\"");
  const std::string file = folder.file("f.toml", untidy);
  CHECK(policy({"fmt", file}).output == founding);
  CHECK(testing::file_text(file) == untidy);
  CHECK(policy({"fmt", "--check", file}).exit_code == 1);
  CHECK(policy({"fmt", "--check", file}).output == file + ": is not in its canonical form\n");
  CHECK(policy({"fmt", "--write", file}).exit_code == 0);
  CHECK(policy({"fmt", "--write", file}).output.empty());
  CHECK(testing::file_text(file) == founding);
  CHECK(policy({"fmt", "--check", file}).exit_code == 0);
}

TEST_CASE("print gives a file to begin from, which has no finding") {
  const testing::PassingFolder folder;
  const CommandAnswer printed = policy({"print"});
  CHECK(printed.exit_code == 0);
  CHECK(policy({"print", "--founding"}).output == printed.output);
  const std::string file = folder.file("f.toml", printed.output);
  CHECK(policy({"check", file}).exit_code == 0);
  CHECK(policy({"fmt", "--check", file}).exit_code == 0);
  std::string charter =
      testing::file_text(testing::source_folder() + "/tests/tax/schedule/sound_charter.toml");
  charter.replace(charter.find("\"20%\""), 5, "\"7%\"");
  CHECK(policy({"print", "--charter", folder.file("c.toml", charter)})
            .output.contains("max_rate = \"7%\""));
  CHECK(policy({"print", "--charter", folder.file("d.toml", "")}).exit_code == 2);
}

}  // namespace
}  // namespace quitrent
