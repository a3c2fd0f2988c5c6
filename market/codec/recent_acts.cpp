// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/recent_acts.hpp"

namespace quitrent::market {
namespace {

Ordinal ordinal_below(ByteReader& reader, Ordinal end) {
  const std::uint32_t ordinal = small_number_of(reader);
  if (ordinal >= end) throw DamagedBytes("a sale names an asset or a party that is not there");
  return ordinal;
}

}  // namespace

void encode_recent_sales(ByteWriter& writer, const RecentSales& sales) {
  writer.number(sales.all().size());
  for (const auto& [asset, all] : sales.all()) {
    writer.number(asset);
    writer.number(all.size());
    for (const PastSale& sale : all) {
      encode_instant(writer, sale.at);
      writer.number(sale.seller);
      writer.number(sale.buyer);
      encode_money(writer, sale.received);
    }
  }
}

void read_recent_sales(ByteReader& reader, RecentSales& sales, Ordinal assets, Ordinal parties) {
  for (std::size_t left = reader.count(); left > 0; --left) {
    const Ordinal asset = ordinal_below(reader, assets);
    for (std::size_t more = reader.count(); more > 0; --more) {
      PastSale sale;
      sale.at = instant_of(reader);
      sale.seller = ordinal_below(reader, parties);
      sale.buyer = ordinal_below(reader, parties);
      sale.received = money_of(reader);
      if (sale.received <= Money{}) throw DamagedBytes("a sale brought its seller nothing");
      sales.record(asset, sale);
    }
  }
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
