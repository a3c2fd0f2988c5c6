// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "api/http/json/json_writer.hpp"
#include "market/receipt.hpp"
#include "market/state/books.hpp"

namespace quitrent {

/// The account of a party: `{available, held, debt, frozen, currency, as_of}`.
std::string account_json(const Books& books, Ordinal party, Instant now);

/// A party as the operator and the party itself see it; the object stays open, so that a key may
/// follow.
void write_party(JsonWriter& json, const Party& party);

/// Cash that came in or went out, and what the party has now.
std::string cash_json(const Books& books, const CashReceipt& receipt, Instant now);

/// What a beneficiary was paid out, and what it has now.
std::string payout_json(const Books& books, const PayoutReceipt& receipt, Instant now);

/// What a beneficiary has; 0 where nothing was ever apportioned to it.
Money beneficiary_balance(const Books& books, std::string_view name);

}  // namespace quitrent
