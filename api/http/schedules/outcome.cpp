// SPDX-License-Identifier: EUPL-1.2
#include "api/http/schedules/outcome.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "api/http/schedules/outcome_answer.hpp"
#include "api/http/schedules/outcome_figures.hpp"

namespace quitrent::api {
namespace {

/// Why a schedule has no outcome, and what to do next.
std::string why_no_outcome(const market::ScheduleView& view) {
  constexpr std::string_view kOthers =
      "; ask for one that is in force or was: GET /v1/schedules lists them.";
  switch (view.state) {
    case market::ScheduleState::approved:
      return "It has not taken effect yet; ask again after " + to_text(*view.in_force_from) + ".";
    case market::ScheduleState::proposed:
      return "It has not taken effect yet and nobody has approved it; ask again after " +
             to_text(view.proposal->proposed.effective) + ".";
    case market::ScheduleState::withdrawn:
      return "It was withdrawn and never took effect" + std::string{kOthers};
    case market::ScheduleState::lapsed:
      return "Nobody approved it in time, so it never took effect" + std::string{kOthers};
    case market::ScheduleState::stale:
      return "Another schedule was approved or took effect before it, so it never took effect" +
             std::string{kOthers};
    case market::ScheduleState::in_force:
    case market::ScheduleState::superseded:
      break;
  }
  return {};
}

Problem no_outcome(const market::ScheduleView& view) {
  Refusal refusal{.code = RefusalCode::wrong_state,
                  .detail = why_no_outcome(view),
                  .pointer = {},
                  .current = {{"state", std::string{to_text(view.state)}}}};
  if (view.in_force_from) {
    refusal.current.emplace_back("in_force_from", to_text(*view.in_force_from));
  }
  return problem(refusal);
}

/// The first second in which a later schedule followed; nothing where none has so far.
std::optional<Instant> superseded_at(const market::Books& books, const market::ScheduleView& view,
                                     Instant now) {
  if (view.state != market::ScheduleState::superseded) return std::nullopt;
  const auto& all = books.schedules();
  const auto next = std::ranges::find_if(all, [&](const market::SchedulePublished& later) {
    return later.effective > *view.in_force_from && later.effective <= now;
  });
  return next->effective;
}

/// The schedule as of a second, or why there is no outcome of it.
struct Found {
  std::optional<ComparedSchedule> schedule = {};
  std::optional<Problem> problem = {};  ///< where there is neither, there is no such schedule
  Instant now;
};

Found found_schedule(const market::Books& books, const ScheduleId& id, Instant now) {
  const auto view = market::schedule_of(books, id, now);
  if (!view) return {.now = now};
  const bool took_effect = view->state == market::ScheduleState::in_force ||
                           view->state == market::ScheduleState::superseded;
  if (!took_effect) return {.schedule = {}, .problem = no_outcome(*view), .now = now};
  const auto* proposal = view->proposal;
  return {.schedule =
              ComparedSchedule{
                  .id = id,
                  .state = view->state,
                  .in_force_from = *view->in_force_from,
                  .superseded_at = superseded_at(books, *view, now),
                  .prediction = proposal == nullptr ? std::nullopt : proposal->proposed.prediction,
                  .currency = std::string{books.timeline()->currency()}},
          .problem = {},
          .now = now};
}

}  // namespace

Answer get_outcome(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<ScheduleKind>(call.names[0]);
  if (!id) return not_found("schedule");
  Found found = context.engine.inquire(
      [&id](const market::Books& books, Instant now) { return found_schedule(books, *id, now); });
  if (found.problem) return std::unexpected(std::move(*found.problem));
  if (!found.schedule) return not_found("schedule");
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  const ActualFigures actual = actual_figures(context.views, *found.schedule, found.now);
  return json_answer(200, outcome_json(*found.schedule, actual, found.now));
}

}  // namespace quitrent::api
