// SPDX-License-Identifier: EUPL-1.2
//
// What a register stays for ever, and the clocks under which it may be started.
#include "tax/schedule/founding.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/auth/secret.hpp"
#include "api/engine/engine.hpp"
#include "api/server/founding.hpp"
#include "api/server/system_clock.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tax/schedule/schedule.hpp"
#include "tests/api/engine/set_clock.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/server/program.hpp"
#include "tests/folders.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

namespace fs = std::filesystem;

const std::string kFoundingKey = "operator-key-operator-key";

/// A start that ends with code 2 and one line on standard error that says `about`.
void check_not_founded(const Ended& ended, const std::string& about) {
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 2);
  CHECK(ended.out.empty());
  CHECK(ended.error_lines() == 1);
  CHECK(ended.errors.find(about) != std::string::npos);
}

/// Whether a start says only that the newest entry is from now on named beside the journal. The
/// journals of these tests have no head file.
bool is_quiet(const std::string& errors) {
  return errors.empty() || (std::ranges::count(errors, '\n') == 1 &&
                            errors.find(".head is not there") != std::string::npos);
}

/// What a start says until it is ready, and its first answer at `path`.
struct Started {
  std::string shown;
  std::string errors;
};

Started started(const std::vector<std::string>& words, const std::string& path = "/v1/events",
                const std::string& key = kFoundingKey) {
  Program program{words, key};
  const std::string line = program.first_line();
  CAPTURE(line);
  Started answer;
  if (const std::size_t colon = line.rfind(':'); colon != std::string::npos) {
    const auto port = static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
    answer.shown =
        raw_exchange(port, "GET " + path + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
            .body;
    program.signal(SIGTERM);
  }
  const Ended ended = program.wait();
  answer.errors = ended.errors;
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 0);
  return answer;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Founds a register in real time whose newest entry is at second `newest`.
void found_at(const std::string& db, Instant newest) {
  const Keys keys{make_secret(secret_file(db))};
  const auto journal = open_sqlite_journal(db);
  SetClock clock{newest};
  Engine engine{*journal, clock, {}};
  const auto reply = engine.file(
      {.filing = {.by = {},
                  .seed = Engine::drawn_seed(),
                  .request = FoundRegister{.schedule_toml = std::string{founding_schedule_toml()},
                                           .operator_name = "Operator",
                                           .operator_key = keys.keyed_hash(kFoundingKey),
                                           .founded = founding_of({}, keys)}},
       .render = {},
       .repeat_key = {}});
  REQUIRE(reply.has_value());
}

/// Copies a kept sample of an earlier program into the folder and answers with its path.
std::string kept_sample(const Folder& folder, const std::string& name) {
  const fs::path samples = fs::path{testing::source_folder()} / "tests/formats/4574b52";
  const std::string db = folder / (name + ".db");
  fs::copy_file(samples / (name + ".db"), db);
  fs::copy_file(samples / (name + ".key"), db + ".key");
  fs::permissions(db + ".key", fs::perms::owner_read | fs::perms::owner_write);
  return db;
}

TEST_CASE("a register is never started as what it is not") {
  const Folder folder;
  const std::string sandbox = folder / "sandbox.db";
  const std::string real = folder / "real.db";
  CHECK(holds(started(serve_words(sandbox, {"--sandbox"})).shown, R"("register":"sandbox")"));
  CHECK(holds(started(serve_words(real)).shown, R"("register":"real")"));
  const std::string before = file_text(real);
  check_not_founded(ran(serve_words(sandbox)), "is a sandbox: start it with --sandbox");
  check_not_founded(ran(serve_words(real, {"--sandbox", "--clock", "2040-01-01T00:00:00Z"})),
                    "is a register in real time: start it without --sandbox");
  CHECK(file_text(real) == before);
  CHECK(started(serve_words(sandbox, {"--sandbox"})).errors.empty());
  CHECK(started(serve_words(real)).errors.empty());
}

TEST_CASE("what a charter says is recorded once and stays") {
  const Folder folder;
  const std::string seven =
      "max_rate = \"20%\"\nminimum_grace = \"30d\"\nnotice_of_increase = \"30d\"\n"
      "notice_of_decrease = \"1d\"\nlargest_step = \"20%\"\nlargest_step_points = \"0.5%\"\n"
      "between_steps = \"90d\"\n";
  const std::string strict =
      folder.put("strict.toml", seven +
                                    "acts_of_two = [\"strike\"]\nact_lapses_after = \"1d\"\n"
                                    "credit_by_one = \"10000\"\n");
  const std::string lax = folder.put("lax.toml", seven + "acts_of_two = []\n");
  const std::string usual = folder.put("usual.toml", seven);
  std::string bounds = file_text(strict);
  bounds.replace(bounds.find("20%"), 3, "19%");
  const std::string lower = folder.put("lower.toml", bounds);
  const std::string recorded =
      R"("kind":"charter-recorded","acts_of_two":["strike"],"act_lapses_after":"86400s",)"
      R"("credit_by_one":"10000.00","max_rate":"0.2",)";
  const std::string db = folder / "r.db";
  CHECK(holds(started(serve_words(db, {"--charter", strict})).shown, recorded));
  // A later start says the same, or nothing.
  CHECK(holds(started(serve_words(db)).shown, recorded));
  CHECK(holds(started(serve_words(db, {"--charter", strict})).shown, recorded));
  const std::string before = file_text(db);
  for (const std::string& other : {lax, usual, lower}) {
    check_not_founded(ran(serve_words(db, {"--charter", other})),
                      "says something else than the charter that this register has recorded");
  }
  CHECK(file_text(db) == before);
  // A register without a charter keeps the defaults.
  const std::string plain = folder / "plain.db";
  CHECK(holds(started(serve_words(plain)).shown,
              R"(["strike","rectification","expiry","hold-beyond-360-days"])"));
  check_not_founded(ran(serve_words(plain, {"--charter", lax})), "has recorded");
  CHECK(holds(started(serve_words(plain, {"--charter", usual})).shown, "1209600s"));
}

TEST_CASE("a register of an earlier program records its charter at its first start, once") {
  const Folder folder;
  const std::string db = kept_sample(folder, "sandbox");
  const auto words = serve_words(db, {"--sandbox"});
  for (int start = 0; start < 2; ++start) {
    const std::string shown = started(words, "/v1/events?limit=200").shown;
    CHECK(holds(shown, "charter-recorded"));
    CHECK(shown.find("charter-recorded") == shown.rfind("charter-recorded"));
  }
}

TEST_CASE("a register of an earlier program records what its degrees follow from, once") {
  const Folder folder;
  const std::string db = kept_sample(folder, "sandbox");
  const auto words = serve_words(db, {"--sandbox"});
  const std::string kind = "degree-basis-recorded";
  for (int start = 0; start < 2; ++start) {
    const Started now = started(words, "/v1/events?limit=200");
    CHECK(holds(now.shown, kind));
    CHECK(now.shown.find(kind) == now.shown.rfind(kind));
    CHECK_FALSE(holds(now.errors, "exchanged"));
  }
}

TEST_CASE("another register's key file is refused, another operator's key is said aloud") {
  const Folder folder;
  const std::string one = folder / "one.db";
  const std::string other = folder / "other.db";
  started(serve_words(one));
  started(serve_words(other));
  const std::string secret = file_text(one + ".key");
  folder.put("one.db.key", file_text(other + ".key"));
  check_not_founded(ran(serve_words(one)), "one.db.key is another register's");
  folder.put("one.db.key", secret);
  const std::string said = started(serve_words(one), "/v1/me", "another-key-of-an-operator").errors;
  CHECK(holds(said, "QUITRENT_OPERATOR_KEY is no operator's key of this register"));
  CHECK_FALSE(holds(said, "another-key-of-an-operator"));
  CHECK(started(serve_words(one)).errors.empty());
}

TEST_CASE("a system clock behind the journal is refused, or waited for") {
  const Folder folder;
  const std::string db = folder / "r.db";
  found_at(db, wall_clock_now() + Duration::from_days(10));
  check_not_founded(ran(serve_words(db)), "before the newest entry");
  Program waiting{serve_words(db, {"--wait-for-clock"}), kFoundingKey};
  CHECK(waiting.says("waiting until the system clock has come to"));
  waiting.signal(SIGTERM);
  const Ended ended = waiting.wait();
  CHECK(ended.exit_code == 0);
  CHECK(ended.out.empty());
}

TEST_CASE("up to a minute behind time stands still, and the wait ends when the clock has come") {
  const Folder folder;
  found_at(folder / "little.db", wall_clock_now() + Duration::from_seconds(50));
  CHECK(is_quiet(started(serve_words(folder / "little.db")).errors));
  const Instant ahead = wall_clock_now() + Duration::from_seconds(2);
  wait_for_system_clock(ahead);
  CHECK(wall_clock_now() >= ahead);
}

TEST_CASE("a system clock a month ahead is refused, or the time between is an outage") {
  const Folder folder;
  const std::string db = folder / "r.db";
  const Instant newest = wall_clock_now() + Duration::from_days(-31);
  found_at(db, newest);
  check_not_founded(ran(serve_words(db)), "31 days after the newest entry");
  const Started accepted = started(serve_words(db, {"--accept-gap"}));
  CHECK(is_quiet(accepted.errors));
  CHECK(holds(accepted.shown, R"("kind":"outage-recorded")"));
  CHECK(holds(accepted.shown, to_text(newest)));
  CHECK(started(serve_words(db)).errors.empty());
}

TEST_CASE("a register that an earlier program founded says what it is at its first start") {
  const Folder folder;
  const std::string real = kept_sample(folder, "real");
  const std::string sandbox = kept_sample(folder, "sandbox");
  const std::string key = "operator-of-the-kept-sample";
  const std::vector<std::string> words = serve_words(real, {"--accept-gap"});
  check_not_founded(ran(serve_words(real, {"--sandbox"})), "in real time (it has heartbeats)");
  check_not_founded(ran(serve_words(sandbox, {"--accept-gap"})),
                    "is a sandbox (its clock was moved");
  const std::string secret = file_text(real + ".key");
  folder.put("real.db.key", file_text(sandbox + ".key"));
  check_not_founded(ran(words), "real.db.key is another register's");
  folder.put("real.db.key", secret);
  const std::string newest = "/v1/events?after=318";
  const Started first = started(words, newest, key);
  CHECK(holds(first.errors, "an earlier program founded this register"));
  CHECK_FALSE(holds(first.errors, "unchecked"));
  CHECK(holds(first.shown, R"("kind":"outage-recorded")"));
  CHECK(holds(first.shown, R"("register":"real")"));
  CHECK(started(words, newest, key).errors.empty());
  check_not_founded(ran(serve_words(real, {"--sandbox"})), "start it without --sandbox");
  folder.put("real.db.key", file_text(sandbox + ".key"));
  check_not_founded(ran(words), "real.db.key is another register's");
  CHECK(holds(started(serve_words(sandbox, {"--sandbox"}), "/v1/events", key).errors,
              "it is a sandbox"));
  CHECK(started(serve_words(sandbox, {"--sandbox"}), "/v1/events", key).errors.empty());
}

}  // namespace
}  // namespace quitrent::testing
