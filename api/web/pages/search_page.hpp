// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// The register, searched, filtered and sorted.
Page search_page(const PageRequest& request);

}  // namespace quitrent::api
