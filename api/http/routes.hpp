// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "api/http/route.hpp"

namespace quitrent::api {

/// Every route, busy ones first.
std::span<const Route> routes();

/// A route that a path fits, and what stands in its places.
struct Match {
  const Route* route = nullptr;  ///< null: the path fits no route, or none of this method
  std::array<std::string_view, 2> names = {};
  std::string allow;  ///< methods of the routes that the path fits; filled where `route` is null
};

/// The route of a request. HEAD takes the route of GET.
Match matched(Method method, std::string_view path, Realm realm);

}  // namespace quitrent::api
