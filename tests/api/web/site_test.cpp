// SPDX-License-Identifier: EUPL-1.2
//
// Pages as a browser gets them: headers, addresses, and texts that try to be more than text.
#include "api/web/site.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/raw_connection.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

constexpr std::string_view kHtml = "text/html,application/xhtml+xml";

const Keys& keys() {
  static const Keys same{LiveDispatcher::secret()};
  return same;
}

std::optional<Response> answer_of(const Site& site, const Request& request) {
  return site.page(request, ask_of(web_scene().dispatcher));
}

Request request_to(std::string_view path, Method method = Method::get) {
  Request request;
  request.method = method;
  request.path = path;
  return request;
}

Request html_request(std::string_view path, std::string_view query = {}) {
  Request request = request_to(path);
  request.query = query;
  request.accept = kHtml;
  return request;
}

Response html_at(const Site& site, std::string_view path, std::string_view query = {}) {
  auto page = answer_of(site, html_request(path, query));
  REQUIRE(page.has_value());
  return *page;
}

std::string header(const Response& response, std::string_view name) {
  const auto found =
      std::ranges::find(response.headers, name, &std::pair<std::string, std::string>::first);
  return found == response.headers.end() ? std::string{} : found->second;
}

TEST_CASE("a path without a page is left to the API, unless the client reads HTML") {
  const Site site{SiteKind::real, keys()};
  for (const char* const path : {"/nothing", "/assets", "/assets/", "/assets/a/b", "/search/",
                                 "/static/quitrent.css", "/templates/home.mustache"}) {
    CAPTURE(std::string{path});
    CHECK_FALSE(answer_of(site, request_to(path)).has_value());
    const Response page = html_at(site, path);
    CHECK(page.status == 404);
    CHECK(page.body.contains("<h1>Page not found</h1>"));
  }
  CHECK_FALSE(answer_of(site, html_request("/v1/nothing")));
}

TEST_CASE("a page is only read") {
  const Site site{SiteKind::real, keys()};
  for (const Method method : {Method::post, Method::put, Method::delete_, Method::other}) {
    const auto page = answer_of(site, request_to("/search", method));
    REQUIRE(page.has_value());
    CHECK(page->status == 405);
    CHECK(header(*page, "Allow") == "GET, HEAD");
  }
  CHECK(answer_of(site, request_to("/search", Method::head))->status == 200);
}

TEST_CASE("a page lets a browser load nothing but the style and the mark of this server") {
  const Site site{SiteKind::real, keys()};
  const Response home = html_at(site, "/");
  CHECK(home.content_type == "text/html; charset=utf-8");
  CHECK(header(home, "Content-Security-Policy") ==
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src "
        "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  CHECK(header(home, "X-Content-Type-Options") == "nosniff");
  CHECK_FALSE(home.body.contains("style="));
  CHECK_FALSE(home.body.contains("<script"));
  CHECK_FALSE(home.body.contains("http:"));
  const std::size_t at = home.body.find("/static/quitrent-");
  REQUIRE(at != std::string::npos);
  const std::string address = home.body.substr(at, home.body.find('"', at) - at);
  const auto style = answer_of(site, request_to(address));
  REQUIRE(style.has_value());
  CHECK(style->content_type == "text/css; charset=utf-8");
  CHECK(header(*style, "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(style->body.size() <= 15'000);
}

TEST_CASE("every page of a sandbox says that it is one") {
  const Site sandbox{SiteKind::sandbox, keys()};
  const Site real{SiteKind::real, keys()};
  for (const PageRoute& route : page_routes()) {
    std::string path{route.pattern};
    if (route.audience != Audience::everyone || path == "/purchases/{}") continue;
    if (path.ends_with("{}")) path.replace(path.size() - 2, 2, web_scene().patent);
    CAPTURE(path);
    CHECK(html_at(sandbox, path).body.contains("<strong>Sandbox.</strong>"));
    CHECK_FALSE(html_at(real, path).body.contains("<strong>Sandbox.</strong>"));
  }
}

TEST_CASE("a hostile name is shown as text, and a hostile query too") {
  const Site site{SiteKind::real, keys()};
  const WebScene& scene = web_scene();
  std::vector<Response> pages{
      html_at(site, "/search", "q=%3Cscript%3Ealert(1)%3C/script%3E"),
      html_at(site, "/search", "q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E&class=%22%3E"),
      html_at(site, "/search", "holder=javascript:alert(1)"),
      html_at(site, "/search", "sort=-assessment"),
      html_at(site, "/search", "class=software"),
      html_at(site, "/")};
  for (const std::string& id : scene.hostile) pages.push_back(html_at(site, "/assets/" + id));
  for (const Response& page : pages) {
    CHECK_FALSE(page.body.contains("<script"));
    CHECK_FALSE(page.body.contains("<img"));
    CHECK_FALSE(page.body.contains("' on"));
    CHECK_FALSE(page.body.contains("href=\"javascript:"));
  }
  CHECK(html_at(site, "/assets/" + scene.hostile[0])
            .body.contains("<h1><bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi></h1>"));
  CHECK(html_at(site, "/assets/" + scene.hostile[4])
            .body.contains("<h1><bdi>{{{name}}} {{#holder}}</bdi></h1>"));
}

TEST_CASE("a search that the API refuses is shown with what was typed") {
  const Site site{SiteKind::real, keys()};
  const Response page = html_at(site, "/search", "q=a+b+c+d+e+f+g+h+i");
  CHECK(page.status == 400);
  CHECK(page.body.contains("value=\"a b c d e f g h i\""));
  CHECK(page.body.contains("role=\"alert\""));
}

}  // namespace
}  // namespace quitrent::testing
