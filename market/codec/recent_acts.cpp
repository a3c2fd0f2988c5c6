// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/recent_acts.hpp"

#include <algorithm>

namespace quitrent::market {
namespace {

Ordinal ordinal_below(ByteReader& reader, Ordinal end) {
  const std::uint32_t ordinal = small_number_of(reader);
  if (ordinal >= end) throw DamagedBytes("a sale names an asset or a party that is not there");
  return ordinal;
}

}  // namespace

void encode_recent_sales(ByteWriter& writer, const RecentSales& sales) {
  const std::vector<SaleOfAsset> all = sales.all();
  writer.number(all.size());
  for (const auto& [asset, sale] : all) {
    writer.number(asset);
    encode_instant(writer, sale.at);
    writer.number(sale.seller);
    writer.number(sale.buyer);
    encode_money(writer, sale.received);
  }
}

void read_recent_sales(ByteReader& reader, RecentSales& sales, Ordinal assets, Ordinal parties) {
  Instant before;
  for (std::size_t left = reader.count(); left > 0; --left) {
    const Ordinal asset = ordinal_below(reader, assets);
    PastSale sale;
    sale.at = instant_of(reader);
    sale.seller = ordinal_below(reader, parties);
    sale.buyer = ordinal_below(reader, parties);
    sale.received = money_of(reader);
    require(sale.received > Money{}, "a sale brought its seller nothing");
    require(sale.at >= before, "sales are not in their order");
    before = sale.at;
    sales.record(asset, sale);
  }
}

bool has_hold(const Asset& asset, const HoldId& hold) {
  return asset.encumbrances && std::ranges::find(asset.encumbrances->holds, hold, &Hold::id) !=
                                   asset.encumbrances->holds.end();
}

void encode_rectified(ByteWriter& writer, const std::map<AssetId, const HoldId*>& rectified) {
  writer.number(rectified.size());
  for (const auto& [asset, hold] : rectified) {
    encode_identifier(writer, asset);
    encode_identifier(writer, *hold);
  }
}

std::vector<std::pair<AssetId, HoldId>> rectified_of(ByteReader& reader) {
  std::vector<std::pair<AssetId, HoldId>> rectified(reader.count());
  for (auto& [asset, hold] : rectified) {
    asset = identifier_of<AssetKind>(reader);
    hold = identifier_of<HoldKind>(reader);
  }
  return rectified;
}

}  // namespace quitrent::market
