// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// The assets in auction: price now, where it began, when it ends, and how the price falls.
Page auctions_page(const PageRequest& request);

}  // namespace quitrent::api
