// SPDX-License-Identifier: EUPL-1.2
#include <string>

#include <doctest/doctest.h>

#include "api/web/site.hpp"
#include "tests/api/web/public_scene.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

TEST_CASE("help takes its figures from the schedule in force") {
  std::string toml{founding_schedule_toml()};
  const auto change = [&toml](const std::string& from, const std::string& to) {
    REQUIRE(toml.contains(from));
    toml.replace(toml.find(from), from.size(), to);
  };
  change("grace = \"30d\"", "grace = \"31d\"");
  change("auction = \"28d\"", "auction = \"20d\"");
  change("late_surcharge = \"10%\"", "late_surcharge = \"7%\"");
  change("registration_fee = \"0\"", "registration_fee = \"12.50\"");
  const Page page = page_of(LiveDispatcher{toml}, "/help");
  CHECK(shown(page.model, "grace") == "31 days");
  CHECK(shown(page.model, "auction") == "20 days");
  CHECK(shown(page.model, "late_surcharge") == "7%");
  CHECK(shown(page.model, "registration_fee") == "EUR\u00a012.50");
  CHECK(shown(public_scene().page("/help").model, "registration_fee") == "false");
}

TEST_CASE("help names every page, and links those that have one address") {
  const Page page = public_scene().page("/help");
  CHECK(shown(page.model, "pages") == std::to_string(page_routes().size()) + " items");
  std::size_t at = 0;
  for (const PageRoute& route : page_routes()) {
    CAPTURE(route.pattern);
    CHECK_FALSE(route.purpose.empty());
    const std::string row = "pages." + std::to_string(at++);
    CHECK(shown(page.model, row + ".words") == route.purpose);
    CHECK((shown(page.model, row + ".address") == "false") == route.pattern.ends_with("{}"));
  }
}

}  // namespace
}  // namespace quitrent::testing
