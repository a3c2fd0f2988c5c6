// SPDX-License-Identifier: EUPL-1.2
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/http/json/json_value.hpp"
#include "api/web/degree_words.hpp"
#include "api/web/licence_words.hpp"
#include "tests/api/web/public_scene.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

TEST_CASE("a licence that the register does not know has no page") {
  for (const char* const path : {"/licences/MITT", "/licences/LicenseRef-Own", "/licences/%ff",
                                 "/licences/%3Cscript%3E", "/licences/MIT%00"}) {
    CAPTURE(path);
    CHECK(public_scene().page(path).status == 404);
  }
  CHECK(public_scene().page("/licences/MIT", "class=patent").status == 404);
}

TEST_CASE("the form says why it cannot read terms or a value, and keeps what was typed") {
  const Page terms = public_scene().page("/licences", "terms=MITT&value=100");
  CHECK(shown(terms.model, "fault").contains("\"MITT\" is not on the SPDX licence list"));
  CHECK(shown(terms.model, "tried") == "false");
  CHECK(shown(terms.model, "terms") == "MITT");
  CHECK(shown(terms.model, "value") == "100");
  const Page value = public_scene().page("/licences", "terms=MIT&value=1%2C000");
  CHECK(shown(value.model, "fault").contains("decimal"));
}

TEST_CASE("the form answers with degree and tax as the API says them") {
  struct Row {
    const char* query;
    const char* percent;
    const char* tax;
  };
  const std::vector<Row> rows{
      {"terms=MIT&value=1000", "0%", "EUR\u00a00.00"},
      {"class=dataset&terms=CC-BY-NC-4.0&value=1000", "28.7234%", "EUR\u00a014.3617"},
      {"class=patent&terms=frand&value=1000", "62.5%", "EUR\u00a015.625"},
      {"class=copyright&terms=CC-BY-NC-ND-4.0", "59.0426%", "false"}};
  for (const Row& row : rows) {
    CAPTURE(row.query);
    const Page page = public_scene().page("/licences", row.query);
    CHECK(shown(page.model, "fault") == "false");
    CHECK(shown(page.model, "tried.percent") == row.percent);
    CHECK(shown(page.model, "tried.tax") == row.tax);
    CHECK(shown(page.model, "tried.rows") == "8 items");
  }
}

TEST_CASE("the list names each licence with its degree and the dimensions that close it") {
  const Page page = public_scene().page("/licences", "class=dataset&q=CC-BY-NC-4");
  CHECK(shown(page.model, "rows.0.name") == "CC-BY-NC-4.0");
  CHECK(shown(page.model, "rows.0.degree") == "28.7234%");
  CHECK(shown(page.model, "rows.0.why") ==
        "Limited: use (18 of 24), copies (6 of 24), payment (12 of 24), duties (12 of 24), works "
        "made from it (24 of 24).");
  CHECK(shown(page.model, "rows.0.address") == "/licences/CC-BY-NC-4.0?class=dataset");
  const Page open = public_scene().page("/licences", "q=GPL-3.0-only");
  CHECK(shown(open.model, "rows.0.degree") == "0%");
  CHECK(shown(open.model, "rows.0.why") == "Open to everyone in all that counts; no tax.");
}

TEST_CASE("a licence that a registrar recorded shows the reason and the text that it counts for") {
  const Page list = public_scene().page("/licences", "q=LicenseRef-House");
  REQUIRE(shown(list.model, "rows.0.is_recorded") == "true");
  const std::string address = shown(list.model, "rows.0.address");
  const Page page =
      public_scene().page("/licences/LicenseRef-House", address.substr(address.find('?') + 1));
  CHECK(shown(page.model, "recorded.reason") == "Read & <weighed>.");
  CHECK(shown(page.model, "degree.percent") == shown(list.model, "rows.0.degree"));
  CHECK(shown(page.model, "degree.rows.1.level") == "12 of 24");
}

TEST_CASE("pages have words for every commitment that terms may state, and for no other") {
  const AskApi ask = ask_of(public_scene().dispatcher);
  const ApiAnswer document = ApiReader{ask}.get("/openapi.json");
  const JsonValue& terms = member(member(member(document.body, "components"), "schemas"), "Terms");
  const auto choices = items_of(terms, "anyOf");
  REQUIRE(choices.size() == 2);
  const JsonValue& stated = member(member(choices[1], "properties"), "commitment");
  std::vector<std::string> named, worded;
  for (const JsonValue& one : items_of(stated, "enum")) named.push_back(one.text);
  for (const CommitmentWords& one : commitments()) worded.emplace_back(one.name);
  CHECK(named == worded);
  const Page page = public_scene().page("/licences", "class=design");
  CHECK(shown(page.model, "rows") == std::to_string(named.size()) + " items");
  CHECK(shown(page.model, "rows.2.degree") == "62.5%");
}

TEST_CASE("levels are told in words, and a text that is none as it stands") {
  CHECK(level_text("strange") == "strange");
  CHECK(level_text("0/24") == "open");
  CHECK(level_text("7/24") == "7 of 24");
  CHECK(level_text("24/24") == "closed");
}

}  // namespace
}  // namespace quitrent::testing
