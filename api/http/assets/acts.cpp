// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/acts.hpp"

#include <array>
#include <limits>

#include "api/http/acts/act_answer.hpp"
#include "api/http/assets/act_body.hpp"
#include "api/http/assets/asset_answer.hpp"
#include "api/http/protocol/parameters.hpp"

namespace quitrent::api {
namespace {

/// Reads an act of a registrar that states only its reference and document.
template <class Request>
FromBody<Request> by_authority(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  return act.finished(Request{.asset = act.asset(asset), .authority = act.authority()});
}

/// `{confirm: "irrevocable"}`.
FromBody<market::DedicateAsset> dedication_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const auto word = act.shape.word("confirm", Presence::required);
  if (word && *word != "irrevocable") {
    act.shape.fault("confirm", ProblemCode::invalid_field,
                    "A dedication cannot be taken back; confirm it with \"irrevocable\".");
  }
  return act.finished(market::DedicateAsset{.asset = act.asset(asset)});
}

/// `{assessment?}`.
FromBody<market::RedeemAsset> redemption_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const auto assessment =
      act.shape.amount("assessment", Presence::optional, AmountRange::assessment);
  return act.finished(market::RedeemAsset{.asset = act.asset(asset), .assessment = assessment});
}

/// `{}`.
FromBody<market::WithdrawAsset> asset_withdrawal_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  return act.finished(market::WithdrawAsset{.asset = act.asset(asset)});
}

/// `{reference, document_digest?}`.
FromBody<market::RecordEvidence> evidence_from(const JsonValue& body, const AssetId& asset) {
  return by_authority<market::RecordEvidence>(body, asset);
}

/// `{reference, document_digest?}`.
FromBody<market::StrikeAsset> strike_from(const JsonValue& body, const AssetId& asset) {
  return by_authority<market::StrikeAsset>(body, asset);
}

/// `{reference, document_digest?, holder}`.
FromBody<market::RectifyTitle> rectification_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  Authority authority = act.authority();
  const auto holder = act.shape.identifier<PartyId>("holder", Presence::required);
  return act.finished(market::RectifyTitle{
      .asset = ref, .holder = holder.value_or(PartyId{}), .authority = std::move(authority)});
}

/// `{reference, document_digest?, expires_at}`.
FromBody<market::ChangeExpiry> expiry_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  Authority authority = act.authority();
  const auto expires_at = act.shape.instant("expires_at", Presence::required);
  return act.finished(market::ChangeExpiry{.asset = ref,
                                           .expires_at = expires_at.value_or(Instant{}),
                                           .authority = std::move(authority)});
}

/// Files an act of a registrar. The answer is the asset after it or, where it needs a second
/// registrar, the act.
template <class Read>
Answer asset_or_act(HandlerContext& context, const Call& call, const Read& read) {
  auto reply = acted(context, call, read, or_act(asset_render()));
  if (!reply) return std::unexpected(std::move(reply.error()));
  return is_act(*reply) ? proposed_answer(std::move(*reply)) : changed_answer(std::move(*reply));
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
  return asset_or_act(context, call, strike_from);
}

Answer post_rectification(HandlerContext& context, const Call& call) {
  return asset_or_act(context, call, rectification_from);
}

Answer post_expiry(HandlerContext& context, const Call& call) {
  return asset_or_act(context, call, expiry_from);
}

}  // namespace

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

std::span<const Route> act_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {post, "/v1/assets/{id}/dedication", member, BodyForm::json, post_dedication},
      {post, "/v1/assets/{id}/redemption", member, BodyForm::optional_json, post_redemption},
      {post, "/v1/assets/{id}/withdrawal", member, BodyForm::optional_json, post_asset_withdrawal},
      {post, "/v1/assets/{id}/evidence", registrar, BodyForm::json, post_evidence},
      {post, "/v1/assets/{id}/strike", registrar, BodyForm::json, post_strike},
      {post, "/v1/assets/{id}/rectification", registrar, BodyForm::json, post_rectification},
      {post, "/v1/assets/{id}/expiry", registrar, BodyForm::json, post_expiry},
  });
  return kRoutes;
}

}  // namespace quitrent::api
