// SPDX-License-Identifier: EUPL-1.2
#include "api/views/activity.hpp"

#include <algorithm>

#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

/// Number of rows of the catalogue that are added under one lock, in some 10 µs.
constexpr Ordinal kRowsAdded = 4'096;

/// The activities kept in the row with this number: those of the entries since the row before it.
std::string activities_of_row(ViewReader& reader, Sequence number) {
  Statement& statement = reader.prepared("SELECT activities FROM activity_sum WHERE number = ?");
  const Rows rows{statement};
  if (!statement.bind(1, static_cast<std::int64_t>(number)).step()) {
    throw DamagedBytes("the views miss the activities of some entries");
  }
  return std::string{statement.bytes(0)};
}

/// The activities of the entries from `number` times kEntriesASum on. The mark is read first: where
/// it is further, the row has been there since.
std::string activities_since(ViewReader& reader, Sequence number) {
  {
    Statement& statement =
        reader.prepared("SELECT sequence, recent_activities FROM mark WHERE which = 0");
    const Rows rows{statement};
    if (!statement.step()) return {};
    if (static_cast<Sequence>(statement.number(0)) / kEntriesASum == number) {
      return std::string{statement.bytes(1)};
    }
  }
  return activities_of_row(reader, number + 1);
}

/// The sums from the founding up to the entry before `end`.
ActivitySums activity_before(ViewReader& reader, Sequence end) {
  const Sequence last = end - 1;
  const Sequence number = last / kEntriesASum;
  ActivitySums sums;
  if (number > 0) {
    Statement& statement = reader.prepared("SELECT sums FROM activity_sum WHERE number = ?");
    const Rows rows{statement};
    if (!statement.bind(1, static_cast<std::int64_t>(number)).step()) {
      throw DamagedBytes("the views miss a sum of activities");
    }
    sums = activity_sums(statement.bytes(0));
  }
  if (last > number * kEntriesASum) add_up_to(sums, activities_since(reader, number), last);
  return sums;
}

}  // namespace

AssetBefore asset_before(const ListedAsset& row) {
  return {.asset_class = row.asset_class,
          .state = row.covered,
          .assessment = Money::from_micro(-row.rank),
          .degree = row.degree};
}

ActivitySums activity(ViewReader& reader, Period period, Sequence newest) {
  const Sequence first = reader.first_at_or_after(period.begin, newest + 1);
  const Sequence end = std::max(first, reader.first_at_or_after(period.end, newest + 1));
  return between(activity_before(reader, first), activity_before(reader, end));
}

ClassSums class_sums(ViewReader& reader) {
  ClassSums sums{};
  for (Ordinal ordinal = 0;;) {
    const auto lock = reader.catalogue().reading();
    const Ordinal count = reader.catalogue().asset_count();
    if (ordinal >= count) return sums;
    const Ordinal end = ordinal + std::min(kRowsAdded, count - ordinal);
    for (; ordinal < end; ++ordinal) {
      const ListedAsset& row = reader.catalogue().asset(ordinal);
      if (row.holder == kNone) continue;
      HeldAssets& of_class = sums.at(static_cast<std::size_t>(row.asset_class));
      ++of_class.assets;
      of_class.assessed.grow(Money::from_micro(-row.rank));
    }
  }
}

}  // namespace quitrent::api
