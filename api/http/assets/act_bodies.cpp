// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/act_bodies.hpp"

#include "api/http/assets/act_body.hpp"
#include "api/http/json/from_body.hpp"

namespace quitrent::api {
namespace {

/// An act of a registrar that says no more than what it rests on.
template <class Request>
FromBody<Request> by_authority(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  return act.finished(Request{.asset = act.asset(asset), .authority = act.authority()});
}

/// Who may use the asset: a party of the register by its id, or somebody else by name.
void read_licensee(ActBody& act, market::RecordLicence& request) {
  const JsonValue* const value = act.shape.field("licensee", Presence::required);
  if (value == nullptr) return;
  Shape licensee{*value, act.shape.pointer("licensee"), act.faults};
  request.licensee = licensee.identifier<PartyId>("party", Presence::optional);
  const auto name = licensee.text("name", Presence::optional);
  if (licensee.is_object()) {
    const bool by_party = licensee.field("party", Presence::optional) != nullptr;
    const bool by_name = licensee.field("name", Presence::optional) != nullptr;
    if (by_party == by_name) {
      licensee.fault("party", by_party ? ProblemCode::invalid_field : ProblemCode::missing_field,
                     "State either `party` or `name`.");
    }
  }
  licensee.done();
  request.licensee_name = name.value_or("");
}

}  // namespace

FromBody<market::DedicateAsset> dedication_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const auto word = act.shape.word("confirm", Presence::required);
  if (word && *word != "irrevocable") {
    act.shape.fault("confirm", ProblemCode::invalid_field,
                    "A dedication cannot be taken back; confirm it with \"irrevocable\".");
  }
  return act.finished(market::DedicateAsset{.asset = act.asset(asset)});
}

FromBody<market::RedeemAsset> redemption_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const auto assessment =
      act.shape.amount("assessment", Presence::optional, AmountRange::assessment);
  return act.finished(market::RedeemAsset{.asset = act.asset(asset), .assessment = assessment});
}

FromBody<market::WithdrawAsset> asset_withdrawal_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  return act.finished(market::WithdrawAsset{.asset = act.asset(asset)});
}

FromBody<market::RecordLicence> licence_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  market::RecordLicence request{.asset = act.asset(asset),
                                .licensee = {},
                                .licensee_name = {},
                                .exclusivity = Exclusivity::non_exclusive,
                                .scope = {},
                                .ends_at = kEndOfTime,
                                .document = {}};
  read_licensee(act, request);
  if (act.shape.truth("exclusive", Presence::required).value_or(false)) {
    request.exclusivity = Exclusivity::exclusive;
  }
  request.scope = act.shape.text("scope", Presence::required).value_or("");
  request.ends_at = act.shape.instant("ends_at", Presence::optional).value_or(kEndOfTime);
  request.document = act.shape.digest("document_digest", Presence::optional);
  return act.finished(std::move(request));
}

FromBody<market::RecordLien> lien_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  const auto creditor = act.shape.identifier<PartyId>("creditor", Presence::required);
  const auto secured = act.shape.amount("secured", Presence::required, AmountRange::above_zero);
  const auto document = act.shape.digest("document_digest", Presence::optional);
  return act.finished(market::RecordLien{.asset = ref,
                                         .creditor = creditor.value_or(PartyId{}),
                                         .secured = secured.value_or(Money{}),
                                         .document = document});
}

FromBody<market::PlaceHold> hold_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  Authority authority = act.authority();
  const auto ends_at = act.shape.instant("ends_at", Presence::required);
  return act.finished(market::PlaceHold{.asset = ref,
                                        .reference = std::move(authority.reference),
                                        .ends_at = ends_at.value_or(Instant{}),
                                        .document = authority.document});
}

FromBody<market::RecordEvidence> evidence_from(const JsonValue& body, const AssetId& asset) {
  return by_authority<market::RecordEvidence>(body, asset);
}

FromBody<market::StrikeAsset> strike_from(const JsonValue& body, const AssetId& asset) {
  return by_authority<market::StrikeAsset>(body, asset);
}

FromBody<market::RectifyTitle> rectification_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  Authority authority = act.authority();
  const auto holder = act.shape.identifier<PartyId>("holder", Presence::required);
  return act.finished(market::RectifyTitle{
      .asset = ref, .holder = holder.value_or(PartyId{}), .authority = std::move(authority)});
}

FromBody<market::ChangeExpiry> expiry_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  Authority authority = act.authority();
  const auto expires_at = act.shape.instant("expires_at", Presence::required);
  return act.finished(market::ChangeExpiry{.asset = ref,
                                           .expires_at = expires_at.value_or(Instant{}),
                                           .authority = std::move(authority)});
}

}  // namespace quitrent::api
