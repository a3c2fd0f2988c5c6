// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "market/due/due_queue.hpp"
#include "market/state/books.hpp"

namespace quitrent::api {

/// Which assets still have the forecast of the schedules before the newest. A published schedule
/// changes when escrows run dry, and so the queue of due changes. Forecasts are made anew slice by
/// slice, so that filings wait for one slice at most. Belongs to the writer's thread.
class Forecasts {
 public:
  /// Says that every forecast in these books knows their schedules.
  void know_schedules_of(const market::Books& books) { schedules_ = books.schedules().size(); }
  /// Whether these books hold a schedule that was not noted yet.
  bool misses_schedule_of(const market::Books& books) const {
    return books.schedules().size() != schedules_;
  }
  /// Notes the schedules of these books: after a new one every asset waits for its forecast.
  void note_schedules_of(const market::Books& books);
  /// Whether assets wait for their forecast.
  bool wait() const { return from_ < to_; }
  /// When the first schedule takes effect that some forecast does not know.
  Instant needed_by() const { return needed_by_; }
  /// Makes one slice of forecasts anew in these books, and the queue to go with them: some
  /// milliseconds.
  void make_slice(market::Books& books, market::DueQueue& due);

 private:
  Ordinal from_ = 0;
  Ordinal to_ = 0;
  Instant needed_by_ = kEndOfTime;
  std::size_t schedules_ = 0;  // that were noted
};

}  // namespace quitrent::api
