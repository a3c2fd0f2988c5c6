// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// The form that pays into the escrow of an asset.
Page deposit_page(const PageRequest& request);
/// Pays into the escrow from the account of the visitor.
Page deposit(const PageRequest& request);

}  // namespace quitrent::api
