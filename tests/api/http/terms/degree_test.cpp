// SPDX-License-Identifier: EUPL-1.2
//
// What anybody may ask about terms before they are stated. The degrees are those that MECHANISM.md
// names.
#include <array>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/http/json/json_value.hpp"
#include "tax/degree/licences.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

RawReply asked(const LiveDispatcher& dispatcher, const std::string& members) {
  return dispatcher.post("/v1/degree", "", "{" + members + "}");
}

/// The member `next_cursor` of a page; empty on the last.
std::string next_of(const RawReply& page) {
  const auto body = parse_json(page.body);
  REQUIRE(body.has_value());
  return body->member("next_cursor")->text;
}

TEST_CASE("questions about the degree of terms that are none are refused") {
  const LiveDispatcher dispatcher;
  struct Row {
    const char* why;
    const char* members;
    const char* code;
    const char* pointer;
  };
  const std::vector<Row> rows{
      {"no class", R"("terms":{"spdx":"MIT"})", "missing-field", "/class"},
      {"an unknown class", R"("class":"boat","terms":{})", "invalid-field", "/class"},
      {"no terms", R"("class":"software")", "missing-field", "/terms"},
      {"terms of a trademark", R"("class":"trademark","terms":{"spdx":"MIT"})", "unknown-field",
       "/terms"},
      {"terms as a text", R"("class":"software","terms":"MIT")", "invalid-field", "/terms"},
      {"a licence of a patent", R"("class":"patent","terms":{"spdx":"MIT"})", "missing-field",
       "/terms/commitment"},
      {"an unknown commitment", R"("class":"design","terms":{"commitment":"promise"})",
       "unknown-terms", "/terms/commitment"},
      {"an empty expression", R"("class":"software","terms":{"spdx":""})", "invalid-field",
       "/terms/spdx"},
      {"an unknown licence", R"("class":"software","terms":{"spdx":"MIT OR Nonsense-1.0"})",
       "unknown-terms", "/terms/spdx"},
      {"half an expression", R"("class":"software","terms":{"spdx":"MIT OR"})", "unknown-terms",
       "/terms/spdx"},
      {"an unknown licence later on",
       R"("class":"software","terms":{"spdx":"BUSL-1.1","then":{"spdx":"No","on":"2030-01-01"}})",
       "unknown-terms", "/terms/then/spdx"},
      {"later terms that close",
       R"("class":"software","terms":{"spdx":"MIT","then":{"spdx":"BUSL-1.1","on":"2030-01-01"}})",
       "unknown-terms", "/terms/then"},
      {"a day that is none",
       R"("class":"software","terms":{"spdx":"MIT","then":{"spdx":"MIT","on":"2030"}})",
       "invalid-field", "/terms/then/on"},
      {"an unknown field", R"("class":"trademark","colour":"red")", "unknown-field", "/colour"},
      {"a number as assessment", R"("class":"trademark","assessment":1000)", "amount-not-string",
       "/assessment"},
      {"no amount", R"("class":"trademark","assessment":"much")", "invalid-amount", "/assessment"},
      {"nothing as assessment", R"("class":"trademark","assessment":"0")", "out-of-range",
       "/assessment"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = asked(dispatcher, row.members);
    CAPTURE(reply.body);
    CHECK(reply.status == 422);
    CHECK(reply.code() == row.code);
    CHECK(reply.member("pointer") == row.pointer);
  }
}

TEST_CASE("the refusal of an expression tells the place and a near miss") {
  const LiveDispatcher dispatcher;
  const RawReply reply = asked(dispatcher, R"("class":"software","terms":{"spdx":"MIT AND GPL3"})");
  CHECK(reply.code() == "unknown-terms");
  CHECK(holds_text(reply, "GPL-3.0-only or GPL-3.0-or-later"));
  CHECK(
      holds_text(reply, R"("pointer":"/terms/spdx","code":"unknown-terms","detail":"Column 9: )"));
}

TEST_CASE("a degree comes with all that it follows from, and nothing is recorded") {
  const LiveDispatcher dispatcher;
  const Sequence before = dispatcher.sequence();
  const RawReply reply =
      asked(dispatcher, R"("class":"software","terms":{"spdx":"mit AND busl-1.1"})");
  CHECK(reply.status == 200);
  CHECK(reply.member("normal") == "MIT AND BUSL-1.1");
  CHECK(reply.member("branch") == "MIT AND BUSL-1.1");
  CHECK(reply.member("degree") == "0.190000");
  CHECK(reply.member("raw") == "0.190000");
  CHECK(reply.member("degree_exact") == "19/100");
  CHECK(reply.member("raw_exact") == "19/100");
  CHECK(reply.member("open") == "false");
  CHECK(
      holds_text(reply, R"("vector":{"A":"0/24","U":"12/24","M":"0/24","R":"0/24","Y":"12/24",)"));
  CHECK(holds_text(reply, R"("weights":{"A":"0.180000","U":"0.180000","M":"0.240000",)"));
  CHECK(holds_text(reply, R"("causes":{"A":null,"U":"BUSL-1.1","M":null,)"));
  CHECK(holds_text(reply, R"("facts":[{"of":"MIT",)"));
  CHECK(holds_text(reply, R"("sources":[{"id":"choosealicense","version":")"));
  CHECK(holds_text(reply, R"("alternatives":[],"warnings":[],"steps":[],"assessment":null,)"
                          R"("rate":null,"tax_per_year":null,"currency":"EUR",)"
                          R"("as_of":"2026-01-01T00:00:00Z"})"));
  CHECK(dispatcher.sequence() == before);
}

TEST_CASE("each operand of an OR is told with its degree, and what is deprecated") {
  const LiveDispatcher dispatcher;
  const RawReply reply =
      asked(dispatcher, R"("class":"software","terms":{"spdx":"BUSL-1.1 OR GPL-2.0"})");
  CHECK(reply.member("degree") == "0.000000");
  CHECK(reply.member("open") == "true");
  CHECK(reply.member("branch") == "GPL-2.0");
  // Under GPL-2.0: (8 x 0.06 + 12 x 0.06 + 8 x 0.02) / 24 = 1.36 / 24.
  CHECK(holds_text(reply, R"("alternatives":[{"normal":"BUSL-1.1","degree":"0.190000",)"
                          R"("raw":"0.190000"},{"normal":"GPL-2.0","degree":"0.000000",)"
                          R"("raw":"0.056667"}])"));
  CHECK(holds_text(reply, R"("warnings":["GPL-2.0 is deprecated; the list gives GPL-2.0-only"])"));
}

TEST_CASE("later terms are steps of the degree") {
  const LiveDispatcher dispatcher;
  const RawReply reply =
      asked(dispatcher,
            R"("class":"software","terms":{"spdx":"LicenseRef-Own","then":{"spdx":"BUSL-1.1",)"
            R"("on":"2028-01-01","then":{"spdx":"Apache-2.0","on":"2030-01-01"}}})");
  CHECK(reply.member("degree") == "1.000000");
  CHECK(holds_text(reply, R"("steps":[{"from":"2028-01-01T00:00:00Z","degree":"0.190000"},)"
                          R"({"from":"2030-01-01T00:00:00Z","degree":"0.000000"}])"));
}

TEST_CASE("what a registration refuses of later terms the question about a degree refuses alike") {
  const LiveDispatcher dispatcher;
  const auto [id, key] = dispatcher.member("Ana");
  const auto rows = std::to_array<std::array<const char*, 2>>({
      {R"({"spdx":"BUSL-1.1","then":{"spdx":"Apache-2.0","on":"2025-12-31"}})", "invalid-field"},
      {R"({"spdx":"BUSL-1.1","then":{"spdx":"Apache-2.0","on":"2026-01-01"}})", "invalid-field"},
      {R"({"spdx":"MIT","then":{"spdx":"BUSL-1.1","on":"2025-12-31"}})", "invalid-field"},
      {R"({"spdx":"MIT","then":{"spdx":"BUSL-1.1","on":"2026-01-02"}})", "unknown-terms"},
  });
  for (const auto& [terms, code] : rows) {
    CAPTURE(terms);
    const std::string stated = R"("class":"software","terms":)" + std::string{terms};
    const RawReply degree = dispatcher.post("/v1/degree", "", "{" + stated + "}");
    const RawReply registered = dispatcher.post(
        "/v1/assets", key,
        R"({"name":"x","identifiers":[],"assessment":"100.00","escrow":"0.00",)" + stated + "}");
    CHECK(degree.code() == code);
    CHECK(registered.code() == code);
    const auto errors = [](const RawReply& reply) {
      return reply.body.substr(reply.body.find("\"errors\":"));
    };
    CHECK(errors(degree) == errors(registered));
  }
}

TEST_CASE("with an assessment the rate and the tax of a year are told") {
  const LiveDispatcher dispatcher;
  const RawReply patent = asked(
      dispatcher, R"("class":"patent","terms":{"commitment":"frand"},"assessment":"100000.00")");
  CHECK(patent.status == 200);
  CHECK(patent.member("degree") == "0.625000");
  CHECK(patent.member("assessment") == "100000.00");
  // 2.5 % x 0.625.
  CHECK(patent.member("rate") == "0.015625");
  CHECK(patent.member("tax_per_year") == "1562.50");
  // An open licence costs nothing, whatever its raw degree.
  const RawReply open =
      asked(dispatcher, R"("class":"software","terms":{"spdx":"MIT"},"assessment":"100000.00")");
  CHECK(open.member("raw") == "0.060000");
  CHECK(open.member("rate") == "0");
  CHECK(open.member("tax_per_year") == "0.00");
  const RawReply trademark = asked(dispatcher, R"("class":"trademark")");
  CHECK(trademark.status == 200);
  CHECK(trademark.member("degree") == "1.000000");
  CHECK(holds_text(trademark, R"("normal":null)"));
}

TEST_CASE("the weights and the rates are those of the schedule in force") {
  const LiveDispatcher dispatcher{
      "title = \"T\"\ncurrency = \"CHF\"\n"
      "[[class]]\nname = \"software\"\nnotice = \"0s\"\ngrant_back = true\n"
      "  [[class.scale]]\n  from = 2026-01-01\n"
      "  brackets = [{ above = \"0\", rate = \"4%\" }]\n"
      "[[degree]]\nfrom = 2026-01-01\npoints = [{ degree = \"0\", multiplier = \"0\" }, "
      "{ degree = \"1\", multiplier = \"1\" }]\n"
      "[[degree.weights]]\nfrom = 2026-01-01\nclass = \"software\"\nA = \"0\"\nU = \"1\"\n"
      "M = \"0\"\nR = \"0\"\nY = \"0\"\nP = \"0\"\nB = \"0\"\nE = \"0\"\n"
      "[[procedure]]\nfrom = 2026-01-01\nescrow_cover = \"30d\"\ngrace = \"30d\"\n"
      "auction = \"28d\"\nlate_surcharge = \"0%\"\n"
      "[[revenue]]\nfrom = 2026-01-01\nshares = [{ to = \"treasury\", share = \"100%\" }]\n"};
  const RawReply work =
      asked(dispatcher, R"("class":"software","terms":{"spdx":"BUSL-1.1"},"assessment":"1000.00")");
  // Only use has a weight, and BUSL-1.1 leaves half of it closed.
  CHECK(work.member("degree") == "0.500000");
  CHECK(work.member("rate") == "0.02");
  CHECK(work.member("tax_per_year") == "20.00");
  CHECK(work.member("currency") == "CHF");
  CHECK(holds_text(dispatcher.get("/v1/licences?q=busl"), R"("degree":"0.500000")"));
  // A class that the schedule does not have gets a degree and no rate.
  const RawReply other = asked(
      dispatcher, R"("class":"dataset","terms":{"spdx":"LicenseRef-Own"},"assessment":"1000.00")");
  CHECK(other.member("degree") == "1.000000");
  CHECK(holds_text(other, R"("rate":null,"tax_per_year":null)"));
}

TEST_CASE("a list of licences that cannot be is refused") {
  const LiveDispatcher dispatcher;
  for (const char* query : {"?limit=0", "?limit=201", "?limit=x", "?class=boat", "?class=patent",
                            "?class=trademark", "?colour=red", "?q=a&q=b"}) {
    CAPTURE(query);
    const RawReply reply = dispatcher.get("/v1/licences" + std::string{query});
    CHECK(reply.status == 400);
    CHECK(reply.code() == "invalid-parameter");
  }
  CHECK(dispatcher.get("/v1/licences?cursor=x").code() == "invalid-cursor");
  const std::string cursor = next_of(dispatcher.get("/v1/licences?q=mit&limit=1"));
  CHECK(dispatcher.get("/v1/licences?q=gpl&cursor=" + cursor).code() == "invalid-cursor");
  CHECK(dispatcher.get("/v1/beneficiaries?cursor=" + cursor).code() == "invalid-cursor");
  CHECK(dispatcher.post("/v1/licences", "", "{}").status == 401);
}

TEST_CASE("licences are found by their beginning in either case") {
  const LiveDispatcher dispatcher;
  const RawReply reply = dispatcher.get("/v1/licences?q=BuSl");
  CHECK(reply.status == 200);
  CHECK(holds_text(reply, R"({"data":[{"id":"BUSL-1.1","kind":"licence",)"
                          R"("name":"Business Source License 1.1",)"
                          R"("degree":"0.190000","deprecated":false,"replaced_by":null}],)"
                          R"("next_cursor":null,"as_of":"2026-01-01T00:00:00Z"})"));
  CHECK(holds_text(dispatcher.get("/v1/licences?q=gpl-2.0&limit=1"),
                   R"("deprecated":true,"replaced_by":"GPL-2.0-only")"));
  CHECK(holds_text(dispatcher.get("/v1/licences?q=CC-BY-NC-4.0&class=copyright"), R"("0.287234")"));
  CHECK(holds_text(dispatcher.get("/v1/licences?q=Nonsense"), R"({"data":[],"next_cursor":null,)"));
  // An exception alone is no licence.
  CHECK(holds_text(dispatcher.get("/v1/licences?q=classpath-exception"), R"({"data":[],)"));
}

TEST_CASE("pages of licences show each once, in order") {
  const LiveDispatcher dispatcher;
  std::size_t expected = 0;
  for (const LicenceLine& line : founding_licences().lines()) {
    expected += line.kind == LicenceKind::licence || line.kind == LicenceKind::reference ? 1 : 0;
  }
  std::set<std::string> seen;
  std::string cursor;
  do {
    const RawReply page =
        dispatcher.get("/v1/licences?limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor));
    REQUIRE(page.status == 200);
    const auto body = parse_json(page.body);
    REQUIRE(body.has_value());
    for (const JsonValue& row : body->member("data")->items) {
      CHECK(seen.insert(row.member("id")->text).second);
    }
    cursor = next_of(page);
    CHECK(page.headers.count("link") == (cursor.empty() ? 0 : 1));
  } while (!cursor.empty());
  CHECK(seen.size() == expected);
  const std::string behind = next_of(dispatcher.get("/v1/licences?q=MIT-&limit=1"));
  // MIT-0 comes first, then MIT-advertising; the cursor keeps the filter.
  CHECK(holds_text(dispatcher.get("/v1/licences?limit=1&cursor=" + behind),
                   R"({"data":[{"id":"MIT-advertising")"));
}

}  // namespace
}  // namespace quitrent::testing
