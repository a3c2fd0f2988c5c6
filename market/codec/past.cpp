// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/past.hpp"

#include <set>

#include "market/codec/findings.hpp"

namespace quitrent::market {
namespace {

/// An ordinal among `count` rows.
Ordinal row_of(ByteReader& reader, Ordinal count) {
  const Ordinal ordinal = small_number_of(reader);
  if (ordinal >= count) throw DamagedBytes("the past names a row that is not there");
  return ordinal;
}

}  // namespace

void encode_past(ByteWriter& writer, const TaxedPast& past) {
  writer.number(past.own_intervals().size());
  for (const auto& [ordinal, intervals] : past.own_intervals()) {
    writer.number(ordinal);
    writer.number(intervals.size());
    for (const tax::PastInterval& interval : intervals) {
      encode_instant(writer, interval.over.begin);
      encode_instant(writer, interval.over.end);
      encode_money(writer, interval.assessment);
      writer.signed_number(interval.degree.ppm());
      writer.number(interval.holder);
    }
  }
  const auto clawbacks = past.all_clawbacks();
  writer.number(clawbacks.size());
  for (const auto& [ordinal, all] : clawbacks) {
    writer.number(ordinal);
    writer.number(all->size());
    for (const PastClawback& clawed_back : *all) encode_past_clawback(writer, clawed_back);
  }
  writer.number(past.own_predecessors().size());
  for (const auto& [ordinal, predecessors] : past.own_predecessors()) {
    writer.number(ordinal);
    writer.number(predecessors.size());
    for (const Ordinal predecessor : predecessors) writer.number(predecessor);
  }
}

void read_past(ByteReader& reader, const RowCounts& rows, TaxedPast& past) {
  for (std::size_t left = reader.count(); left > 0; --left) {
    const Ordinal ordinal = row_of(reader, rows.assets);
    std::vector<tax::PastInterval> intervals(reader.count());
    for (tax::PastInterval& interval : intervals) {
      interval.over.begin = instant_of(reader);
      interval.over.end = instant_of(reader);
      interval.assessment = money_of(reader);
      interval.degree = share_of(reader);
      interval.holder = row_of(reader, rows.parties);
    }
    past.restore(ordinal, std::move(intervals));
  }
  for (std::size_t left = reader.count(); left > 0; --left) {
    const Ordinal ordinal = row_of(reader, rows.assets);
    std::vector<PastClawback> all(reader.count());
    for (PastClawback& clawed_back : all) {
      clawed_back = past_clawback_of(reader);
      if (clawed_back.asset >= rows.assets || clawed_back.payer.value_or(0) >= rows.parties) {
        throw DamagedBytes("a clawback names a row that is not there");
      }
    }
    past.restore(ordinal, std::move(all));
  }
  for (std::size_t left = reader.count(); left > 0; --left) {
    const Ordinal ordinal = row_of(reader, rows.assets);
    std::set<Ordinal> predecessors;
    for (std::size_t more = reader.count(); more > 0; --more) {
      const Ordinal predecessor = row_of(reader, ordinal);
      predecessors.insert(predecessor);
    }
    past.inherit(ordinal, predecessors);
  }
}

}  // namespace quitrent::market
