// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/acts.hpp"

#include <limits>

#include "api/http/assets/act_bodies.hpp"
#include "api/http/assets/asset_answer.hpp"
#include "api/http/protocol/parameters.hpp"

namespace quitrent::api {

Render asset_render() {
  return [](const market::Books& after, const market::Receipt& receipt, Instant now) {
    const auto* const changed = std::get_if<market::AssetReceipt>(&receipt);
    const AssetId& id =
        changed != nullptr ? changed->asset : std::get<market::EncumbranceReceipt>(receipt).asset;
    return asset_json(after, *after.asset(id), now);
  };
}

std::expected<std::optional<std::uint32_t>, Problem> expected_version(const Call& call) {
  Parameters parameters{call.request.query};
  const auto version = parameters.number("expected_version");
  if (version && *version > std::numeric_limits<std::uint32_t>::max()) {
    parameters.refuse("expected_version", "No asset has such a version.");
  }
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (!version) return std::nullopt;
  return static_cast<std::uint32_t>(*version);
}

Answer post_dedication(HandlerContext& context, const Call& call) {
  return asset_after(context, call, dedication_from);
}

Answer post_redemption(HandlerContext& context, const Call& call) {
  return asset_after(context, call, redemption_from);
}

Answer post_asset_withdrawal(HandlerContext& context, const Call& call) {
  return asset_after(context, call, asset_withdrawal_from);
}

Answer post_evidence(HandlerContext& context, const Call& call) {
  return asset_after(context, call, evidence_from);
}

Answer post_strike(HandlerContext& context, const Call& call) {
  return asset_after(context, call, strike_from);
}

Answer post_rectification(HandlerContext& context, const Call& call) {
  return asset_after(context, call, rectification_from);
}

Answer post_expiry(HandlerContext& context, const Call& call) {
  return asset_after(context, call, expiry_from);
}

}  // namespace quitrent::api
