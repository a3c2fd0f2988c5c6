// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/json_value.hpp"
#include "api/http/problem.hpp"
#include "market/filing.hpp"

namespace quitrent {

class LicenceTable;

/// What a body asks for, or all that is wrong with its shape (422).
template <class Request>
using FromBody = std::expected<Request, Problem>;

/// `{name, roles?}`; the key stays empty.
FromBody<RegisterParty> party_from(const JsonValue& body);

/// An amount and, where the bank or the party gives one, a reference.
struct AmountBody {
  Money amount;
  std::string reference;  ///< empty: none
};
/// `{amount, reference}`.
FromBody<AmountBody> credit_from(const JsonValue& body);
/// `{amount, reference?}`.
FromBody<AmountBody> withdrawal_from(const JsonValue& body);

/// The body of a registration, its terms in the normal form of `licences`; terms that it cannot
/// read are `unknown-terms`.
FromBody<RegisterAsset> asset_from(const JsonValue& body, const LicenceTable& licences);

/// What somebody wants to know of the degree of terms.
struct DegreeBody {
  AssetClass asset_class = AssetClass::patent;
  Terms terms;                      ///< in the words of the caller
  std::optional<Money> assessment;  ///< nothing: no rate is asked for
};
/// `{class, terms, assessment?}`, class and terms as in a registration.
FromBody<DegreeBody> degree_from(const JsonValue& body);

/// An amount for one asset, and the version that the caller expects it in.
struct AssetAmountBody {
  Money amount;
  std::optional<std::uint32_t> expected_version;
};
/// `{assessment, expected_version?}`.
FromBody<AssetAmountBody> assessment_from(const JsonValue& body);
/// `{amount, expected_version?}`.
FromBody<AssetAmountBody> escrow_from(const JsonValue& body);

/// `{items: [{asset, max_price, assessment, escrow, expected_terms?}]}`, 1 to 100, no asset twice.
FromBody<PurchaseAssets> purchase_from(const JsonValue& body);

/// What somebody wants to know before a purchase.
struct QuoteBody {
  AssetId asset;
  std::optional<Money> assessment;  ///< nothing: the one that stands
  std::optional<Money> escrow;      ///< nothing: the cover
};
/// `{asset, assessment?, escrow?}`.
FromBody<QuoteBody> quote_from(const JsonValue& body);

/// `{reference}`: what an operator rests a freeze on.
FromBody<std::string> freeze_from(const JsonValue& body);

// act_bodies.cpp: what a holder and a registrar say about one asset. Each names the asset of the
// route and may bring `expected_version`.

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

// terms_acts.cpp: what is said about terms once they stand.

/// `{terms, accept_clawback?}`.
FromBody<StateTerms> terms_from(const JsonValue& body, const LicenceTable& licences,
                                const AssetId& asset);
/// `{reference, document_digest?, source_withheld?, terms?}`, one of the last two at least.
FromBody<RecordFinding> finding_from(const JsonValue& body, const LicenceTable& licences,
                                     const AssetId& asset);
/// `{reference, levels: {A, U, M, R, Y, P, B, E}, reason, document_digest?}`.
FromBody<RecordProfile> profile_from(const JsonValue& body);
/// `{reason}`.
FromBody<ContestDegree> contest_from(const JsonValue& body, const AssetId& asset);
/// `{outcome, reason, reference, document_digest?}`; the contest stays open to be filled in.
FromBody<DecideContest> decision_from(const JsonValue& body, const AssetId& asset);

/// Where the sandbox's clock shall stand, from `{to}` or `{by}`; not before `now`.
FromBody<Instant> clock_from(const JsonValue& body, Instant now);

}  // namespace quitrent
