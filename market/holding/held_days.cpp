// SPDX-License-Identifier: EUPL-1.2
#include "market/holding/held_days.hpp"

#include <algorithm>

namespace quitrent::market {

Outcome<void> free_to_hold(const Case& filed, Ordinal asset, const PlaceHold& request) {
  const Instant now = filed.draft.now();
  const HeldTime& held = filed.draft.books().held_time();
  if (request.limit == HoldLimit::beyond || held.may_last(asset, now, request.ends_at)) return {};
  const std::string latest = to_text(held.longest(asset, now, request.ends_at));
  return std::unexpected(Refusal{
      .code = RefusalCode::hold_exhausted,
      .detail = "Registrars may hold an asset for 360 days in any three years, here until " +
                latest + "; a longer hold is an act of two: state \"beyond_360_days\".",
      .pointer = "/ends_at",
      .current = {{"latest_end", latest}}});
}

void record_held_end(Draft& draft, Ordinal asset) {
  const Books& books = draft.books();
  const Asset& row = books.asset(asset);
  const Instant end =
      std::max(draft.now(), last_hold_end(row.encumbrances.get()).value_or(Instant{}));
  if (books.held_time().newest_end(asset) <= end) return;
  draft.record(HeldTimeEnded{.asset = row.id, .at = end});
}

}  // namespace quitrent::market
