// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// What the register is, its size, auctions that end soon, and recent sales.
Page home_page(const PageRequest& request);

}  // namespace quitrent::api
