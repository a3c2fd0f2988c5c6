// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/assets.hpp"

#include <array>

#include "api/http/assets/acts.hpp"
#include "api/http/assets/amount_bodies.hpp"
#include "api/http/assets/asset_answer.hpp"
#include "api/http/assets/asset_body.hpp"
#include "api/http/assets/asset_history.hpp"
#include "api/http/json/from_body.hpp"

namespace quitrent::api {
namespace {

/// Files a request with an amount about the asset of the route: `Request` is AssessAsset,
/// DepositEscrow or WithdrawEscrow.
template <class Request>
Answer changed_asset(HandlerContext& context, const Call& call,
                     const FromBody<AssetAmountBody>& body) {
  if (!body) return std::unexpected(body.error());
  const auto asset = parse_identifier<AssetKind>(call.names[0]);
  if (!asset) return not_found("asset");
  auto reply = filed(
      context, call,
      {.request = Request{{.id = *asset, .expected_version = body->expected_version}, body->amount},
       .render = asset_render()});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

Answer post_asset(HandlerContext& context, const Call& call) {
  auto request = asset_from(call.body, context.licences);
  if (!request) return std::unexpected(std::move(request.error()));
  auto reply = filed(context, call, {.request = std::move(*request), .render = asset_render()});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), "/v1/assets/");
}

Answer get_asset(HandlerContext& context, const Call& call) {
  if (!call.request.query.empty()) return get_asset_as_of(context, call);
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return not_found("asset");
  std::uint32_t version = 0;
  auto body = context.engine.inquire([&id, &version](const market::Books& books, Instant now) {
    const Asset* const asset = books.asset(*id);
    if (asset == nullptr) return std::string{};
    version = asset->status.version;
    return asset_json(books, *asset, now);
  });
  if (body.empty()) return not_found("asset");
  return tagged_answer(call.request, std::move(body), version);
}

Answer post_assessment(HandlerContext& context, const Call& call) {
  return changed_asset<market::AssessAsset>(context, call, assessment_from(call.body));
}

Answer post_escrow_deposit(HandlerContext& context, const Call& call) {
  return changed_asset<market::DepositEscrow>(context, call, escrow_from(call.body));
}

Answer post_escrow_withdrawal(HandlerContext& context, const Call& call) {
  return changed_asset<market::WithdrawEscrow>(context, call, escrow_from(call.body));
}

}  // namespace

std::span<const Route> asset_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/assets/{id}", anyone, BodyForm::none, get_asset, Query::read},
      {post, "/v1/assets", member, BodyForm::json, post_asset},
      {post, "/v1/assets/{id}/assessments", member, BodyForm::json, post_assessment},
      {post, "/v1/assets/{id}/escrow/deposits", member, BodyForm::json, post_escrow_deposit},
      {post, "/v1/assets/{id}/escrow/withdrawals", member, BodyForm::json, post_escrow_withdrawal},
  });
  return kRoutes;
}

}  // namespace quitrent::api
