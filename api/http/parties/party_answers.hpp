// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "api/http/json/json_writer.hpp"
#include "market/receipt.hpp"
#include "market/state/books.hpp"

namespace quitrent::api {

/// The account of a party: `{available, held, debt, frozen, currency, as_of}`.
std::string account_json(const market::Books& books, Ordinal party, Instant now);

/// A party as the operator and the party itself see it; the object stays open, so that a key may
/// follow.
void write_party(JsonWriter& json, const Party& party);

/// Cash that came in or went out, and what the party has now.
std::string cash_json(const market::Books& books, const market::CashReceipt& receipt, Instant now);

/// What a beneficiary was paid out, and what it has now.
std::string payout_json(const market::Books& books, const market::PayoutReceipt& receipt,
                        Instant now);

/// What a beneficiary has; 0 where nothing was ever apportioned to it.
Money beneficiary_balance(const market::Books& books, std::string_view name);

}  // namespace quitrent::api
