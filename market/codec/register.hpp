// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"

namespace quitrent {

// Facts about purchases that wait and about the register as a whole, as bytes. Readers throw
// DamagedBytes.

/// Writes one value.
void put(ByteWriter& writer, const PendingPurchase& purchase);
void put(ByteWriter& writer, const RegistrarNoted& event);
void put(ByteWriter& writer, const PurchaseChanged& event);
void put(ByteWriter& writer, const OutageRecorded& event);
void put(ByteWriter& writer, const RegisterLevied& event);
void put(ByteWriter& writer, const RevenueApportioned& event);
void put(ByteWriter& writer, const PartyFrozen& event);

/// Reads one value.
PendingPurchase pending_purchase_of(ByteReader& reader);
RegistrarNoted registrar_noted(ByteReader& reader);
PurchaseChanged purchase_changed(ByteReader& reader);
OutageRecorded outage_recorded(ByteReader& reader);
RegisterLevied register_levied_by_class(ByteReader& reader);
/// The same as earlier programs wrote it: seven classes by number.
RegisterLevied register_levied(ByteReader& reader);
RevenueApportioned revenue_apportioned(ByteReader& reader);
PartyFrozen party_frozen(ByteReader& reader);

}  // namespace quitrent
