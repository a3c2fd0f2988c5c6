// SPDX-License-Identifier: EUPL-1.2
//
// Entries of the journal that somebody harms where no start reads them: before the newest snapshot,
// or while the register is served. No answer shows them, and none is a fault of the program.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/server/served.hpp"
#include "tests/folders.hpp"

namespace quitrent::testing {

namespace {

namespace fs = std::filesystem;

constexpr const char* kHolder = "Zebra Instruments";

/// A register that was served and ended, and what it answered.
struct Past {
  Folder folder;
  std::string db = folder / "r.db";
  std::map<std::string, std::string> answers = {};  ///< by path

  bool has_snapshot() const {
    for (const fs::directory_entry& file : fs::directory_iterator{fs::path{db}.parent_path()}) {
      if (file.path().filename().string().contains("snapshot")) return true;
    }
    return false;
  }

  Past() {
    Served served{db, {"--snapshot-every", "100"}};
    const auto [id, key] = served.member(kHolder, "100000.00");
    for (int number = 0; number < 110; ++number) {
      const RawReply made = served.post(
          "/v1/assets", key,
          R"({"name":"Machine","class":"patent","identifiers":[{"scheme":"patent","value":"US60)" +
              std::to_string(10'000 + number) +
              R"("}],"terms":{"commitment":"none"},"assessment":"1000.00","escrow":"100.00"})");
      REQUIRE_MESSAGE(made.status == 201, made.body);
      if (number >= 40) continue;
      for (const char* part : {"", "/title", "/events", "/tax"}) {
        answers.emplace("/v1/assets/" + made.member("id") + part, "");
      }
    }
    answers.emplace("/v1/events?limit=200", "");
    answers.emplace("/v1/assets?limit=100", "");
    for (auto& [path, body] : answers) {
      const RawReply reply = served.get(path);
      REQUIRE_MESSAGE(reply.status == 200, path);
      body = reply.body;
    }
    // A start reads what comes after the newest snapshot alone.
    for (int waited = 0; waited < 500 && !has_snapshot(); ++waited) ::usleep(10'000);
    REQUIRE(has_snapshot());
    served.program().signal(SIGTERM);
    REQUIRE(served.program().wait().exit_code == 0);
  }
};

/// Reads everything again: how often each status came. No answer is another than before. Throws
/// std::runtime_error where the register has ended.
std::map<int, int> statuses(const Past& past, const Served& served) {
  std::map<int, int> counts;
  for (const auto& [path, body] : past.answers) {
    const RawReply reply = served.get(path);
    if (reply.status == 0) throw std::runtime_error("the register has ended");
    ++counts[reply.status];
    if (reply.status == 200) CHECK_MESSAGE(reply.body == body, path);
  }
  return counts;
}

/// Puts another letter into the file where the name of the holder stands, from the time `first` on
/// and before `end`, counted from 0.
void rename_holder(const std::string& file, std::size_t first, std::size_t end) {
  std::string bytes = file_text(file);
  std::size_t done = 0;
  for (std::size_t at = bytes.find(kHolder); at != std::string::npos;
       at = bytes.find(kHolder, at + 1)) {
    if (done >= first && done < end) bytes[at] = 'Y';
    ++done;
  }
  REQUIRE(done > first);
  std::ofstream{file, std::ios::binary} << bytes;
}

TEST_CASE("an entry that was changed before the newest snapshot is in no answer") {
  const Past past;
  rename_holder(past.db, 20, 40);
  const Served served{past.db};
  const auto counts = statuses(past, served);
  CHECK(counts.contains(503));
  for (const auto& [status, count] : counts) CHECK((status == 200 || status == 503));
  CHECK(served.get("/readyz").status == 503);
  CHECK(served.post("/v1/parties", Served::kOperatorKey, R"({"name":"Ana"})").status == 503);
}

TEST_CASE(
    "while a register is served, what is no journal any more gives 503 or ends it, never 500") {
  const std::vector<std::pair<const char*, std::function<void(const std::string&)>>> harms{
      {"cut", [](const std::string& db) { fs::resize_file(db, fs::file_size(db) / 2); }},
      {"deleted", [](const std::string& db) { fs::remove(db); }},
      {"all changed", [](const std::string& db) { rename_holder(db, 0, 1'000); }}};
  for (const auto& [why, harm] : harms) {
    CAPTURE(why);
    Past past;
    Served served{past.db};
    harm(past.db);
    try {
      for (const auto& [status, count] : statuses(past, served)) {
        CAPTURE(status);
        CHECK((status == 200 || status == 503));
      }
      const int ready = served.get("/readyz").status;
      CHECK((ready == 200 || ready == 503));
    } catch (const std::runtime_error&) {
      // It looks by itself now and then whether its files are where they were, and ends.
      CHECK(served.program().wait().exit_code == 70);
    }
  }
}

TEST_CASE(
    "a start that lacks pages of the journal is refused, with the log beside it and without") {
  for (const int ends_with : {SIGTERM, SIGKILL}) {
    for (const unsigned part : {2U, 3U, 5U}) {
      CAPTURE(ends_with);
      CAPTURE(part);
      const Folder folder;
      const std::string db = folder / "r.db";
      {
        Served served{db, {"--checkpoint-pages", "8"}};
        for (int number = 0; number < 150; ++number) {
          REQUIRE(served.post("/v1/parties", Served::kOperatorKey, R"({"name":"Ana"})").status ==
                  201);
        }
        served.program().signal(ends_with);
        served.program().wait();
      }
      fs::resize_file(db, fs::file_size(db) / part / 4'096 * 4'096);
      Program again{{"serve", "--db", db, "--port", "0", "--sandbox"}, Served::kOperatorKey};
      const Ended ended = again.wait();
      CHECK(ended.exit_code == 2);
      CHECK(ended.error_lines() == 1);
      CHECK_MESSAGE(ended.errors.contains("r.db is damaged: "), ended.errors);
    }
  }
}

}  // namespace
}  // namespace quitrent::testing
