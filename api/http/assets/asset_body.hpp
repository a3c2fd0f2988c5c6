// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::api {

/// Reads the body of a registration. Brings its terms into the normal form of `licences`; terms
/// that `licences` does not know are the fault `unknown-terms`.
FromBody<market::RegisterAsset> asset_from(const JsonValue& body,
                                           const tax::LicenceTable& licences);

}  // namespace quitrent::api
