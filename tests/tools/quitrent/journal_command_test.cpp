// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "registry/storage/sqlite/database.hpp"
#include "tests/api/server/program.hpp"
#include "tests/folders.hpp"
#include "tests/tools/verify/damaged_register.hpp"

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
      {{"journal", "dump", file, "--from", "7", "--until", "6"}, "the range is reversed"},
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

TEST_CASE("no altered entry is shown: what stands before it is, and the entry is named") {
  struct Row {
    const char* why;
    std::function<void(const std::string& file)> harm;
    std::size_t shown;  ///< entries
    const char* names;
  };
  const auto sql = [](const char* statement) {
    return
        [statement](const std::string& file) { Database{file, OpenAs::writer}.execute(statement); };
  };
  const std::vector<Row> rows{
      {"its second", sql("UPDATE entry SET at = at + 1 WHERE sequence = 200"), 198, "entry 200 "},
      {"a byte of it, and its digest to match",
       [](const std::string& file) { forge_entry(file, 200); }, 199, "entry 201 "},
      {"it is gone", sql("DELETE FROM entry WHERE sequence = 200"), 198, "entry 200 is missing"},
      {"the first", sql("UPDATE entry SET at = at + 1 WHERE sequence = 1"), 0, "entry 1 "},
      {"the last", sql("UPDATE entry SET at = at + 1 WHERE sequence = 480"), 478, "entry 480 "}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Folder folder;
    const std::string file = kept_journal(folder);
    row.harm(file);
    const Ended dump = ran({"journal", "dump", file, "--json"});
    CAPTURE(dump.errors);
    CHECK(dump.exit_code == 1);
    CHECK(dump.error_lines() == 1);
    CHECK(dump.errors.contains(row.names));
    CHECK(lines_of(dump.out).size() == row.shown);
    const Ended replay = ran({"journal", "replay", file});
    CHECK(replay.exit_code == 1);
    CHECK(replay.out.empty());
    CHECK(replay.error_lines() == 1);
    CHECK(replay.errors.contains(row.names));
  }
}

TEST_CASE("the entry behind the last one shown vouches for it") {
  const Folder folder;
  const std::string file = kept_journal(folder);
  forge_entry(file, 200);
  for (const char* part : {"dump", "replay"}) {
    CHECK(ran({"journal", part, file, "--until", "199"}).exit_code == 0);
    const Ended ended = ran({"journal", part, file, "--until", "200"});
    CHECK(ended.exit_code == 1);
    CHECK(ended.errors.contains("entry 201 "));
  }
  CHECK(ran({"journal", "dump", file, "--from", "202", "--until", "202"}).exit_code == 0);
  const Ended after = ran({"journal", "dump", file, "--from", "201"});
  CHECK(after.exit_code == 1);
  CHECK(after.out.empty());
}

TEST_CASE("a journal that is cut ends with 1 and says that it is damaged") {
  const Folder folder;
  const std::string file = kept_journal(folder);
  fs::resize_file(file, fs::file_size(file) / 2);
  for (const char* part : {"dump", "replay"}) {
    const Ended ended = ran({"journal", part, file});
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 1);
    CHECK(ended.error_lines() == 1);
    CHECK(ended.errors.contains("malformed; put a sound copy of"));
  }
}

}  // namespace
}  // namespace quitrent::testing
