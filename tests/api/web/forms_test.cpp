// SPDX-License-Identifier: EUPL-1.2
//
// Forms as a browser sends them: signing in, buying, paying in.
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/http/protocol/parameters.hpp"
#include "api/web/site.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

LiveOptions with_site(const Keys& keys) {
  LiveOptions options;
  options.hooks.pages = std::make_shared<const Site>(SiteKind::sandbox, keys);
  return options;
}

/// Fields of a form as a browser writes them.
std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    text += (text.empty() ? "" : "&") + name + '=' + percent_encoded(value);
  }
  return text;
}

/// The value of the field of a form in a page; empty where there is none.
std::string field(const RawReply& page, const std::string& name) {
  const std::size_t at = page.body.find("name=\"" + name + '"');
  if (at == std::string::npos) return {};
  const std::size_t begin = page.body.find("value=\"", at) + 7;
  return page.body.substr(begin, page.body.find('"', begin) - begin);
}

/// A browser that keeps the session's cookie.
class Browser {
 public:
  explicit Browser(const LiveDispatcher& dispatcher) : dispatcher_{dispatcher} {}

  RawReply get(const std::string& path) { return sent("GET " + path, {}); }
  RawReply post(const std::string& path, const std::string& form) {
    return sent("POST " + path, form, "Sec-Fetch-Site: same-origin\r\n");
  }
  /// Sends a request with these headers; a body only with POST.
  RawReply sent(const std::string& line, const std::string& form, std::string headers = {}) {
    if (!cookie.empty()) headers += "Cookie: other=1; __Host-quitrent=" + cookie + "\r\n";
    if (line.starts_with("POST")) {
      headers += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                 std::to_string(form.size()) + "\r\n";
    }
    RawConnection connection{dispatcher_.port()};
    connection.send(line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + form);
    const RawReply reply = connection.reply(false);
    if (const auto set = reply.headers.find("set-cookie"); set != reply.headers.end()) {
      CHECK(set->second.ends_with("; Path=/; HttpOnly; Secure; SameSite=Lax"));
      const std::size_t begin = set->second.find('=') + 1;
      cookie = set->second.substr(begin, set->second.find(';') - begin);
    }
    return reply;
  }

  std::string cookie;

 private:
  const LiveDispatcher& dispatcher_;
};

/// Ana holds a patent at 36500.00. Ben and Cai have money and sign in with a browser.
struct FormsScene {
  Keys keys{LiveDispatcher::secret()};
  LiveDispatcher dispatcher{with_site(keys)};
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben");
  std::pair<std::string, std::string> cai = dispatcher.member("Cai");
  std::string patent = dispatcher.patent(ana.second, "US1");

  Browser signed_in(const std::string& key) const {
    Browser browser{dispatcher};
    CHECK(browser.post("/sign-in", form_of({{"api_key", key}})).status == 303);
    CHECK(browser.cookie.size() == 64);
    return browser;
  }
  std::string holder() const {
    const RawReply asset = dispatcher.get("/v1/assets/" + patent);
    return asset.body.substr(asset.body.find("\"holder\""), 80);
  }
};

TEST_CASE("nobody signs in without a key of the register, or from elsewhere") {
  const FormsScene scene;
  struct Row {
    const char* why;
    std::string headers, form;
    int status;
    const char* text;
  };
  const std::string here = "Sec-Fetch-Site: same-origin\r\n";
  const std::string good = form_of({{"api_key", scene.ben.second}});
  const std::vector<Row> rows{
      {"no key", here, "", 422, "Enter the API key"},
      {"an empty key", here, "api_key=", 422, "Enter the API key"},
      {"another key", here, "api_key=qtr_nothing", 422, "No party of this register has this key"},
      {"from another site", "Sec-Fetch-Site: cross-site\r\n", good, 403, "comes from elsewhere"},
      {"from a neighbour", "Sec-Fetch-Site: same-site\r\n", good, 403, "comes from elsewhere"},
      {"from another origin", "Origin: https://example.org\r\n", good, 403, "comes from elsewhere"},
      {"from no origin", "Origin: null\r\n", good, 403, "comes from elsewhere"},
      {"from nowhere", "", good, 403, "comes from elsewhere"}};
  for (const Row& row : rows) {
    CAPTURE(std::string{row.why});
    Browser browser{scene.dispatcher};
    const RawReply reply = browser.sent("POST /sign-in", row.form, row.headers);
    CHECK(reply.status == row.status);
    CHECK(reply.body.contains(row.text));
    CHECK(browser.cookie.empty());
  }
  Browser browser{scene.dispatcher};
  CHECK(browser.sent("POST /sign-in", good, "Origin: http://localhost\r\n").status == 303);
}

