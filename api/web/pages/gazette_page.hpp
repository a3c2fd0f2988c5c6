// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// What happened in the register on a day, one sentence for each public event, oldest first.
Page gazette_page(const PageRequest& request);

}  // namespace quitrent::api
