// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// Everything public about one asset: state, price, tax, deadlines, degree, title, encumbrances,
/// lineage.
Page asset_page(const PageRequest& request);

}  // namespace quitrent::api
