// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/register.hpp"

#include <algorithm>
#include <cstddef>

namespace quitrent::market {

void encode_pending_purchase(ByteWriter& writer, const PendingPurchase& purchase) {
  encode_identifier(writer, purchase.id);
  encode_named_party(writer, purchase.buyer);
  encode_instant(writer, purchase.begun_at);
  encode_instant(writer, purchase.closes_at);
  writer.number(purchase.items.size());
  for (const PendingItem& item : purchase.items) {
    encode_identifier(writer, item.asset);
    encode_identifier(writer, item.seller);
    for (const Money amount : {item.price, item.assessment, item.escrow})
      encode_money(writer, amount);
  }
}

PendingPurchase pending_purchase_of(ByteReader& reader) {
  PendingPurchase purchase;
  purchase.id = identifier_of<PurchaseKind>(reader);
  purchase.buyer = named_party_of(reader);
  purchase.begun_at = instant_of(reader);
  purchase.closes_at = instant_of(reader);
  purchase.items.resize(reader.count());
  for (PendingItem& item : purchase.items) {
    item.asset = identifier_of<AssetKind>(reader);
    item.seller = identifier_of<PartyKind>(reader);
    for (Money* amount : {&item.price, &item.assessment, &item.escrow}) {
      *amount = money_of(reader);
      if (*amount < Money{}) throw DamagedBytes("an amount of a purchase is negative");
    }
  }
  return purchase;
}

void encode_purchase_changed(ByteWriter& writer, const PurchaseChanged& event) {
  writer.number(event.number);
  writer.byte(static_cast<std::uint8_t>(event.status));
  encode_pending_purchase(writer, event.purchase);
}

PurchaseChanged purchase_changed(ByteReader& reader) {
  PurchaseChanged event;
  event.number = small_number_of(reader);
  event.status = symbol_of<PurchaseStatus>(reader);
  event.purchase = pending_purchase_of(reader);
  return event;
}

void encode_registrar_noted(ByteWriter& writer, const RegistrarNoted& event) {
  encode_identifier(writer, event.asset);
  writer.byte(static_cast<std::uint8_t>(event.note));
  writer.text(event.reference);
  encode_document(writer, event.document);
  encode_instant(writer, event.expires_at);
  encode_status(writer, event.status);
}

RegistrarNoted registrar_noted(ByteReader& reader) {
  RegistrarNoted event;
  event.asset = identifier_of<AssetKind>(reader);
  event.note = symbol_of<RegistrarNote>(reader);
  event.reference = reader.text();
  event.document = document_of(reader);
  event.expires_at = instant_of(reader);
  event.status = status_of(reader);
  return event;
}

void encode_outage(ByteWriter& writer, const OutageRecorded& event) {
  encode_instant(writer, event.down.begin);
  encode_instant(writer, event.down.end);
}

OutageRecorded outage_recorded(ByteReader& reader) {
  OutageRecorded event;
  event.down.begin = instant_of(reader);
  event.down.end = instant_of(reader);
  return event;
}

void encode_register_levied(ByteWriter& writer, const RegisterLevied& event) {
  encode_instant(writer, event.at);
  const auto is_levied = [&event](AssetClass asset_class) {
    const auto nth = static_cast<std::size_t>(asset_class);
    return event.paid[nth] != Money{} || event.arrears[nth] != Money{};
  };
  writer.number(static_cast<std::uint64_t>(std::ranges::count_if(kAssetClasses, is_levied)));
  for (const AssetClass asset_class : kAssetClasses) {
    if (!is_levied(asset_class)) continue;
    writer.text(to_text(asset_class));
    encode_money(writer, event.paid[static_cast<std::size_t>(asset_class)]);
    encode_money(writer, event.arrears[static_cast<std::size_t>(asset_class)]);
  }
}

RegisterLevied register_levied_by_class(ByteReader& reader) {
  RegisterLevied event;
  event.at = instant_of(reader);
  for (std::size_t left = reader.count(); left > 0; --left) {
    const auto asset_class = parse_asset_class(reader.text());
    if (!asset_class) throw DamagedBytes("a class that this program does not know");
    event.paid[static_cast<std::size_t>(*asset_class)] = money_of(reader);
    event.arrears[static_cast<std::size_t>(*asset_class)] = money_of(reader);
  }
  return event;
}

RegisterLevied register_levied(ByteReader& reader) {
  constexpr std::size_t kClasses = 7;  // the number of classes in that layout
  RegisterLevied event;
  event.at = instant_of(reader);
  for (std::size_t nth = 0; nth < kClasses; ++nth) event.paid[nth] = money_of(reader);
  for (std::size_t nth = 0; nth < kClasses; ++nth) event.arrears[nth] = money_of(reader);
  return event;
}

void encode_revenue_apportioned(ByteWriter& writer, const RevenueApportioned& event) {
  encode_money(writer, event.amount);
  writer.number(event.shares.size());
  for (const ApportionedShare& share : event.shares) {
    writer.text(share.to);
    encode_money(writer, share.amount);
  }
}

RevenueApportioned revenue_apportioned(ByteReader& reader) {
  RevenueApportioned event;
  event.amount = money_of(reader);
  event.shares.resize(reader.count());
  for (ApportionedShare& share : event.shares) {
    share.to = reader.text();
    share.amount = money_of(reader);
  }
  return event;
}

void encode_waterfall(ByteWriter& writer, const Waterfall& waterfall) {
  for (const Money amount : {waterfall.price, waterfall.arrears, waterfall.surcharge,
                             waterfall.seller, waterfall.refund}) {
    encode_money(writer, amount);
  }
  writer.number(waterfall.liens.size());
  for (const LienPayment& lien : waterfall.liens) {
    encode_identifier(writer, lien.lien);
    encode_identifier(writer, lien.creditor);
    encode_money(writer, lien.paid);
  }
}

Waterfall waterfall_of(ByteReader& reader) {
  Waterfall waterfall;
  for (Money* amount : {&waterfall.price, &waterfall.arrears, &waterfall.surcharge,
                        &waterfall.seller, &waterfall.refund}) {
    *amount = money_of(reader);
  }
  waterfall.liens.resize(reader.count());
  for (LienPayment& lien : waterfall.liens) {
    lien.lien = identifier_of<LienKind>(reader);
    lien.creditor = identifier_of<PartyKind>(reader);
    lien.paid = money_of(reader);
  }
  return waterfall;
}

void encode_posting(ByteWriter& writer, const Posting& posting) {
  writer.byte(static_cast<std::uint8_t>(posting.kind));
  writer.number(posting.has_asset ? std::uint64_t{posting.asset} + 1 : 0);
  writer.text(posting.reference);
  writer.number(posting.lines.size());
  for (const PostingLine& line : posting.lines) {
    writer.byte(static_cast<std::uint8_t>(line.account.kind));
    writer.number(line.account.owner);
    encode_money(writer, line.amount);
  }
}

Posting posting_of(ByteReader& reader) {
  Posting posting;
  posting.kind = symbol_of<PostingKind>(reader);
  const std::uint32_t asset = small_number_of(reader);
  posting.has_asset = asset > 0;
  posting.asset = posting.has_asset ? asset - 1 : 0;
  posting.reference = reader.text();
  posting.lines.resize(reader.count());
  for (PostingLine& line : posting.lines) {
    line.account.kind = symbol_of<AccountKind>(reader);
    line.account.owner = small_number_of(reader);
    line.amount = money_of(reader);
  }
  return posting;
}

void encode_party_frozen(ByteWriter& writer, const PartyFrozen& event) {
  writer.number(event.party);
  writer.byte(event.frozen ? 1 : 0);
  writer.text(event.reference);
}

PartyFrozen party_frozen(ByteReader& reader) {
  PartyFrozen event;
  event.party = small_number_of(reader);
  event.frozen = flag_of(reader);
  event.reference = reader.text();
  return event;
}

SchedulePublished schedule_published(ByteReader& reader) {
  SchedulePublished event;
  event.id = identifier_of<ScheduleKind>(reader);
  event.toml = reader.text();
  event.effective = instant_of(reader);
  return event;
}

RegisterFounded register_founded(ByteReader& reader) {
  RegisterFounded event;
  event.kind = symbol_of<RegisterKind>(reader);
  event.key_check = digest_of(reader);
  return event;
}

LossAccepted loss_accepted(ByteReader& reader) {
  LossAccepted event;
  event.after = reader.number();
  event.named = reader.number();
  return event;
}

}  // namespace quitrent::market
