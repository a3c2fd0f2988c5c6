// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// See Views::purchase.
std::optional<PurchaseView> purchase(ViewReader& reader, const PurchaseId& id);

/// See Views::purchases_after.
std::optional<std::int64_t> purchases_after(ViewReader& reader, const PurchaseQuery& query,
                                            const TakePurchase& take);

}  // namespace quitrent::api
