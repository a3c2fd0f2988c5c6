// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"

namespace quitrent {

class LicenceTable;

/// The body of a registration, its terms in the normal form of `licences`; terms that it cannot
/// read are `unknown-terms`.
FromBody<RegisterAsset> asset_from(const JsonValue& body, const LicenceTable& licences);

}  // namespace quitrent
