// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// What an asset costs now for a buyer, and what the buyer's own value and escrow mean.
Page buy_page(const PageRequest& request);
/// Shows the answers of a buyer to check and then, from the page that shows them, buys.
Page buy(const PageRequest& request);
/// A purchase: what was bought, at what price, and when title passes.
Page purchase_page(const PageRequest& request);

}  // namespace quitrent::api
