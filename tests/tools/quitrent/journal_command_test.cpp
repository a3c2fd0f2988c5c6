// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "registry/storage/sqlite/database.hpp"
#include "tests/api/server/program.hpp"
#include "tests/folders.hpp"

namespace quitrent::testing {
namespace {

namespace fs = std::filesystem;

/// Copies a kept journal of 480 entries, which has every kind of event.
std::string kept_journal(const Folder& folder) {
  const std::string file = folder / "register.db";
  fs::copy_file(source_folder() + "/tests/formats/4574b52/real.db", file);
  return file;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream{text};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST_CASE("what cannot be shown ends with 2 and one line that says what to write instead") {
  const Folder folder;
  const std::string file = kept_journal(folder);
  struct Row {
    std::vector<std::string> words;
    std::string about;
  };
  const std::vector<Row> rows{
      {{"journal"}, "takes dump or replay"},
      {{"journal", "show"}, "takes dump or replay"},
      {{"journal", "dump"}, "FILE"},
      {{"journal", "dump", file, "--form", "3"}, "did you mean --from?"},
      {{"journal", "dump", file, "--from", "0"}, "--from"},
      {{"journal", "dump", file, "--from", "481"}, "has no entry 481; its newest is 480"},
      {{"journal", "dump", folder / "none.db"}, "none.db"},
      {{"journal", "replay", file, "--until", "481"}, "has no entry 481; its newest is 480"},
      {{"journal", "replay", file, "--asset", "ast_0"}, "there is no asset ast_0"}};
  for (const Row& row : rows) {
    const Ended ended = ran(row.words);
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    CHECK(ended.error_lines() == 1);
    CHECK(ended.errors.contains(row.about));
  }
}

TEST_CASE("a dump shows every entry with its public and its private events") {
  const Folder folder;
  const std::string file = kept_journal(folder);
  const Ended ended = ran({"journal", "dump", file, "--json"});
  CHECK(ended.exit_code == 0);
  const std::vector<std::string> lines = lines_of(ended.out);
  REQUIRE(lines.size() == 480);
  std::uint64_t public_events = 0;
  std::uint64_t private_events = 0;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const auto entry = nlohmann::json::parse(lines[at]);
    CHECK(entry.at("sequence") == at + 1);
    for (const auto& event : entry.at("events")) CHECK(event.at("number") == ++public_events);
    private_events += entry.at("private").at("events").size();
  }
  CHECK(public_events == 318);
  CHECK(private_events > 100);
  // Nobody may see keys and kept answers.
  CHECK_FALSE(ended.out.contains("\"key\":"));
  const std::vector<std::string> part =
      lines_of(ran({"journal", "dump", file, "--from", "3", "--until", "4"}).out);
  REQUIRE(part.size() == 4);
  CHECK(part[0].starts_with("entry 3 at "));
  CHECK(part[1].starts_with("  private {\"kind\":\"money-posted\""));
  CHECK(part[2].starts_with("entry 4 at "));
}

TEST_CASE("a replay comes to what the kept sample says, and stops where it is told") {
  const Folder folder;
  const std::string file = kept_journal(folder);
  const auto whole = nlohmann::json::parse(ran({"journal", "replay", file, "--json"}).out);
  CHECK(whole.at("entries") == 480);
  CHECK(whole.at("digest") ==
        "sha256:1c622313d08cf9afcf5e00bfeb51b19487b1b7698e4091ec3b3f8c45e27e4919");
  CHECK(whole.at("parties") == 7);
  CHECK(whole.at("assets") == 20);
  CHECK(whole.at("states").at("commons") == 8);
  const auto early =
      nlohmann::json::parse(ran({"journal", "replay", file, "--until", "100", "--json"}).out);
  CHECK(early.at("entries") == 100);
  CHECK(early.at("assets") == 18);
  CHECK(early.at("states").at("delinquent") == 5);
  // This is one asset as it was then.
  const auto first =
      nlohmann::json::parse(lines_of(ran({"journal", "dump", file, "--json"}).out).at(480 - 1));
  CHECK(first.at("sequence") == 480);
  const Ended plain = ran({"journal", "replay", file});
  CHECK(plain.exit_code == 0);
  CHECK(plain.out.starts_with("entries    480 with 318 public events"));
}

TEST_CASE("a damaged journal ends with 1 and names the entry") {
  const Folder folder;
  const std::string file = kept_journal(folder);
  Database{file, OpenAs::writer}.execute("UPDATE entry SET at = at + 1 WHERE sequence = 200");
  const Ended ended = ran({"journal", "replay", file});
  CHECK(ended.exit_code == 1);
  CHECK(ended.out.empty());
  CHECK(ended.errors.contains("entry 200"));
}

}  // namespace
}  // namespace quitrent::testing
