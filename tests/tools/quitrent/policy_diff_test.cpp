// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_diff.hpp"

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/folders.hpp"
#include "tests/tools/quitrent/policy_files.hpp"

namespace quitrent {
namespace {

using testing::policy;

TEST_CASE("diff ends with 0, 1 or 2, and prints text, Markdown or JSON") {
  const testing::PassingFolder folder;
  std::string text =
      testing::file_text(testing::source_folder() + "/tests/tax/schedule/sound_schedule.toml");
  const std::string one = folder.file("a.toml", text);
  text.replace(text.find("rate = \"3.5%\""), 13, "rate = \"4%\"");
  text.replace(text.find("grace = \"30d\""), 13, "grace = \"31d\"");
  text.replace(text.find("\"fund\""), 6, "\"f*nd\"");
  const std::string other = folder.file("b.toml", text);
  CHECK(policy({"diff", one}).exit_code == 2);
  CHECK(policy({"diff", one, one + "x"}).exit_code == 2);
  CHECK(policy({"diff", one, folder.file("c.toml", "title = 1")}).exit_code == 2);
  CHECK(policy({"diff", one, other, "--json", "--markdown"}).exit_code == 2);
  CHECK(policy({"diff", one, one}).exit_code == 0);
  CHECK(policy({"diff", one, one}).output == "No difference.\n");
  const CommandAnswer answer = policy({"diff", one, other});
  CHECK(answer.exit_code == 1);
  CHECK(answer.output ==
        "patent\n  From 1 January 2028 patents pay 4% instead of 3.5%.\n\n"
        "procedure\n  From 1 July 2027 the grace is 31d instead of 30d.\n\n"
        "revenue\n  From 1 July 2027 \"f*nd\" gets 60% instead of nothing.\n"
        "  From 1 July 2027 \"fund\" gets nothing instead of 60%.\n");
  const std::string markdown = policy({"diff", one, other, "--markdown"}).output;
  CHECK(markdown.contains("\n## revenue\n\n- From 1 July 2027 \"f\\*nd\" gets 60%"));
  const auto json = nlohmann::json::parse(policy({"diff", one, other, "--json"}).output);
  CHECK(json["same"] == false);
  CHECK(json["rates"] ==
        nlohmann::json::parse(R"([{"class": "patent", "from": "2028-01-01T00:00:00Z",
                                  "above": "0.00", "old": "0.035", "new": "0.04"}])"));
  CHECK(json["changes"][0]["sentence"] == "From 1 January 2028 patents pay 4% instead of 3.5%.");
  CHECK(json["changes"].size() == 4);
}

}  // namespace
}  // namespace quitrent
