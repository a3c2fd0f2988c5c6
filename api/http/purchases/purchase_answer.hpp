// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "market/receipt.hpp"

namespace quitrent::api {

/// A purchase at `now`: completed, pending or cancelled.
std::string purchase_json(const market::PurchaseReceipt& receipt, Instant now);

}  // namespace quitrent::api
