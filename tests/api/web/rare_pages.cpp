// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/web/rare_pages.hpp"

#include <string>

#include <doctest/doctest.h>

#include "tests/api/http/raw_connection.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

/// The page of a party as GET /v1/parties/{id} shows it.
Page page_of_party(const LiveDispatcher& dispatcher, const std::string& id) {
  const AskApi rest = ask_of(dispatcher);
  const AskApi ask = [&](const Request& request) {
    if (request.path != "/v1/parties/" + id) return rest(request);
    return Response{.body = R"({"id":")" + id + R"(","name":"Cai","roles":["member"],)" +
                            R"("holds":1,"sold":0,"bought":0,"as_of":"2026-03-20T00:00:00Z"})"};
  };
  return page_from(ask, "/parties/" + id);
}

}  // namespace

std::vector<Page> rare_pages() {
  const LiveDispatcher dispatcher;
  const auto cai = dispatcher.member("Cai", "1000000.00");
  const auto dot = dispatcher.member("Dot");
  const auto registrar = dispatcher.member("Rea", "1.00", R"(["registrar"])");
  std::string trademark;
  for (int number = 0; number < 60; ++number) {
    // Either costs 2.50 of tax a day.
    const std::string what = number == 0
                                 ? std::string{R"("class":"trademark","assessment":"91250.00")"}
                                 : std::string{R"("class":"patent","terms":{"commitment":"none"},)"
                                               R"("assessment":"36500.00")"};
    const RawReply made = dispatcher.post(
        "/v1/assets", cai.second,
        R"({"name":"Kettle )" + std::to_string(number) + "\"," + what + R"(,"escrow":"80.00"})");
    REQUIRE_MESSAGE(made.status == 201, made.body);
    if (number == 0) trademark = made.member("id");
  }
  std::vector<Page> pages{page_of_party(dispatcher, cai.first),
                          page_of_party(dispatcher, dot.first)};
  dispatcher.move_clock(R"("to":"2026-03-20T00:00:00Z")");
  const RawReply held =
      dispatcher.post("/v1/assets/" + trademark + "/holds", registrar.second,
                      R"({"reference":"12/26","ends_at":"2026-03-25T00:00:00Z"})");
  REQUIRE_MESSAGE(held.status == 201, held.body);
  // The trademark's auction ends last, since it was held: it stands on the last page.
  for (std::string query = "cursor=";;) {
    pages.push_back(page_of(dispatcher, "/auctions", query));
    const std::string next = shown(pages.back().model, "next");
    if (next == "false") break;
    query = next.substr(next.find('?') + 1);
  }
  // Each registration is an event: more than a page of them.
  for (const char* const day : {"2026-01-01", "2026-02-10", "2026-03-21"}) {
    pages.push_back(page_of(dispatcher, "/gazette", "day=" + std::string{day}));
  }
  const LiveDispatcher empty;
  for (const char* const path : {"/auctions", "/statistics"}) {
    pages.push_back(page_of(empty, path));
  }
  return pages;
}

}  // namespace quitrent::testing
