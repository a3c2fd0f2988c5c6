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

/// Writes a party as the operator and the party itself see it. Does not end the object, so that a
/// key may follow.
void write_party(JsonWriter& json, const Party& party);

/// A credit or withdrawal of cash, and the party's cash after it.
std::string cash_json(const market::Books& books, const market::CashReceipt& receipt, Instant now);

/// A payout to a beneficiary, and its balance after it.
std::string payout_json(const market::Books& books, const market::PayoutReceipt& receipt,
                        Instant now);

/// The balance of a beneficiary; 0 where nothing was ever apportioned to it.
Money beneficiary_balance(const market::Books& books, std::string_view name);

}  // namespace quitrent::api
