// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/rules.hpp"
#include "market/state/draft.hpp"
#include "registry/ledger/account.hpp"

namespace quitrent::market {

/// How title ends for good.
struct TitleEnd {
  ConveyanceCause cause = ConveyanceCause::expiry;
  AssetState state = AssetState::expired;     ///< terminal
  PostingKind posting = PostingKind::expiry;  ///< of the refund
  std::string reference = {};                 ///< of a registrar
  std::optional<Digest> document = {};        ///< likewise
};

/// Ends the title of a live asset: a purchase under way is cancelled, tax is settled to this
/// second, the rest of the escrow goes back to the holder or last holder, a shortfall of tax and
/// surcharge is taken from its cash or becomes its debt. Liens, licences and holds end with the
/// title; only the licences of a withdrawn asset are kept on record, since it may come back.
/// Source: MECHANISM.md, sections 6 and 7.
void end_title(Draft& draft, Ordinal ordinal, const TitleEnd& end);

/// Grace is over: title leaves the holder, accrual stops, an auction opens.
void foreclose(Draft& draft, Ordinal ordinal);

/// Gives the asset to all. Refuses: not-found, version-mismatch, forbidden, wrong-state, held,
/// encumbered.
Outcome<Receipt> decide_dedication(const Case& filed, const DedicateAsset& request);

/// Begins the notice of withdrawal. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// held, encumbered.
Outcome<Receipt> decide_withdrawal(const Case& filed, const WithdrawAsset& request);

/// Takes an auctioned asset back. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// below-secured, insufficient-funds.
Outcome<Receipt> decide_redemption(const Case& filed, const RedeemAsset& request);

}  // namespace quitrent::market
