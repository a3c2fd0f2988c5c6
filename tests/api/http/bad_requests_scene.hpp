// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <utility>

#include "api/http/route.hpp"
#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

/// A register with two members and a registrar and a policy officer. The first member holds an
/// asset.
struct BadRequestsScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");
  std::pair<std::string, std::string> pia = dispatcher.member("Pia", "1.00", R"(["policy"])");
  std::string asset = dispatcher.patent(ana.second, "US1");
  std::string unknown_asset = "ast_01kdvdna00e7mv2p04fpbhfx5j";
};

/// A path of the route. Its parameters name things that exist, as far as possible.
std::string path_of(const api::Route& route, const BadRequestsScene& scene);
/// A key that may call the route.
std::string key_of(const api::Route& route, const BadRequestsScene& scene);
/// The media type that the route takes.
std::string type_of(const api::Route& route);

}  // namespace quitrent::testing
