// SPDX-License-Identifier: EUPL-1.2
#include "api/views/revenue.hpp"

#include <algorithm>

#include "market/codec/events.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

/// The sums from the founding up to the entry before `end`.
RevenueSums sums_before(ViewReader& reader, Sequence end) {
  const Sequence last = end - 1;
  const Sequence number = last / kEntriesASum;
  RevenueSums sums;
  if (number > 0) {
    Statement& statement = reader.prepared("SELECT sums FROM revenue_sum WHERE number = ?");
    const Rows rows{statement};
    if (!statement.bind(1, static_cast<std::int64_t>(number)).step()) {
      throw DamagedBytes("the views miss a sum of revenue");
    }
    sums = revenue_sums(statement.bytes(0));
  }
  if (last == number * kEntriesASum) return sums;
  const ClassOfAsset class_of = [&reader](std::uint32_t ordinal) {
    const auto lock = reader.catalogue().reading();
    if (ordinal >= reader.catalogue().asset_count()) throw DamagedBytes("the views miss an asset");
    return reader.catalogue().asset(ordinal).asset_class;
  };
  reader.journal().read(number * kEntriesASum, [&](const Entry& entry) {
    for (const market::Event& event :
         market::decoded(reader.source().private_events(entry.private_part))) {
      add(sums, event, class_of);
    }
    for (const market::Event& event : market::decoded(entry.public_part)) {
      add(sums, event, class_of);
    }
    return entry.sequence < last;
  });
  return sums;
}

}  // namespace

RevenueFlow revenue(ViewReader& reader, Period period, Sequence newest) {
  const Sequence first = reader.first_at_or_after(period.begin, newest + 1);
  const Sequence end = std::max(first, reader.first_at_or_after(period.end, newest + 1));
  const RevenueSums before = sums_before(reader, first);
  const RevenueSums after = sums_before(reader, end);
  return {.opening = balance(before), .closing = balance(after), .moved = between(before, after)};
}

}  // namespace quitrent::api
