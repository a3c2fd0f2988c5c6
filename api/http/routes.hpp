// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "api/http/route.hpp"

namespace quitrent::api {

/// Every route; the ones called most often come first.
std::span<const Route> routes();

/// The route that a path matches, and the values of its parameters.
struct Match {
  const Route* route = nullptr;  ///< null: the path matches no route, or none of this method
  std::array<std::string_view, 2> names = {};
  std::string allow;  ///< methods of the routes that the path matches; set where `route` is null
};

/// The route of a request. HEAD uses the route of GET.
Match matched(Method method, std::string_view path, Realm realm);

}  // namespace quitrent::api
