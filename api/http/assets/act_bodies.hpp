// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"

namespace quitrent {

/// `{confirm: "irrevocable"}`.
FromBody<DedicateAsset> dedication_from(const JsonValue& body, const AssetId& asset);
/// `{assessment?}`.
FromBody<RedeemAsset> redemption_from(const JsonValue& body, const AssetId& asset);
/// `{}`.
FromBody<WithdrawAsset> asset_withdrawal_from(const JsonValue& body, const AssetId& asset);
/// `{licensee: {party?|name}, exclusive, scope, ends_at?, document_digest?}`.
FromBody<RecordLicence> licence_from(const JsonValue& body, const AssetId& asset);
/// `{creditor, secured, document_digest?}`.
FromBody<RecordLien> lien_from(const JsonValue& body, const AssetId& asset);
/// `{reference, ends_at, document_digest?}`.
FromBody<PlaceHold> hold_from(const JsonValue& body, const AssetId& asset);
/// `{reference, document_digest?}`.
FromBody<RecordEvidence> evidence_from(const JsonValue& body, const AssetId& asset);
/// `{reference, document_digest?}`.
FromBody<StrikeAsset> strike_from(const JsonValue& body, const AssetId& asset);
/// `{reference, document_digest?, holder}`.
FromBody<RectifyTitle> rectification_from(const JsonValue& body, const AssetId& asset);
/// `{reference, document_digest?, expires_at}`.
FromBody<ChangeExpiry> expiry_from(const JsonValue& body, const AssetId& asset);

}  // namespace quitrent
