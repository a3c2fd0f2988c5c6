// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "api/http/json/shape.hpp"
#include "registry/title/terms.hpp"

namespace quitrent::api {

/// The field `derived_from`, optional: the assets from which an asset derives,
/// `[{asset, relation}]`. `count` bounds how many they are.
std::vector<Origin> origins_from(Shape& shape, std::vector<FieldFault>& faults, Bounds count);

}  // namespace quitrent::api
