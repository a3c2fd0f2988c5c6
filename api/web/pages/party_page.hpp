// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// What everybody may know about a party: its name and roles, and what it holds, sold and bought.
Page party_page(const PageRequest& request);

}  // namespace quitrent::api
