// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// See Views::assets.
AssetPage assets(ViewReader& reader, const AssetQuery& query, const LookAtBooks& books);

}  // namespace quitrent::api
