// SPDX-License-Identifier: EUPL-1.2
#include "api/views/catalogue.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "market/state/figures.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent::api {
namespace {

void write(ByteWriter& writer, const HistoryHead& head) {
  writer.number(head.last);
  writer.number(head.anchor);
  writer.number(head.length);
}

HistoryHead head_of(ByteReader& reader) {
  HistoryHead head;
  head.last = reader.number();
  head.anchor = reader.number();
  head.length = static_cast<std::uint32_t>(reader.number());
  return head;
}

void write(ByteWriter& writer, const PackedHead& head) { write(writer, head.unpacked()); }

PackedHead packed_head_of(ByteReader& reader) {
  PackedHead head;
  head.pack(head_of(reader));
  return head;
}

void write(ByteWriter& writer, const ListedAsset& row) {
  writer.fixed(view(row.id.uuid));
  writer.signed_number(row.rank);
  writer.signed_number(row.funded_until);
  write(writer, row.history);
  writer.number(row.conveyance);
  writer.number(row.holder);
  writer.byte(static_cast<std::uint8_t>(row.asset_class));
  writer.byte(static_cast<std::uint8_t>(row.state));
  writer.byte(static_cast<std::uint8_t>(row.covered));
  writer.byte(row.was_held ? 1 : 0);
  writer.number(static_cast<std::uint32_t>(row.degree.ppm()));
  writer.number(row.terms);
  write(writer, row.purchases);
}

void write(ByteWriter& writer, const ListedParty& row) {
  writer.fixed(view(row.id.uuid));
  writer.signed_number(row.cash.micro());
  write(writer, row.history);
  writer.number(row.sold);
  writer.number(row.bought);
  write(writer, row.purchases);
  write(writer, row.sales);
  writer.byte(row.roles.bits());
}

template <class Row>
std::string page_of(const CatalogueRows<Row>& rows, Ordinal first) {
  ByteWriter writer;
  const auto end = static_cast<Ordinal>(std::min<std::size_t>(rows.size(), first + kRowsAPage));
  for (Ordinal ordinal = first; ordinal < end; ++ordinal) write(writer, rows.at(ordinal));
  return writer.take();
}

}  // namespace

void PackedHead::pack(const HistoryHead& head) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  if (head.last > most) throw std::overflow_error("a history has too many records");
  last = static_cast<std::uint32_t>(head.last);
  anchor = static_cast<std::uint32_t>(head.anchor);
  length = head.length;
}

void set_status(ListedAsset& row, const AssetStatus& status) {
  row.state = shown_state(status);
  row.covered = status.state;
  row.rank = is_terminal(status.state) ? 0 : -status.assessment.micro();
  row.funded_until = (market::accrues(status) ? status.funded_until : kEndOfTime).seconds();
}

std::optional<Ordinal> Catalogue::find(const AssetId& id) const {
  return asset_index_.find(IdentifierHash{}(id),
                           [this, &id](Ordinal ordinal) { return assets_.at(ordinal).id == id; });
}

std::optional<Ordinal> Catalogue::find(const PartyId& id) const {
  return party_index_.find(IdentifierHash{}(id),
                           [this, &id](Ordinal ordinal) { return parties_.at(ordinal).id == id; });
}

void Catalogue::put(Ordinal ordinal, const ListedAsset& row) {
  if (ordinal == assets_.size()) {
    asset_index_.add(IdentifierHash{}(row.id), ordinal);
    assets_.add(row);
    hold(ordinal);
    return;
  }
  ListedAsset& there = assets_.at(ordinal);
  const bool conveyed = there.holder != row.holder;
  if (conveyed) release(ordinal);
  const std::pair ring{there.next_held, there.previous_held};
  there = row;
  there.next_held = ring.first;
  there.previous_held = ring.second;
  if (conveyed) hold(ordinal);
}

void Catalogue::put(Ordinal ordinal, const ListedParty& row) {
  if (ordinal == parties_.size()) {
    party_index_.add(IdentifierHash{}(row.id), ordinal);
    parties_.add(row);
    return;
  }
  ListedParty& there = parties_.at(ordinal);
  const std::pair held{there.first_held, there.holds};
  there = row;
  there.first_held = held.first;
  there.holds = held.second;
}

void Catalogue::hold(Ordinal asset) {
  ListedAsset& row = assets_.at(asset);
  row.next_held = row.previous_held = asset;
  if (row.holder == kNone) return;
  ListedParty& holder = parties_.at(row.holder);
  if (holder.first_held != kNone) {
    ListedAsset& first = assets_.at(holder.first_held);
    row.next_held = holder.first_held;
    row.previous_held = first.previous_held;
    assets_.at(row.previous_held).next_held = asset;
    first.previous_held = asset;
  }
  holder.first_held = asset;
  ++holder.holds;
}

void Catalogue::release(Ordinal asset) {
  const ListedAsset& row = assets_.at(asset);
  if (row.holder == kNone) return;
  ListedParty& holder = parties_.at(row.holder);
  assets_.at(row.previous_held).next_held = row.next_held;
  assets_.at(row.next_held).previous_held = row.previous_held;
  if (holder.first_held == asset) {
    holder.first_held = row.next_held == asset ? kNone : row.next_held;
  }
  --holder.holds;
}

std::string Catalogue::asset_page(Ordinal first) const { return page_of(assets_, first); }

std::string Catalogue::party_page(Ordinal first) const { return page_of(parties_, first); }

void Catalogue::load_assets(std::string_view page) {
  for (ByteReader reader{page}; !reader.at_end();) {
    ListedAsset row;
    row.id.uuid = from_bytes<Uuid>(reader.fixed(16));
    row.rank = reader.signed_number();
    row.funded_until = reader.signed_number();
    row.history = head_of(reader);
    row.conveyance = reader.number();
    row.holder = static_cast<Ordinal>(reader.number());
    row.asset_class = static_cast<AssetClass>(reader.byte());
    row.state = static_cast<AssetState>(reader.byte());
    row.covered = static_cast<AssetState>(reader.byte());
    row.was_held = reader.byte() != 0;
    row.degree = Share::from_ppm(static_cast<std::int32_t>(reader.number()));
    row.terms = static_cast<std::uint32_t>(reader.number());
    row.purchases = packed_head_of(reader);
    if (row.holder != kNone && row.holder >= parties_.size()) {
      throw DamagedBytes("an asset of a party that is not there");
    }
    if (row.terms >= terms_.size()) throw DamagedBytes("an asset of terms that are not there");
    put(asset_count(), row);
  }
}

void Catalogue::load_parties(std::string_view page) {
  for (ByteReader reader{page}; !reader.at_end();) {
    ListedParty row;
    row.id.uuid = from_bytes<Uuid>(reader.fixed(16));
    row.cash = Money::from_micro(reader.signed_number());
    row.history = head_of(reader);
    row.sold = static_cast<std::uint32_t>(reader.number());
    row.bought = static_cast<std::uint32_t>(reader.number());
    row.purchases = packed_head_of(reader);
    row.sales = packed_head_of(reader);
    row.roles = Roles::from_bits(reader.byte());
    put(party_count(), row);
  }
}

}  // namespace quitrent::api
