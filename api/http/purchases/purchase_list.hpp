// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "api/http/route.hpp"

namespace quitrent::api {

/// The routes of this file.
std::span<const Route> purchase_list_routes();

}  // namespace quitrent::api
