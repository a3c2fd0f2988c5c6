// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// The register in figures: its size, the tax that it received, and where it went.
Page statistics_page(const PageRequest& request);

}  // namespace quitrent::api
