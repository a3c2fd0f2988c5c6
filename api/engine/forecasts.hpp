// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "market/due/due_queue.hpp"
#include "market/state/books.hpp"

namespace quitrent::api {

/// Which assets have a forecast that does not consider the newest schedule yet. A published
/// schedule changes when escrows are used up, and therefore the queue of due changes. Forecasts are
/// made anew slice by slice, so that filings wait for one slice at most. For the writer's thread
/// only.
class Forecasts {
 public:
  /// Records that every forecast in these books considers all their schedules.
  void know_schedules_of(const market::Books& books) { schedules_ = books.schedules().size(); }
  /// Whether these books hold a schedule that is not noted yet.
  bool misses_schedule_of(const market::Books& books) const {
    return books.schedules().size() != schedules_;
  }
  /// Notes the schedules of these books. After a new one every asset needs a new forecast.
  void note_schedules_of(const market::Books& books);
  /// Whether some assets still need a new forecast. Does not block.
  bool has_pending() const { return from_ < to_; }
  /// The earliest instant at which a schedule that some forecast does not consider takes effect.
  Instant needed_by() const { return needed_by_; }
  /// Makes one slice of forecasts anew in these books and updates the queue with them. Takes some
  /// milliseconds.
  void make_slice(market::Books& books, market::DueQueue& due);

 private:
  Ordinal from_ = 0;
  Ordinal to_ = 0;
  Instant needed_by_ = kEndOfTime;
  std::size_t schedules_ = 0;  // number of schedules noted
};

}  // namespace quitrent::api
