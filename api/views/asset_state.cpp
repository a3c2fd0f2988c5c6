// SPDX-License-Identifier: EUPL-1.2
#include "api/views/asset_state.hpp"

#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/codec/terms.hpp"
#include "market/codec/values.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

void write(ByteWriter& writer, const TaxedInterval& interval) {
  market::encode_instant(writer, interval.over.begin);
  market::encode_named_party(writer, interval.holder);
  writer.byte(static_cast<std::uint8_t>(interval.state));
  market::encode_money(writer, interval.assessment);
  market::encode_dated_levels(writer, interval.levels);
  writer.byte(interval.overdue ? 1 : 0);
  if (!interval.overdue) return;
  market::encode_money(writer, interval.overdue->escrow);
  market::encode_money(writer, interval.overdue->arrears);
}

TaxedInterval interval_of(ByteReader& reader) {
  TaxedInterval interval;
  interval.over.begin = market::instant_of(reader);
  interval.over.end = interval.over.begin;
  interval.holder = market::named_party_of(reader);
  interval.state = market::symbol_of<AssetState>(reader, kAssetStates.size());
  interval.assessment = market::money_of(reader);
  interval.levels = market::dated_levels_of(reader);
  if (!market::flag_of(reader)) return interval;
  interval.overdue =
      Overdue{.escrow = market::money_of(reader), .arrears = market::money_of(reader)};
  return interval;
}

}  // namespace

std::string encoded(const TaxState& state) {
  ByteWriter writer;
  writer.number(state.ended);
  market::encode_debt(writer, state.before.charged);
  writer.signed_number(state.before.carry);
  writer.byte(state.open ? 1 : 0);
  if (state.open) write(writer, *state.open);
  return writer.take();
}

TaxState tax_state(std::string_view bytes) {
  ByteReader reader{bytes};
  TaxState state;
  state.ended = reader.number();
  state.before.charged = market::debt_of(reader);
  state.before.carry = reader.signed_number();
  if (market::flag_of(reader)) state.open = interval_of(reader);
  if (!reader.at_end()) throw DamagedBytes("a state of an asset's tax is longer than it is");
  return state;
}

AssetReplay replay_from(const AssetId& asset, std::string_view books) {
  return AssetReplay{asset, market::decoded_books(books)};
}

}  // namespace quitrent::api
