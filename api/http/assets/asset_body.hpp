// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::api {

/// The body of a registration, its terms in the normal form of `licences`; terms that it cannot
/// read are `unknown-terms`.
FromBody<market::RegisterAsset> asset_from(const JsonValue& body,
                                           const tax::LicenceTable& licences);

}  // namespace quitrent::api
