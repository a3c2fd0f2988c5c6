// SPDX-License-Identifier: EUPL-1.2
#include "api/views/kept_sums.hpp"

#include <cstdint>
#include <utility>

namespace quitrent::api {

KeptSums::KeptSums(Database& database)
    : insert_revenue_{database, "INSERT INTO revenue_sum VALUES(?, ?)"},
      insert_activity_{database, "INSERT INTO activity_sum VALUES(?, ?, ?)"} {}

void KeptSums::take(ViewMark& mark) {
  if (mark.sequence % kEntriesASum != 0) return;
  taken_.push_back({.sequence = mark.sequence,
                    .revenue = encoded(mark.revenue),
                    .activity = encoded(mark.activity),
                    .activities = std::exchange(mark.recent_activities, {})});
}

void KeptSums::write(Sequence written) {
  for (const Taken& sums : taken_) {
    if (sums.sequence <= written) continue;
    const auto number = static_cast<std::int64_t>(sums.sequence / kEntriesASum);
    insert_revenue_.bind(1, number).bind_blob(2, sums.revenue).run();
    insert_activity_.bind(1, number)
        .bind_blob(2, sums.activity)
        .bind_blob(3, sums.activities)
        .run();
  }
}

}  // namespace quitrent::api
