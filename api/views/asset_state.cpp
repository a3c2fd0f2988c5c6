// SPDX-License-Identifier: EUPL-1.2
#include "api/views/asset_state.hpp"

#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/codec/terms.hpp"
#include "market/codec/values.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent {
namespace {

void write(ByteWriter& writer, const TaxedStretch& stretch) {
  put(writer, stretch.over.begin);
  put(writer, stretch.holder);
  writer.byte(static_cast<std::uint8_t>(stretch.state));
  put(writer, stretch.assessment);
  put(writer, stretch.levels);
  writer.byte(stretch.overdue ? 1 : 0);
  if (!stretch.overdue) return;
  put(writer, stretch.overdue->escrow);
  put(writer, stretch.overdue->arrears);
}

TaxedStretch stretch_of(ByteReader& reader) {
  TaxedStretch stretch;
  stretch.over.begin = instant_of(reader);
  stretch.over.end = stretch.over.begin;
  stretch.holder = named_party_of(reader);
  stretch.state = symbol_of<AssetState>(reader, kAssetStates.size());
  stretch.assessment = money_of(reader);
  stretch.levels = dated_levels_of(reader);
  if (!flag_of(reader)) return stretch;
  stretch.overdue = Overdue{.escrow = money_of(reader), .arrears = money_of(reader)};
  return stretch;
}

}  // namespace

std::string encoded(const TaxState& state) {
  ByteWriter writer;
  writer.number(state.ended);
  put(writer, state.before.charged);
  writer.signed_number(state.before.carry);
  writer.byte(state.open ? 1 : 0);
  if (state.open) write(writer, *state.open);
  return writer.take();
}

TaxState tax_state(std::string_view bytes) {
  ByteReader reader{bytes};
  TaxState state;
  state.ended = reader.number();
  state.before.charged = debt_of(reader);
  state.before.carry = reader.signed_number();
  if (flag_of(reader)) state.open = stretch_of(reader);
  if (!reader.at_end()) throw DamagedBytes("a state of an asset's tax is longer than it is");
  return state;
}

AssetReplay replay_from(const AssetId& asset, std::string_view books) {
  return AssetReplay{asset, decoded_books(books)};
}

}  // namespace quitrent
