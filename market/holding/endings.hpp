// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/rules.hpp"
#include "market/state/draft.hpp"
#include "registry/ledger/account.hpp"

namespace quitrent::market {

/// How title ends permanently.
struct TitleEnd {
  ConveyanceCause cause = ConveyanceCause::expiry;
  AssetState state = AssetState::expired;     ///< terminal
  PostingKind posting = PostingKind::expiry;  ///< of the refund
  std::string reference = {};                 ///< of the registrar
  std::optional<Digest> document = {};        ///< of the registrar
};

/// Ends the title of a live asset. A pending purchase is cancelled, and tax is levied to this
/// second. The rest of the escrow goes back to the present or last holder; a shortfall of tax and
/// surcharge is taken from its cash or becomes its debt. Liens, licences and holds end with the
/// title. Only the licences of a withdrawn asset stay recorded, since the asset may be registered
/// again. Source: MECHANISM.md, sections 6 and 7.
void end_title(Draft& draft, Ordinal ordinal, const TitleEnd& end);

/// Begins the delinquency of an active asset: the tax due exceeds the escrow, or the cover is due
/// and missing. Further tax becomes arrears, grace begins.
void become_delinquent(Draft& draft, Ordinal ordinal);

/// Forecloses the asset at the end of grace: title leaves the holder, accrual stops, an auction
/// opens.
void foreclose(Draft& draft, Ordinal ordinal);

/// Dedicates the asset to the commons. Refuses: not-found, version-mismatch, forbidden,
/// wrong-state, held, encumbered.
Outcome<Receipt> decide_dedication(const Case& filed, const DedicateAsset& request);

/// Begins the notice of withdrawal. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// held, encumbered.
Outcome<Receipt> decide_withdrawal(const Case& filed, const WithdrawAsset& request);

/// Redeems an asset in auction. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// below-secured, insufficient-funds; at a lower value party-frozen, debt-outstanding.
Outcome<Receipt> decide_redemption(const Case& filed, const RedeemAsset& request);

}  // namespace quitrent::market
