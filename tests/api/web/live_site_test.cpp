// SPDX-License-Identifier: EUPL-1.2
//
// Pages behind a real socket, beside the API.
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/web/site.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

/// A page at every path: it reads what the API says at /v1/stats, or fails.
class TestPages final : public Pages {
 public:
  bool takes_form(const Request& /*request*/) const override { return false; }
  std::optional<Response> page(const Request& request, const AskApi& ask) const override {
    if (request.path == "/fails") throw std::runtime_error("the page is broken");
    if (request.path == "/nothing") return std::nullopt;
    Request stats;
    stats.method = Method::get;
    stats.path = request.path == "/stats" ? "/v1/stats" : "/v1/nothing";
    const Response answer = ask(stats);
    return Response{.status = answer.status, .body = answer.body, .content_type = "text/plain"};
  }
};

/// What the log and the operator were told.
struct Told {
  std::mutex lock;
  std::vector<std::string> paths;
  std::vector<std::string> complaints;
};

LiveOptions with_pages(std::shared_ptr<const Pages> pages, Told& told) {
  LiveOptions options;
  options.hooks.pages = std::move(pages);
  options.hooks.on_answered = [&told](const AnsweredRequest& answered) {
    const std::scoped_lock holding{told.lock};
    told.paths.emplace_back(answered.request.path);
  };
  options.hooks.complaint = [&told](const std::string& line) {
    const std::scoped_lock holding{told.lock};
    told.complaints.push_back(line);
  };
  return options;
}

/// Asks as a browser does. The answers of pages are not held to the description of the API.
RawReply browsed(const LiveDispatcher& dispatcher, const std::string& line,
                 const std::string& headers = {}) {
  RawConnection connection{dispatcher.port()};
  connection.send(line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  return connection.reply(line.starts_with("HEAD"));
}

TEST_CASE("a page stands where no route of the API does, and its own reads are not logged") {
  Told told;
  const LiveDispatcher dispatcher{with_pages(std::make_shared<const TestPages>(), told)};
  struct Row {
    const char* path;
    int status;
    const char* type;
    const char* text;
  };
  const std::size_t begun = told.paths.size();
  const std::vector<Row> rows{{"/stats", 200, "text/plain", "\"assets\":0"},
                              {"/v1/stats", 200, "application/json", "\"assets\":0"},
                              {"/other", 404, "text/plain", "\"code\":\"not-found\""},
                              {"/nothing", 404, "application/problem+json", "\"not-found\""},
                              {"/fails", 500, "application/problem+json", "\"internal\""}};
  for (const Row& row : rows) {
    CAPTURE(std::string{row.path});
    const RawReply reply = browsed(dispatcher, std::string{"GET "} + row.path);
    CHECK(reply.status == row.status);
    CHECK(reply.headers.at("content-type") == row.type);
    CHECK(reply.body.contains(row.text));
    CHECK(reply.headers.contains("request-id"));
  }
  CHECK(told.complaints == std::vector<std::string>{"the page is broken"});
  REQUIRE(told.paths.size() == begun + rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at) CHECK(told.paths[begun + at] == rows[at].path);
}

TEST_CASE("the pages of the site are served beside the API") {
  Told told;
  const Keys keys{LiveDispatcher::secret()};
  const LiveDispatcher dispatcher{
      with_pages(std::make_shared<const Site>(SiteKind::sandbox, keys), told)};
  const RawReply home = browsed(dispatcher, "GET /");
  CHECK(home.status == 200);
  CHECK(home.headers.at("content-type") == "text/html; charset=utf-8");
  CHECK(home.headers.contains("content-security-policy"));
  const RawReply head = browsed(dispatcher, "HEAD /search");
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  const RawReply posted = browsed(dispatcher, "POST /search", "Content-Length: 0\r\n");
  CHECK(posted.status == 405);
  CHECK(posted.headers.at("allow") == "GET, HEAD");
  const RawReply unknown = browsed(dispatcher, "GET /nothing", "Accept: text/html\r\n");
  CHECK(unknown.status == 404);
  CHECK(unknown.body.contains("<h1>Page not found</h1>"));
  CHECK(dispatcher.get("/nothing").code() == "not-found");
  CHECK(dispatcher.get("/v1/nothing").code() == "not-found");
  CHECK(told.complaints.empty());
}

}  // namespace
}  // namespace quitrent::testing
