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
void purchases_after(ViewReader& reader, std::int64_t after, const TakePurchase& take);

}  // namespace quitrent::api
