// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// One licence or commitment: how closed each dimension is, because of what, by which sources.
Page licence_page(const PageRequest& request);

}  // namespace quitrent::api
