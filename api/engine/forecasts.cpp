// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/forecasts.hpp"

#include <algorithm>

#include "market/due/changes.hpp"

namespace quitrent::api {
namespace {

/// The number of assets in one slice; a slice takes some milliseconds.
constexpr Ordinal kSlice = 10'000;

}  // namespace

void Forecasts::note_schedules_of(const market::Books& books) {
  if (!books.founded() || !misses_schedule_of(books)) return;
  // Forecasts must be made before the first schedule takes effect that they do not consider.
  if (!has_pending()) needed_by_ = kEndOfTime;
  const auto& schedules = books.schedules();
  for (; schedules_ < schedules.size(); ++schedules_) {
    needed_by_ = std::min(needed_by_, schedules[schedules_].effective);
  }
  from_ = 0;
  to_ = books.asset_count();
}

void Forecasts::make_slice(market::Books& books, market::DueQueue& due) {
  const Ordinal end = std::min<Ordinal>(from_ + kSlice, to_);
  reforecast(books, from_, end);
  for (; from_ < end; ++from_) due.reschedule(from_, next_change(books, from_));
}

}  // namespace quitrent::api
