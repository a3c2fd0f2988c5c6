// SPDX-License-Identifier: EUPL-1.2
#include <string>

#include <doctest/doctest.h>

#include "tests/api/http/live_counter.hpp"

namespace quitrent::testing {
namespace {

TEST_CASE("filings that are stopped are answered with the reason, and so is the readiness") {
  const LiveCounter counter;
  const auto ana = counter.member("Ana");
  const std::string asset = counter.patent(ana.second, "US1");
  const std::string deposit = "/v1/assets/" + asset + "/escrow/deposits";
  REQUIRE(counter.get("/readyz").status == 200);

  counter.office().pause_filings("the disk is nearly full");
  RawReply refused = counter.post(deposit, ana.second, R"({"amount":"1.00"})");
  CHECK(refused.status == 503);
  CHECK(refused.code() == "filings-stopped");
  CHECK(refused.headers.at("retry-after") == "10");
  CHECK(refused.member("detail") ==
        "Filings are refused: the disk is nearly full. Reads go on. Try again in a while.");
  CHECK(counter.get("/readyz").status == 503);
  counter.office().resume_filings();
  CHECK(counter.get("/readyz").status == 200);
  CHECK(counter.post(deposit, ana.second, R"({"amount":"1.00"})").status == 200);

  counter.office().stop_filings("entry 7 does not match its chain digest");
  refused = counter.post(deposit, ana.second, R"({"amount":"1.00"})");
  CHECK(refused.status == 503);
  CHECK_FALSE(refused.headers.contains("retry-after"));
  const std::string told =
      "Filings are refused: entry 7 does not match its chain digest. Reads go on. The operator has "
      "to mend the register.";
  CHECK(refused.member("detail") == told);
  const RawReply readiness = counter.get("/readyz");
  CHECK(readiness.status == 503);
  CHECK(readiness.member("detail") == told);
  CHECK(counter.get("/v1/assets/" + asset).status == 200);
  CHECK(counter.get("/healthz").status == 200);
}

}  // namespace
}  // namespace quitrent::testing
