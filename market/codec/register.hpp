// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"

namespace quitrent::market {

// Events about pending purchases, about money and about the register as a whole, as bytes. Readers
// throw DamagedBytes.

/// Writes one value.
void encode_pending_purchase(ByteWriter& writer, const PendingPurchase& purchase);
void encode_registrar_noted(ByteWriter& writer, const RegistrarNoted& event);
void encode_purchase_changed(ByteWriter& writer, const PurchaseChanged& event);
void encode_outage(ByteWriter& writer, const OutageRecorded& event);
void encode_register_levied(ByteWriter& writer, const RegisterLevied& event);
void encode_revenue_apportioned(ByteWriter& writer, const RevenueApportioned& event);
void encode_waterfall(ByteWriter& writer, const Waterfall& waterfall);
void encode_posting(ByteWriter& writer, const Posting& posting);
void encode_party_frozen(ByteWriter& writer, const PartyFrozen& event);

/// Reads one value.
PendingPurchase pending_purchase_of(ByteReader& reader);
RegistrarNoted registrar_noted(ByteReader& reader);
PurchaseChanged purchase_changed(ByteReader& reader);
OutageRecorded outage_recorded(ByteReader& reader);
RegisterLevied register_levied_by_class(ByteReader& reader);
/// Reads the event as earlier programs wrote it: seven classes, by number.
RegisterLevied register_levied(ByteReader& reader);
RevenueApportioned revenue_apportioned(ByteReader& reader);
Waterfall waterfall_of(ByteReader& reader);
Posting posting_of(ByteReader& reader);
PartyFrozen party_frozen(ByteReader& reader);
SchedulePublished schedule_published(ByteReader& reader);
RegisterFounded register_founded(ByteReader& reader);
LossAccepted loss_accepted(ByteReader& reader);

}  // namespace quitrent::market
