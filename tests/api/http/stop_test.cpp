// SPDX-License-Identifier: EUPL-1.2
#include <string>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

TEST_CASE("filings that are stopped are answered with the reason, and so is the readiness") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const std::string asset = dispatcher.patent(ana.second, "US1");
  const std::string deposit = "/v1/assets/" + asset + "/escrow/deposits";
  REQUIRE(dispatcher.get("/readyz").status == 200);

  dispatcher.engine().pause_filings("the disk is nearly full");
  RawReply refused = dispatcher.post(deposit, ana.second, R"({"amount":"1.00"})");
  CHECK(refused.status == 503);
  CHECK(refused.code() == "filings-stopped");
  CHECK(refused.headers.at("retry-after") == "10");
  CHECK(refused.member("detail") ==
        "Filings are refused: the disk is nearly full. Reads go on. Try again in a while.");
  CHECK(dispatcher.get("/readyz").status == 503);
  dispatcher.engine().resume_filings();
  CHECK(dispatcher.get("/readyz").status == 200);
  CHECK(dispatcher.post(deposit, ana.second, R"({"amount":"1.00"})").status == 200);

  dispatcher.engine().stop_filings("entry 7 does not match its chain digest");
  refused = dispatcher.post(deposit, ana.second, R"({"amount":"1.00"})");
  CHECK(refused.status == 503);
  CHECK_FALSE(refused.headers.contains("retry-after"));
  const std::string detail =
      "Filings are refused: entry 7 does not match its chain digest. Reads go on. The operator has "
      "to mend the register.";
  CHECK(refused.member("detail") == detail);
  const RawReply readiness = dispatcher.get("/readyz");
  CHECK(readiness.status == 503);
  CHECK(readiness.member("detail") == detail);
  CHECK(dispatcher.get("/v1/assets/" + asset).status == 200);
  CHECK(dispatcher.get("/healthz").status == 200);
}

}  // namespace
}  // namespace quitrent::testing
