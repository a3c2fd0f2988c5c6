// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "api/http/route.hpp"

namespace quitrent::api {

/// Writes the hold that a filing placed.
Render hold_render();

/// The routes of this file.
std::span<const Route> encumbrance_routes();

}  // namespace quitrent::api
