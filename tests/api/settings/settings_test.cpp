// SPDX-License-Identifier: EUPL-1.2
#include "api/settings/settings.hpp"

#include <cstdlib>
#include <initializer_list>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/http/protocol/limits.hpp"

namespace quitrent {

using namespace api;
namespace {

std::expected<Settings, SettingsEnd> settings_of(const std::vector<const char*>& words) {
  return read_settings(static_cast<int>(words.size()), words.data());
}

/// Sets a variable of the environment for one scope.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_{name} { ::setenv(name, value, 1); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { ::unsetenv(name_); }

 private:
  const char* name_;
};

TEST_CASE("a wrong flag is one line and exit code 2") {
  ::unsetenv("QUITRENT_OPERATOR_KEY");
  struct Row {
    std::vector<const char*> words;
    const char* about;  ///< what the line names
  };
  const std::vector<Row> rows{
      {{}, "--db"},
      {{"--port", "80"}, "--db"},
      {{"--db"}, "--db"},
      {{"--db", "r", "--port", "eighty"}, "--port"},
      {{"--db", "r", "--port", "65536"}, "--port"},
      {{"--db", "r", "--port", "-1"}, "--port"},
      {{"--db", "r", "--threads", "0"}, "--threads"},
      {{"--db", "r", "--queue", "0"}, "--queue"},
      {{"--db", "r", "--snapshot-every", "99"}, "--snapshot-every"},
      {{"--db", "r", "--verify-rate", "0"}, "--verify-rate"},
      {{"--db", "r", "--accept-loss-after", "-1"}, "--accept-loss"},
      {{"--db", "r", "--accept-loss-after", "all"}, "--accept-loss"},
      {{"--db", "r", "--checkpoint-pages", "0"}, "--checkpoint-pages"},
      {{"--db", "r", "--kept-answers", "0"}, "--kept-answers"},
      {{"--db", "r", "--answer-memory", "3"}, "--answer-memory"},
      {{"--db", "r", "--requests-a-minute", "-1"}, "--requests-a-minute"},
      {{"--db", "r", "--bytes-a-minute", "few"}, "--bytes-a-minute"},
      {{"--db", "r", "--request-timeout", "0"}, "--request-timeout"},
      {{"--db", "r", "--answer-timeout", "x"}, "--answer-timeout"},
      {{"--db", "r", "--idle-timeout", "-1"}, "--idle-timeout"},
      {{"--db", "r", "--end-timeout", "3601"}, "--end-timeout"},
      {{"--db", "r", "--address-threads", "-1"}, "--address-threads"},
      {{"--db", "r", "--trusted-proxy", "proxy"}, "--trusted-proxy"},
      {{"--db", "r", "--trusted-proxy", "10.0.0.0/8"}, "--trusted-proxy"},
      {{"--db", "r", "--disk-reserve", "-1"}, "--disk-reserve"},
      {{"--db", "r", "--clock", "2026-01-01T00:00:00Z"}, "--sandbox"},
      {{"--db", "r", "--sandbox", "--clock", "2026-01-01"}, "--clock"},
      {{"--db", "r", "--port", "99999"}, "65535"},
      {{"--db", "r", "--colour", "red"}, "--colour is no flag"},
      {{"--db", "r", "--colour=red"}, "--colour is no flag"},
      {{"--db", "r", "--prot", "80"}, "did you mean --port?"},
      {{"--db", "r", "--shedule=x"}, "did you mean --schedule?"},
      {{"--db", "r", "--accept-loss-after", "1.5"},
       "--accept-loss-after: '1.5' is no whole number"},
      {{"--db", "r", "--accept-loss-after", "120x"}, "'120x' is no whole"},
      {{"--db", "r", "--accept-loss-after", "-1"}, "'-1' is no whole"},
      {{"--db", "r", "--accept-loss-after", ""}, "'' is no whole"},
      {{"--db", "r", "--sandbox=maybe"}, "--sandbox: 'maybe' is neither true nor false"},
      {{"--db"}, "--db needs a value"},
      {{"--db", "a", "--db", "b"}, "--db is there more than once"},
      {{"--db", "r", "--port", "1", "--port", "2"}, "--port is there more than once"},
      {{"--db", ""}, "--db: '' says nothing"},
      {{"--db", "r", "--listen", ""}, "--listen: '' says nothing"},
      {{"--db", "r", "--listen", " "}, "--listen: ' ' says nothing"},
      {{"--db", "r", "--schedule", ""}, "--schedule: '' says nothing"},
      {{"--db", "r", "--charter="}, "--charter"},
      {{"--db", "r", "--licences", ""}, "--licences: '' says nothing"},
      {{"--db", "r", "--web-dir", ""}, "--web-dir: '' says nothing"},
      {{"--db", "r", "--sandbox", "--clock", ""}, "--clock: '' says nothing"},
      {{"--db", "r", "--accept-loss-after", "18446744073709551616"},
       "'18446744073709551616' is more than any entry's number"},
      {{"--db", "r", "more"}, "'more' is one word too many"}};
  for (const Row& row : rows) {
    const auto end = settings_of(row.words);
    REQUIRE_FALSE(end.has_value());
    CAPTURE(end.error().text);
    CHECK(end.error().exit_code == 2);
    CHECK(end.error().text.find(row.about) != std::string::npos);
    CHECK(end.error().text.find('\n') == std::string::npos);
    CHECK(end.error().text.size() < 120);
  }
  const auto help = settings_of({"--help"});
  REQUIRE_FALSE(help.has_value());
  CHECK(help.error().exit_code == 0);
  CHECK(help.error().text.find("--schedule") != std::string::npos);
}

TEST_CASE("a variable that is none is told, with the one that was probably meant") {
  ::unsetenv("QUITRENT_OPERATOR_KEY");
  for (const auto& [name, about] :
       {std::pair{"QUITRENT_THREAD",
                  "QUITRENT_THREAD is no variable of quitrent serve; did you "
                  "mean QUITRENT_THREADS?"},
        std::pair{"QUITRENT_OPERATORKEY", "did you mean QUITRENT_OPERATOR_KEY?"},
        std::pair{"QUITRENT_", "QUITRENT_ is no variable"}, std::pair{"QUITRENT_FOO", "--help"}}) {
    const Variable variable{name, "1"};
    const auto end = settings_of({"--db", "r"});
    REQUIRE_FALSE(end.has_value());
    CHECK(end.error().exit_code == 2);
    CHECK(end.error().text.contains(about));
    CHECK_FALSE(end.error().text.contains('\n'));
  }
  const Variable other{"QUITRENTING", "1"};
  const Variable empty{"QUITRENT_SCHEDULE", ""};
  CHECK(settings_of({"--db", "r"}).has_value());
}

TEST_CASE("an operator's key that is too short or no plain text is refused") {
  for (const char* key :
       {"short", "operator key with spaces in it", "operator-key-with-\xc3\xa9-in-it"}) {
    const Variable variable{"QUITRENT_OPERATOR_KEY", key};
    const auto end = settings_of({"--db", "r"});
    REQUIRE_FALSE(end.has_value());
    CHECK(end.error().exit_code == 2);
    CHECK(end.error().text.find(key) == std::string::npos);
  }
}

TEST_CASE("the bounds of the way in have defaults, flags and variables") {
  const auto plain = settings_of({"--db", "r"});
  REQUIRE(plain.has_value());
  CHECK(plain->request_timeout_s == 10);
  CHECK(plain->end_timeout_s == 8);
  CHECK(plain->disk_reserve_mib == 64);
  CHECK(plain->trusted_proxies == std::vector<std::string>{"127.0.0.1", "::1"});
  const Variable proxies{"QUITRENT_TRUSTED_PROXY", "10.0.0.1,FD00:0::1"};
  const Variable reserve{"QUITRENT_DISK_RESERVE", "128"};
  const auto read =
      settings_of({"--db", "r", "--request-timeout", "3", "--answer-timeout", "4", "--idle-timeout",
                   "5", "--end-timeout", "6", "--address-threads", "7"});
  REQUIRE(read.has_value());
  CHECK(read->trusted_proxies == std::vector<std::string>{"10.0.0.1", "fd00::1"});
  CHECK(read->disk_reserve_mib == 128);
  CHECK(read->request_timeout_s == 3);
  CHECK(read->answer_timeout_s == 4);
  CHECK(read->idle_timeout_s == 5);
  CHECK(read->end_timeout_s == 6);
  CHECK(read->address_threads == 7);
}

TEST_CASE("flags win over the environment, which wins over defaults") {
  const auto plain = settings_of({"--db", "r"});
  REQUIRE(plain.has_value());
  CHECK(plain->listen == "127.0.0.1");
  CHECK(plain->port == 8080);
  CHECK(plain->mode == Mode::real_time);
  CHECK_FALSE(plain->schedule.has_value());
  CHECK_FALSE(plain->licences.has_value());
  CHECK_FALSE(plain->web_dir.has_value());
  CHECK_FALSE(plain->operator_key.has_value());
  CHECK(plain->snapshot_every == 500'000);
  CHECK(plain->verify_rate == 20'000);
  // Stated in both rooms, since neither may know the other.
  const HttpLimits limits;
  CHECK(plain->threads == limits.threads);
  CHECK((plain->answer_memory << 20U) == limits.answer_memory);
  CHECK(plain->requests_a_minute == limits.key.requests);
  CHECK(plain->bytes_a_minute == limits.key.bytes);
  const Variable memory{"QUITRENT_ANSWER_MEMORY", "64"};
  const Variable requests{"QUITRENT_REQUESTS_A_MINUTE", "0"};
  const Variable bytes{"QUITRENT_BYTES_A_MINUTE", "4194304"};
  const Variable db{"QUITRENT_DB", "from-environment"};
  const Variable port{"QUITRENT_PORT", "1234"};
  const Variable sandbox{"QUITRENT_SANDBOX", "1"};
  const Variable clock{"QUITRENT_CLOCK", "2026-01-01T00:00:00Z"};
  const Variable schedule{"QUITRENT_SCHEDULE", "s.toml"};
  const Variable charter{"QUITRENT_CHARTER", "c.toml"};
  const Variable licences{"QUITRENT_LICENCES", "l.tsv"};
  const Variable web_dir{"QUITRENT_WEB_DIR", "api/web"};
  const Variable snapshot_every{"QUITRENT_SNAPSHOT_EVERY", "1000"};
  const Variable verify_rate{"QUITRENT_VERIFY_RATE", "7"};
  const Variable listen{"QUITRENT_LISTEN", "0.0.0.0"};
  const Variable key{"QUITRENT_OPERATOR_KEY", "operator-key-operator-key"};
  const auto read = settings_of({"--port", "0", "--log-requests"});
  REQUIRE(read.has_value());
  CHECK(read->db == "from-environment");
  CHECK(read->port == 0);
  CHECK(read->mode == Mode::sandbox);
  CHECK(read->clock == parse_instant("2026-01-01T00:00:00Z"));
  CHECK(read->schedule == "s.toml");
  CHECK(read->charter == "c.toml");
  CHECK(read->licences == "l.tsv");
  CHECK(read->web_dir == "api/web");
  CHECK(settings_of({"--licences", "other.tsv"})->licences == "other.tsv");
  CHECK(read->snapshot_every == 1'000);
  CHECK(read->verify_rate == 7);
  CHECK(read->listen == "0.0.0.0");
  CHECK(read->operator_key == "operator-key-operator-key");
  CHECK(read->request_log == RequestLog::on);
  CHECK(read->answer_memory == 64);
  CHECK(read->requests_a_minute == 0);
  CHECK(read->bytes_a_minute == 4'194'304);
  CHECK(settings_of({"--requests-a-minute", "600"})->requests_a_minute == 600);
}

}  // namespace
}  // namespace quitrent
