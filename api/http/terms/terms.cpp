// SPDX-License-Identifier: EUPL-1.2
//
// The terms of a registered asset: the holder states new ones, a registrar finds them false.
#include "api/http/terms/terms.hpp"

#include <array>

#include "api/http/assets/acts.hpp"
#include "api/http/terms/terms_bodies.hpp"

namespace quitrent::api {
namespace {

Answer put_terms(HandlerContext& context, const Call& call) {
  return asset_after(context, call, [&context](const JsonValue& body, const AssetId& asset) {
    return terms_from(body, context.licences, asset);
  });
}

Answer post_finding(HandlerContext& context, const Call& call) {
  return asset_after(context, call, [&context](const JsonValue& body, const AssetId& asset) {
    return finding_from(body, context.licences, asset);
  });
}

}  // namespace

std::span<const Route> terms_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {put, "/v1/assets/{id}/terms", member, BodyForm::json, put_terms},
      {post, "/v1/assets/{id}/findings", registrar, BodyForm::json, post_finding},
  });
  return kRoutes;
}

}  // namespace quitrent::api
