// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "api/http/route.hpp"

namespace quitrent::api {

/// The routes of simulations. Source: API.md, "Names fixed for what is to come".
std::span<const Route> simulation_routes();

}  // namespace quitrent::api
