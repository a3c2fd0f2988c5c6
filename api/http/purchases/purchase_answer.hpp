// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "market/receipt.hpp"

namespace quitrent::api {

/// A purchase as it stands at `now`: completed, waiting for its close, or cancelled.
std::string purchase_json(const market::PurchaseReceipt& receipt, Instant now);

}  // namespace quitrent::api
