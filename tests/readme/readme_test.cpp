// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/folders.hpp"
#include "tests/readme/demonstration.hpp"
#include "tests/readme/page.hpp"

namespace quitrent::readme {
namespace {

namespace fs = std::filesystem;

const std::string address_in_page = "http://127.0.0.1:8080";

std::vector<Block> page_blocks() {
  std::ifstream file{fs::path{testing::source_folder()} / "README.md"};
  const std::string page{std::istreambuf_iterator<char>{file}, {}};
  return blocks_of(page);
}

/// Whether the block starts the register. Such a block has one line, with its environment.
bool is_start(const Block& block) {
  return block.language == "sh" && block.text.find("tools/run") != std::string::npos;
}

std::string line_of(const Block& block) { return block.text.substr(0, block.text.find('\n')); }

std::string as_built(const std::string& command) {
  return command + " --port 0 --program '" QUITRENT_PROGRAM "'";
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at)) {
    text.replace(at, old.size(), by);
    at += by.size();
  }
  return text;
}

/// A block as it runs here: on the register at `address`, with the program of this build.
std::string as_run(const std::string& text, const std::string& address) {
  return replaced(replaced(text, address_in_page, address), "build/quitrent", QUITRENT_PROGRAM);
}

std::string mark(std::size_t block) { return "@@ block " + std::to_string(block) + " ends @@"; }

/// What the shell printed between the end of the previous block and the end of `block`.
std::string printed_by(const std::string& output, std::size_t block) {
  const std::size_t end = output.find(mark(block));
  if (end == std::string::npos) return {};
  const std::size_t before = output.rfind("@@", end - 1);
  const std::size_t begin = end == 0 || before == std::string::npos ? 0 : before;
  return output.substr(begin, end - begin);
}

TEST_CASE("a line that was not printed is missed, a gap matches anything") {
  CHECK(lines_missing("\"a\": \"1\",\n\"b\": ... \"2\"\n", "{\"a\":\"1\",\"b\":[\"2\"]}").empty());
  CHECK(lines_missing("\"a\": \"2\"\n", "{\"a\":\"1\"}").size() == 1);
  CHECK(lines_missing("\"b\" ... \"a\"\n", "{\"a\":\"1\",\"b\":\"2\"}").size() == 1);
}

TEST_CASE("the two commands of the page are the two scripts") {
  const std::vector<Block> blocks = page_blocks();
  REQUIRE(blocks.size() > 4);
  CHECK(blocks[0].text == "tools/run\n");
  CHECK(blocks[1].text == "tools/test\n");
  const ShellAnswer help = run_shell("tools/test --help", testing::source_folder());
  CHECK(help.exit_code == 0);
  CHECK(help.output.starts_with("usage: tools/test"));
}

TEST_CASE("the three curl lines that tools/run prints work as printed, and it ends when told") {
  Demonstration demonstration{as_built(line_of(page_blocks().at(0)))};
  CAPTURE(demonstration.printed());
  REQUIRE_FALSE(demonstration.address().empty());
  const std::vector<std::string> lines = demonstration.curl_lines();
  CHECK(lines.size() == 3);
  std::string last;
  for (const std::string& line : lines) {
    CAPTURE(line);
    const ShellAnswer answer =
        run_shell(line + " --silent --fail-with-body", testing::source_folder());
    CAPTURE(answer.output);
    CHECK(answer.exit_code == 0);
    last = answer.output;
  }
  CHECK(lines_missing("\"state\": \"completed\"", last).empty());
  CHECK(demonstration.stop() == 128 + 15);
  CHECK(run_shell("curl --silent " + demonstration.address() + "/healthz", "/").exit_code == 7);
}

TEST_CASE("the story of the page happens as told") {
  std::vector<Block> blocks = page_blocks();
  blocks.erase(blocks.begin(), blocks.begin() + 2);
  REQUIRE(is_start(blocks.front()));
  Demonstration demonstration{as_built(line_of(blocks.front()))};
  CAPTURE(demonstration.printed());
  REQUIRE_FALSE(demonstration.address().empty());

  std::string script = "set -euo pipefail\n";
  for (std::size_t at = 1; at < blocks.size(); ++at) {
    if (blocks[at].language != "sh") continue;
    script += as_run(blocks[at].text, demonstration.address());
    script += "echo '" + mark(at) + "'\n";
  }
  const ShellAnswer story = run_shell(script, testing::source_folder());
  CAPTURE(story.output);
  CHECK(story.exit_code == 0);

  std::size_t compared = 0;
  for (std::size_t at = 2; at < blocks.size(); ++at) {
    if (blocks[at].language != "json") continue;
    for (const std::string& line :
         lines_missing(blocks[at].text, printed_by(story.output, at - 1))) {
      FAIL_CHECK("not printed: ", line);
    }
    ++compared;
  }
  CHECK(compared >= 4);
}

}  // namespace
}  // namespace quitrent::readme
