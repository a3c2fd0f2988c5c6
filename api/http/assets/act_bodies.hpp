// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"

namespace quitrent::api {

/// `{confirm: "irrevocable"}`.
FromBody<market::DedicateAsset> dedication_from(const JsonValue& body, const AssetId& asset);
/// `{assessment?}`.
FromBody<market::RedeemAsset> redemption_from(const JsonValue& body, const AssetId& asset);
/// `{}`.
FromBody<market::WithdrawAsset> asset_withdrawal_from(const JsonValue& body, const AssetId& asset);
/// `{licensee: {party?|name}, exclusive, scope, ends_at?, document_digest?}`.
FromBody<market::RecordLicence> licence_from(const JsonValue& body, const AssetId& asset);
/// `{creditor, secured, document_digest?}`.
FromBody<market::RecordLien> lien_from(const JsonValue& body, const AssetId& asset);
/// `{reference, ends_at, document_digest?}`.
FromBody<market::PlaceHold> hold_from(const JsonValue& body, const AssetId& asset);
/// `{reference, document_digest?}`.
FromBody<market::RecordEvidence> evidence_from(const JsonValue& body, const AssetId& asset);
/// `{reference, document_digest?}`.
FromBody<market::StrikeAsset> strike_from(const JsonValue& body, const AssetId& asset);
/// `{reference, document_digest?, holder}`.
FromBody<market::RectifyTitle> rectification_from(const JsonValue& body, const AssetId& asset);
/// `{reference, document_digest?, expires_at}`.
FromBody<market::ChangeExpiry> expiry_from(const JsonValue& body, const AssetId& asset);

}  // namespace quitrent::api
