// SPDX-License-Identifier: EUPL-1.2
//
// What time alone brings about: due changes, heartbeats, outages, a sandbox's clock.
#include <algorithm>
#include <utility>

#include "api/engine/writer.hpp"
#include "market/due/register_changes.hpp"
#include "market/state/apply.hpp"

namespace quitrent::api {
namespace {

/// How many assets are forecast at a time: some milliseconds.
constexpr Ordinal kForecastSlice = 10'000;

}  // namespace

Instant Engine::Writer::present() const { return std::max(clock.now(), state->head.at); }

Instant Engine::Writer::caught_up(std::unique_ptr<Group>& group) {
  const Instant now = present();
  const bool beats = clock.kind() == ClockKind::real && group->books.founded();
  if (beats && now - state->head.at > limits.longest_silence) {
    const Period down{state->head.at, now};
    record_for_all(group, down.begin, market::outage_of(down));
    const std::vector<market::Event> closes = closes_after_outage(state->books);
    if (!closes.empty()) record_for_all(group, down.begin, closes);
    reschedule_all();
  }
  bring_about_due(group, now);
  if (beats && now - state->head.at >= limits.heartbeat) {
    group->entries.push_back(next_entry(now, {}));
    if (group->entries.size() >= limits.batch) renew(group);
  }
  return now;
}

std::optional<market::DueChange> Engine::Writer::first_due(const market::Books& books) const {
  return due.first(books, state->head.at);
}

void Engine::Writer::record_schedules_in_force() {
  if (!state->books.founded() || state->books.schedules().size() == schedules_) return;
  // Forecasts must be there before the first of the schedules that they do not know takes effect.
  if (!has_forecasts_to_do()) forecast_by_ = kEndOfTime;
  const auto& schedules = state->books.schedules();
  for (; schedules_ < schedules.size(); ++schedules_) {
    forecast_by_ = std::min(forecast_by_, schedules[schedules_].effective);
  }
  forecast_from_ = 0;
  forecast_to_ = state->books.asset_count();
}

void Engine::Writer::forecast_slice() {
  const Ordinal end = std::min<Ordinal>(forecast_from_ + kForecastSlice, forecast_to_);
  // Slices follow each other at once: without this, readers would hardly get between them.
  engine.books_lock_.let_readers_in();
  const auto lock = engine.books_lock_.writing();
  reforecast(state->books, forecast_from_, end);
  for (; forecast_from_ < end; ++forecast_from_) {
    due.reschedule(forecast_from_, next_change(state->books, forecast_from_));
  }
  publish_figures();
}

void Engine::Writer::bring_about_due(std::unique_ptr<Group>& group, Instant until) {
  if (group->books.founded() && group->books.schedules().size() != schedules_) renew(group);
  if (has_forecasts_to_do() && until >= forecast_by_) {
    renew(group);  // forecasts are kept in the committed books
    while (has_forecasts_to_do()) forecast_slice();
  }
  for (auto next = first_due(group->books); next && next->at <= until;
       next = first_due(group->books)) {
    if (next->kind == market::ChangeKind::monthly_levy) {
      renew(group);  // the levy is reckoned from the committed books
      record_for_all(group, next->at, {month_levied(state->books, next->at)});
      continue;
    }
    const std::vector<market::Event> events = changes_of(group->books, *next);
    for (const market::Event& event : events) market::apply(group->books, event);
    reschedule(*group, events);
    group->entries.push_back(next_entry(next->at, events));
    if (group->entries.size() < limits.batch) continue;
    renew(group);
    clock.advance(state->head.at);
  }
}

void Engine::Writer::record_for_all(std::unique_ptr<Group>& group, Instant at,
                                    const std::vector<market::Event>& events) {
  commit(*group);
  const Entry entry = next_entry(at, events);
  keep({&entry, 1});
  {
    const auto lock = engine.books_lock_.writing();
    for (const market::Event& event : events) market::apply(state->books, event);
    publish_figures();
  }
  if (committed) committed(state->head.sequence);
  group = std::make_unique<Group>(state->books);
}

void Engine::Writer::move_clock(std::unique_ptr<Group>& group, PendingFiling& pending) {
  const Instant to = std::get<market::MoveClock>(pending.submission->filing.request).to;
  if (to < present()) {
    pending.outcome = std::unexpected(Refusal{.code = RefusalCode::invalid_field,
                                              .detail = "The clock moves forward only.",
                                              .pointer = "/to",
                                              .current = {{"now", to_text(present())}}});
    group->done.push_back(&pending);
    return;
  }
  bring_about_due(group, to);
  // An entry without events: after a restart the clock stands here.
  record(*group, pending, {}, to);
  // Whoever is answered must find the clock moved.
  std::vector<PendingFiling*> done = std::exchange(group->done, {});
  commit(*group);
  clock.advance(to);
  pending.answered->release();
  for (PendingFiling* earlier : done) earlier->answered->release();
  group = std::make_unique<Group>(state->books);
}

}  // namespace quitrent::api
