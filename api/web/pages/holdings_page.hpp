// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// The assets of the visitor, those whose escrow ends soonest first.
Page holdings_page(const PageRequest& request);

}  // namespace quitrent::api
