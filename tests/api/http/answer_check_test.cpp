// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/http/answer_check.hpp"

#include <doctest/doctest.h>

namespace quitrent::testing {
namespace {

RawReply json_reply(int status, std::string body, const std::string& type = "application/json") {
  return {.status = status, .headers = {{"content-type", type}}, .body = std::move(body)};
}

constexpr std::string_view kVersionRequest = "GET /version HTTP/1.1\r\n";

TEST_CASE("what the description does not name is seen in an answer") {
  const LiveDispatcher dispatcher;
  const RawReply lawful = dispatcher.get("/version");
  CHECK(undocumented(kVersionRequest, lawful).empty());

  RawReply more = lawful;
  more.body.insert(1, "\"surprise\":1,");
  CHECK_FALSE(undocumented(kVersionRequest, more).empty());
  CHECK_FALSE(undocumented(kVersionRequest, json_reply(200, "{}")).empty());
  CHECK_FALSE(undocumented(kVersionRequest, json_reply(200, "[")).empty());
  CHECK_FALSE(undocumented(kVersionRequest, json_reply(201, lawful.body)).empty());
  CHECK_FALSE(undocumented(kVersionRequest, json_reply(200, lawful.body, "text/html")).empty());
  CHECK_FALSE(undocumented("GET /nowhere HTTP/1.1\r\n", lawful).empty());
  CHECK_FALSE(undocumented("POST /version HTTP/1.1\r\n", lawful).empty());
}

TEST_CASE("a problem has the fields of a problem, whatever was asked") {
  const LiveDispatcher dispatcher;
  const RawReply problem = dispatcher.get("/nowhere");
  CHECK(undocumented("nonsense", problem).empty());
  RawReply other = problem;
  other.body.replace(other.body.find(R"("code":"not-found")"), 18, R"("code":"not-there")");
  CHECK_FALSE(undocumented("nonsense", other).empty());
}

}  // namespace
}  // namespace quitrent::testing
