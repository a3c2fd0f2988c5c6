// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/http/json_writer.hpp"
#include "market/receipt.hpp"
#include "market/state/books.hpp"
#include "registry/title/conveyance.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent {

/// A member that is the text of a value or, where there is none, `null`.
template <class Value>
void text_or_null(JsonWriter& json, std::string_view name, const std::optional<Value>& value) {
  if (value) {
    json.text(name, to_text(*value));
  } else {
    json.null(name);
  }
}

/// A member that is an instant or, at kEndOfTime, which stands for never, `null`.
inline void instant_or_null(JsonWriter& json, std::string_view name, Instant instant) {
  if (instant < kEndOfTime) {
    json.text(name, to_text(instant));
  } else {
    json.null(name);
  }
}

/// Writes an asset as API.md shows it, all figures as of `now`.
void write_asset(JsonWriter& json, const Books& books, const Asset& asset, Instant now);
/// The same as a text of its own.
std::string asset_json(const Books& books, const Asset& asset, Instant now);

/// The account of a party: `{available, held, debt, frozen, currency, as_of}`.
std::string account_json(const Books& books, Ordinal party, Instant now);

/// A party as the operator and the party itself see it; the object stays open, so that a key may
/// follow.
void write_party(JsonWriter& json, const Party& party);

/// A purchase as it stands at `now`: completed, waiting for its close, or cancelled.
std::string purchase_json(const PurchaseReceipt& receipt, Instant now);

/// Cash that came in or went out, and what the party has now.
std::string cash_json(const Books& books, const CashReceipt& receipt, Instant now);

/// What a beneficiary was paid out, and what it has now.
std::string payout_json(const Books& books, const PayoutReceipt& receipt, Instant now);
/// What a beneficiary has; 0 where nothing was ever apportioned to it.
Money beneficiary_balance(const Books& books, std::string_view name);

/// A licence, a lien or a hold as the register shows it; begins with its `id`.
void write_licence(JsonWriter& json, const RecordedLicence& licence);
void write_lien(JsonWriter& json, const Lien& lien);
void write_hold(JsonWriter& json, const Hold& hold);
/// All that stands against an asset, in lists; null: nothing.
void write_encumbrances(JsonWriter& json, const Encumbrances* encumbrances);
/// Writes how what stands against an asset changed, as events show it.
void write_encumbrance_change(JsonWriter& json, const EncumbranceChange& change);

/// `{id, name}`, or null where nobody holds.
void write_holder(JsonWriter& json, const NamedParty* holder);

/// The terms of an asset as its holder stated them, in normal form.
void write_terms(JsonWriter& json, const Terms& terms);

/// What an asset came out of: `[{asset, relation}]`.
void write_origins(JsonWriter& json, const std::vector<Origin>& origins);

/// A contest of an asset's degree; `decided` is null while it waits.
void write_contest(JsonWriter& json, const Contest& contest, const ContestDecided* decided);

/// A published schedule with all its dated values.
void write_schedule(JsonWriter& json, const SchedulePublished& published, const Schedule& schedule);

/// A length of time as schedules write it: in days where it is whole days, else in seconds.
std::string to_text(Duration duration);

}  // namespace quitrent
