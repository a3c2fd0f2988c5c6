// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "api/web/model.hpp"

namespace quitrent::testing {

/// Pages of states that the shared scene does not have: many auctions, one of a trademark, one
/// under a hold; days with many events and with none; parties with much and with nothing.
std::vector<api::Page> rare_pages();

}  // namespace quitrent::testing