TEST_CASE("signing in leads to a page of this server, and signing out ends the session") {
  const FormsScene scene;
  struct Row {
    const char* to;
    const char* location;
  };
  for (const Row& row : std::vector<Row>{{"", "/holdings"},
                                         {"/buy/x?a=1", "/buy/x?a=1"},
                                         {"https://example.org/", "/holdings"},
                                         {"//example.org/", "/holdings"},
                                         {"/\\example.org", "/holdings"},
                                         {"/a b", "/holdings"},
                                         {"/\u00fc", "/holdings"},
                                         {"javascript:alert(1)", "/holdings"}}) {
    CAPTURE(std::string{row.to});
    Browser browser{scene.dispatcher};
    const RawReply reply =
        browser.post("/sign-in", form_of({{"api_key", scene.ben.second}, {"to", row.to}}));
    CHECK(reply.status == 303);
    CHECK(reply.headers.at("location") == row.location);
  }
  Browser browser = scene.signed_in(scene.ben.second);
  CHECK(browser.get("/holdings").body.contains("<bdi>Ben</bdi>"));
  CHECK(browser.get("/holdings").headers.at("cache-control") == "no-store");
  const std::string token = browser.cookie;
  CHECK(browser.post("/sign-out", "").headers.at("location") == "/");
  browser.cookie = token;
  CHECK(browser.get("/holdings").headers.at("location") == "/sign-in?to=%2Fholdings");
}

TEST_CASE("a cookie opens no route of the API, and no page beside an API key") {
  const FormsScene scene;
  Browser browser = scene.signed_in(scene.ben.second);
  CHECK(browser.get("/v1/me").status == 401);
  const RawReply both =
      browser.sent("GET /holdings", {}, "Authorization: Bearer " + scene.ben.second + "\r\n");
  CHECK(both.status == 400);
  CHECK(both.body.contains("Two ways of signing in"));
}

TEST_CASE("a form that cannot be read is refused before it is read") {
  const FormsScene scene;
  struct Row {
    const char* headers;
    int status;
  };
  for (const Row& row : std::vector<Row>{
           {"Content-Length: 2\r\nContent-Type: application/json\r\n", 415},
           {"Content-Length: 2\r\n", 415},
           {"Content-Length: 65537\r\nContent-Type: application/x-www-form-urlencoded\r\n", 413},
           {"Transfer-Encoding: chunked\r\n", 411}}) {
    CAPTURE(std::string{row.headers});
    RawConnection connection{scene.dispatcher.port()};
    connection.send("POST /sign-in HTTP/1.1\r\nHost: localhost\r\n" + std::string{row.headers} +
                    "\r\n{}");
    CHECK(connection.reply(false).status == row.status);
  }
}

TEST_CASE("the owner of a key ends its sessions") {
  const FormsScene scene;
  Browser first = scene.signed_in(scene.ben.second);
  Browser second = scene.signed_in(scene.ben.second);
  Browser other = scene.signed_in(scene.cai.second);
  const RawReply page = second.get("/sessions");
  CHECK(page.body.contains("(this session)"));
  CHECK(second.post("/sessions", form_of({{"number", field(page, "number")}})).status == 303);
  CHECK(first.get("/holdings").status == 303);
  CHECK(second.get("/holdings").status == 200);
  CHECK(other.get("/holdings").status == 200);
}

TEST_CASE("a purchase with wrong answers comes back with what was typed, and nothing is bought") {
  const FormsScene scene;
  Browser ben = scene.signed_in(scene.ben.second);
  const std::string path = "/buy/" + scene.patent;
  const Sequence begun = scene.dispatcher.sequence();
  struct Row {
    const char* why;
    std::string assessment, escrow, max_price;
    int status;
    const char* fault_of;
  };
  const std::vector<Row> rows{
      {"a word", "a lot", "100.00", "36500.00", 422, "assessment"},
      {"too many decimals", "1.1234567", "100.00", "36500.00", 422, "assessment"},
      {"a negative sum", "40000.00", "-1.00", "36500.00", 422, "escrow"},
      {"too much", std::string(400, '9'), "100.00", "36500.00", 422, "assessment"}};
  for (const Row& row : rows) {
    CAPTURE(std::string{row.why});
    const RawReply page = ben.post(path, form_of({{"assessment", row.assessment},
                                                  {"escrow", row.escrow},
                                                  {"max_price", row.max_price}}));
    CHECK(page.status == row.status);
    CHECK(page.body.contains("<title>Error: "));
    CHECK(page.body.contains("<a href=\"#" + std::string{row.fault_of} + "\">"));
    CHECK(page.body.contains("id=\"" + std::string{row.fault_of} + "_fault\""));
    CHECK(field(page, "assessment") == row.assessment);
    CHECK(field(page, "escrow") == row.escrow);
  }
  const RawReply dear = ben.post(path, form_of({{"step", "buy"},
                                                {"assessment", "40000.00"},
                                                {"escrow", "900.00"},
                                                {"max_price", "100.00"},
                                                {"repeat_key", "k1"}}));
  CHECK(dear.status == 409);
  CHECK(dear.body.contains("above the stated maximum"));
  CHECK(scene.dispatcher.sequence() == begun);
  CHECK(scene.holder().contains("Ana"));
}

