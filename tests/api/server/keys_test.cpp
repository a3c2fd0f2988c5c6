// SPDX-License-Identifier: EUPL-1.2
//
// Places in which keys do not show: the environment block, core dumps, the log.
#include <array>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <string>
#include <sys/prctl.h>

#include <doctest/doctest.h>

#include "api/server/log.hpp"
#include "api/settings/secret_variable.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/server/program.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

TEST_CASE("keys are covered in what is logged, whatever surrounds them") {
  struct Row {
    const char* why;
    const char* text;
    const char* shown;
  };
  const std::string own = "operator/key?of=24+characters";
  const std::string whole = "/v1/me/qtr_" + std::string(52, 'a') + "/x";
  const std::string parted = "/v1/qtr_" + std::string(20, 'a') + "//" + std::string(32, 'b') + "/x";
  const auto rows = std::to_array<Row>({
      {"no key", "/v1/assets/ast_01", "/v1/assets/ast_01"},
      {"a percent that stays", "/v1/a%20b%zz%2", "/v1/a%20b%zz%2"},
      {"a party's key", whole.c_str(), "/v1/me/[key]/x"},
      {"less than a key, and what may be its rest", "/v1/me/qtr_01abcXYZ/x", "/v1/me/[key]"},
      {"less than a key, and what cannot be", "/v1/me/qtr_01abcXYZ?x=1", "/v1/me/[key]?x=1"},
      {"in upper case", "/v1/QTR_01ABC", "/v1/[key]"},
      {"two of them", "qtr_1qtr_2", "[key]"},
      {"two, apart", "qtr_1?qtr_2", "[key]?[key]"},
      {"parted", parted.c_str(), "/v1/[key]/x"},
      {"parted in its prefix", "/v1/qt/r_01abc", "/v1/[key]"},
      {"the operator's own, parted", "/v1/oper/ator/key?of=/24+characters/x", "/v1/[key]/x"},
      {"encoded", "/v1/%71tr_01abc", "/v1/[key]"},
      {"nothing but the prefix", "qtr_", "[key]"},
      {"the operator's own", "/v1/operator/key?of=24+characters&x", "/v1/[key]&x"},
      {"the operator's own, encoded", "/operator%2fkey%3Fof=24%2bcharacters", "/[key]"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(without_keys(row.text, own) == row.shown);
  }
  CHECK(without_keys("/" + own, {}) == "/" + own);
}

TEST_CASE("a key leaves the environment, and memory is not dumped") {
  ::setenv("QUITRENT_TRIAL_KEY", "a-key-of-some-characters", 1);
  const char* const bytes = ::getenv("QUITRENT_TRIAL_KEY");
  CHECK(taken_variable("QUITRENT_TRIAL_KEY") == "a-key-of-some-characters");
  CHECK(*bytes == '\0');
  CHECK_FALSE(taken_variable("QUITRENT_TRIAL_KEY").has_value());
  const int before = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
  protect_memory();
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  CHECK(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
#endif
  ::prctl(PR_SET_DUMPABLE, before, 0, 0, 0);
}

TEST_CASE("a running server shows its key neither in its environment nor in its log") {
  const Folder folder;
  const std::string key = "Operators-own/key-of-some-characters";
  Program program{{"serve", "--db", folder / "r.db", "--port", "0", "--log-requests"}, key};
  const std::string line = program.first_line();
  REQUIRE(line.starts_with("quitrent: listening on"));
  std::ifstream file{"/proc/" + std::to_string(program.process()) + "/environ", std::ios::binary};
  const std::string environment{std::istreambuf_iterator<char>{file}, {}};
  CHECK(environment.find("Operators-own") == std::string::npos);
  const auto port = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
  const auto paths = std::to_array<std::string>(
      {"/v1/me?key=" + key, "/v1/" + key, "/v1/assets/qtr_01abcdef", "/v1/me"});
  for (const std::string& path : paths) {
    raw_exchange(port, "GET " + path + " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + key +
                           "\r\nIdempotency-Key: " + key + "\r\nConnection: close\r\n\r\n");
  }
  program.signal(SIGTERM);
  const Ended ended = program.wait();
  CHECK(ended.error_lines() == 4);
  CHECK(ended.errors.find("Operators-own") == std::string::npos);
  CHECK(ended.errors.find("qtr_") == std::string::npos);
  CHECK(ended.errors.find("[key]") != std::string::npos);
}

}  // namespace
}  // namespace quitrent::testing
