// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/http/protocol/parameters.hpp"
#include "api/views/views.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::api {

/// Reads the filters and the order of the list of assets from a query, without position and limit.
/// Refuses each that cannot be read. `licences` says which licences there are.
AssetQuery asset_filters_from(Parameters& parameters, const tax::LicenceTable& licences);

/// Whether the query names a filter or the order.
bool has_asset_filters(Parameters& parameters);

/// The filters and the order as a query from which the same are read. Equal filters have equal
/// texts.
std::string filters_text(const AssetQuery& query);

}  // namespace quitrent::api
