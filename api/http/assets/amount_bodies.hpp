// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"

namespace quitrent::api {

/// An amount for one asset, and the version of the asset that the caller expects.
struct AssetAmountBody {
  Money amount;
  std::optional<std::uint32_t> expected_version;
};
/// `{assessment, expected_version?}`.
FromBody<AssetAmountBody> assessment_from(const JsonValue& body);
/// `{amount, expected_version?}`.
FromBody<AssetAmountBody> escrow_from(const JsonValue& body);

}  // namespace quitrent::api