TEST_CASE("a buyer looks, checks its answers and buys once, however often it clicks") {
  const FormsScene scene;
  const std::string path = "/buy/" + scene.patent;
  Browser stranger{scene.dispatcher};
  CHECK(stranger.get(path).body.contains("Sign in and go on"));
  CHECK(stranger.post(path, "max_price=1.00").headers.at("location") ==
        "/sign-in?to=%2Fbuy%2F" + scene.patent + "%3Fmax_price%3D1.00");
  Browser ben = scene.signed_in(scene.ben.second);
  const RawReply page = ben.get(path + "?assessment=40000.00&escrow=900.00");
  CHECK(page.status == 200);
  CHECK(field(page, "max_price") == "36500.00");
  const auto answers = [](const RawReply& from) {
    return std::vector<std::pair<std::string, std::string>>{
        {"assessment", field(from, "assessment")}, {"escrow", field(from, "escrow")},
        {"max_price", field(from, "max_price")},   {"terms_digest", field(from, "terms_digest")},
        {"holder", field(from, "holder")},         {"step", field(from, "step")},
        {"repeat_key", field(from, "repeat_key")}};
  };
  const RawReply check = ben.post(path, form_of(answers(page)));
  CHECK(check.status == 200);
  CHECK(check.body.contains("<h1>Check your answers</h1>"));
  CHECK(scene.holder().contains("Ana"));
  const RawReply bought = ben.post(path, form_of(answers(check)));
  const RawReply again = ben.post(path, form_of(answers(check)));
  CHECK(bought.status == 303);
  CHECK(again.headers.at("location") == bought.headers.at("location"));
  CHECK(scene.holder().contains("Ben"));
  const RawReply shown = ben.get(bought.headers.at("location"));
  CHECK(shown.body.contains("<h1>Bought</h1>"));
  CHECK(shown.body.contains("EUR\u00a036,500.00"));
  CHECK(ben.get("/holdings").body.contains("/deposit/" + scene.patent));
  // Cai had opened the page before.
  Browser cai = scene.signed_in(scene.cai.second);
  const RawReply late = cai.post(path, form_of(answers(check)));
  CHECK(late.status == 409);
  CHECK(late.body.contains("Another buyer was faster."));
  CHECK(late.body.contains("EUR\u00a040,000.00"));
}

TEST_CASE("a buyer learns what has changed since it opened the page, and nothing is bought") {
  const FormsScene scene;
  const RawReply asset = scene.dispatcher.get("/v1/assets/" + scene.patent);
  const std::string digest = asset.member("terms_digest");
  const std::string other = "sha256:" + std::string(64, 'a');
  Browser ben = scene.signed_in(scene.ben.second);
  struct Row {
    const char* why;
    std::string terms, holder, max_price;
    int status;
    const char* text;
  };
  const std::vector<Row> rows{
      {"other terms", other, scene.ana.first, "36500.00", 422, "They are now: no commitment."},
      {"another holder", digest, scene.cai.first, "36500.00", 422, "Another buyer was faster."},
      {"a higher price", digest, scene.ana.first, "36499.99", 422, "above the highest price"},
      {"nothing", digest, scene.ana.first, "36500.00", 200, "<h1>Check your answers</h1>"}};
  for (const Row& row : rows) {
    CAPTURE(std::string{row.why});
    const RawReply page = ben.post("/buy/" + scene.patent, form_of({{"assessment", "40000.00"},
                                                                    {"escrow", "900.00"},
                                                                    {"max_price", row.max_price},
                                                                    {"terms_digest", row.terms},
                                                                    {"holder", row.holder}}));
    CHECK(page.status == row.status);
    CHECK(page.body.contains(row.text));
  }
  CHECK(scene.holder().contains("Ana"));
  // What is too long for an address is not carried to the page for signing in.
  Browser stranger{scene.dispatcher};
  const RawReply sign =
      stranger.post("/buy/" + scene.patent, form_of({{"assessment", std::string(2'000, '9')}}));
  CHECK(sign.headers.at("location") == "/sign-in?to=%2Fbuy%2F" + scene.patent);
}

TEST_CASE("a holder pays in once, however often it clicks") {
  const FormsScene scene;
  Browser ana = scene.signed_in(scene.ana.second);
  const std::string path = "/deposit/" + scene.patent;
  for (const char* const amount : {"", "0", "all", "99999999.00"}) {
    CAPTURE(std::string{amount});
    const RawReply page = ana.post(path, form_of({{"amount", amount}}));
    CHECK((page.status == 422 || page.status == 409));
    CHECK(page.body.contains("There is a problem"));
    CHECK(field(page, "amount") == amount);
  }
  const std::string form =
      form_of({{"amount", "10.00"}, {"repeat_key", field(ana.get(path), "repeat_key")}});
  const auto account = [&] {
    return scene.dispatcher.get("/v1/parties/" + scene.ana.first + "/account", scene.ana.second)
        .member("available");
  };
  CHECK(account() == "99500.00");
  CHECK(ana.post(path, form).headers.at("location") == "/holdings");
  CHECK(ana.post(path, form).headers.at("location") == "/holdings");
  CHECK(account() == "99490.00");
  CHECK(ana.get("/deposit/ast_none").status == 404);
}

}  // namespace
}  // namespace quitrent::testing
