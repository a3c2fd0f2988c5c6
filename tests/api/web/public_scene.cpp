// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/web/public_scene.hpp"

#include <doctest/doctest.h>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {
namespace {

/// The built-in schedule with other brackets of patents; `effective` is a day or empty.
std::string schedule_with(const std::string& brackets, const std::string& effective) {
  std::string toml{founding_schedule_toml()};
  const std::string before = R"(brackets = [{ above = "0", rate = "2.5%" }])";
  toml.replace(toml.find(before), before.size(),
               "brackets = [" + brackets +
                   "]\n  reference = { title = \"Order <1>\", href = \"https://example.org/1\" }");
  const std::string designs = R"(brackets = [{ above = "0", rate = "3%" }])";
  toml.insert(toml.find(designs) + designs.size(),
              "\n  reference = { title = \"Order 2\", href = \"javascript:alert(1)\" }");
  const std::string marks = R"(brackets = [{ above = "0", rate = "1%" }])";
  toml.insert(toml.find(marks) + marks.size(),
              "\n  [[class.scale]]\n  from = 2026-08-01\n"
              "  brackets = [{ above = \"0\", rate = \"1.1%\" }]");
  if (effective.empty()) return toml;
  return toml.insert(toml.find("currency"), "effective = " + effective + "\n");
}

/// Brackets of patents whose first rate is `rate`.
std::string brackets(const std::string& rate) {
  return R"({ above = "0", rate = ")" + rate + R"(" }, { above = "1000000", rate = "4%" }, )" +
         R"({ above = "5000000", rate = "5%" })";
}

std::string proposed_by(const LiveDispatcher& dispatcher, const std::string& key,
                        const std::string& toml, RawReply& reply) {
  reply = dispatcher.ask({.method = "POST",
                          .path = "/v1/schedules",
                          .key = key,
                          .body = toml,
                          .content_type = "application/toml"});
  REQUIRE_MESSAGE(reply.status == 202, reply.body);
  return reply.member("id");
}

}  // namespace

PublicScene::PublicScene() : dispatcher{schedule_with(brackets("2.5%"), "")} {
  const auto pia = dispatcher.member("Pia", "1.00", R"(["policy"])");
  const auto pol = dispatcher.member("Pol", "1.00", R"(["policy"])");
  const auto rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");
  RawReply reply;
  approved =
      proposed_by(dispatcher, pia.second, schedule_with(brackets("3%"), "2026-03-01"), reply);
  const RawReply done = dispatcher.post(
      "/v1/schedules/" + approved + "/approval", pol.second,
      R"({"digest":")" + reply.member("digest") +
          R"(","rates":[{"class":"patent","from":"2026-03-01","above":"0.00","rate":"3%"}]})");
  REQUIRE_MESSAGE(done.status == 200, done.body);
  proposed =
      proposed_by(dispatcher, pia.second, schedule_with(brackets("3.5%"), "2026-09-01"), reply);
  const RawReply recorded = dispatcher.post(
      "/v1/licences", rea.second,
      R"({"reference":"LicenseRef-House","reason":"Read & <weighed>.","levels":{"A":0,"U":12,)"
      R"("M":0,"R":0,"Y":0,"P":0,"B":0,"E":0},"document_digest":")" +
          to_text(sha256("house text")) + "\"}");
  REQUIRE_MESSAGE(recorded.status == 201, recorded.body);
}

Page PublicScene::page(std::string_view path, std::string_view query) const {
  return page_of(dispatcher, path, query);
}

const PublicScene& public_scene() { return shared_scene<PublicScene>(); }

std::vector<Page> public_pages() {
  const PublicScene& scene = public_scene();
  std::vector<Page> pages;
  for (const char* const query :
       {"", "q=GPL-2.0", "q=LicenseRef-House", "q=no-such", "cursor=wrong", "class=patent",
        "class=patent&terms=frand&value=100", "terms=MITT",
        "class=dataset&terms=CC-BY-NC-4.0+OR+LicenseRef-Own&value=100.00",
        "terms=LicenseRef-scancode-commons-clause", "terms=BUSL-1.1", "terms=Elastic-2.0"}) {
    pages.push_back(scene.page("/licences", query));
  }
  for (const char* const path : {"/licences/MIT", "/licences/GPL-2.0", "/licences/frand",
                                 "/licences/LicenseRef-House", "/licences/none-such"}) {
    pages.push_back(scene.page(path));
  }
  pages.push_back(scene.page("/schedule", "limit=1"));
  pages.push_back(page_of(LiveDispatcher{}, "/schedule"));
  for (const std::string& id : {scene.approved, scene.proposed}) {
    pages.push_back(scene.page("/schedule/" + id));
  }
  std::string fee{founding_schedule_toml()};
  fee.replace(fee.find("registration_fee = \"0\""), 22, "registration_fee = \"5\"");
  pages.push_back(page_of(LiveDispatcher{fee}, "/help"));
  for (const char* const path : {"/help", "/about", "/accessibility", "/docs", "/docs/parties",
                                 "/docs/assets", "/docs/encumbrances", "/docs/schedules",
                                 "/docs/operation", "/docs/things", "/docs/problems"}) {
    pages.push_back(scene.page(path));
  }
  return pages;
}

}  // namespace quitrent::testing
