// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "api/http/json_writer.hpp"
#include "market/books.hpp"
#include "market/receipt.hpp"
#include "registry/title/conveyance.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent {

/// Writes an asset as API.md shows it, all figures as of `now`.
void write_asset(JsonWriter& json, const Books& books, const Asset& asset, Instant now);
/// The same as a text of its own.
std::string asset_json(const Books& books, const Asset& asset, Instant now);

/// The account of a party: `{available, held, debt, frozen, currency, as_of}`.
std::string account_json(const Books& books, Ordinal party, Instant now);

/// A party as the operator and the party itself see it; the object stays open, so that a key may
/// follow.
void write_party(JsonWriter& json, const Party& party);

/// A purchase that was completed at once, at `now`.
std::string purchase_json(const PurchaseReceipt& receipt, Instant now);

/// Cash that came in or went out, and what the party has now.
std::string cash_json(const Books& books, const CashReceipt& receipt, Instant now);

/// `{id, name}`, or null where nobody holds.
void write_holder(JsonWriter& json, const NamedParty* holder);

/// The terms of an asset as its holder stated them, in normal form.
void write_terms(JsonWriter& json, const Terms& terms);

/// A published schedule with all its dated values.
void write_schedule(JsonWriter& json, const SchedulePublished& published, const Schedule& schedule);

/// A length of time as schedules write it: in days where it is whole days, else in seconds.
std::string to_text(Duration duration);

}  // namespace quitrent
