// SPDX-License-Identifier: EUPL-1.2
#include "api/http/schedules/schedule_answer.hpp"

#include "api/http/assets/asset_answer.hpp"
#include "api/http/json/members.hpp"
#include "api/http/schedules/prediction_answer.hpp"
#include "api/http/terms/degree_answer.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::api {
namespace {

void write_scale(JsonWriter& json, const tax::Scale& scale) {
  json.begin_object().text("from", to_text(scale.from)).key("brackets").begin_array();
  for (const tax::Bracket& bracket : scale.brackets) {
    json.begin_object()
        .text("above", to_text(bracket.above))
        .text("rate", to_text(bracket.base))
        .end_object();
  }
  json.end_array();
  if (scale.reference) {
    json.key("reference")
        .begin_object()
        .text("title", scale.reference->title)
        .text("href", scale.reference->href)
        .end_object();
  } else {
    json.null("reference");
  }
  json.end_object();
}

void write_classes(JsonWriter& json, const tax::Schedule& schedule) {
  json.key("classes").begin_array();
  for (const tax::ClassSchedule& row : schedule.classes) {
    json.begin_object()
        .text("name", to_text(row.asset_class))
        .text("notice", to_text(row.notice))
        .key("grant_back")
        .boolean(row.grant_back == tax::GrantBack::on);
    json.key("scales").begin_array();
    for (const tax::Scale& scale : row.scales) write_scale(json, scale);
    json.end_array().end_object();
  }
  json.end_array();
}

void write_degrees(JsonWriter& json, const tax::Schedule& schedule) {
  json.key("degrees").begin_array();
  for (const tax::DegreeCurve& curve : schedule.curves) {
    json.begin_object().text("from", to_text(curve.from)).key("points").begin_array();
    for (const tax::CurvePoint& point : curve.points) {
      json.begin_object()
          .text("degree", to_text(point.degree))
          .text("multiplier", to_text(point.multiplier))
          .end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_procedures(JsonWriter& json, const tax::Schedule& schedule) {
  json.key("procedures").begin_array();
  for (const tax::Procedure& row : schedule.procedures) {
    json.begin_object()
        .text("from", to_text(row.from))
        .text("escrow_cover", to_text(row.escrow_cover))
        .text("grace", to_text(row.grace))
        .text("auction", to_text(row.auction))
        .text("withdrawal_notice", to_text(row.withdrawal_notice))
        .text("late_surcharge", to_text(row.late_surcharge))
        .text("finding_surcharge", to_text(row.finding_surcharge))
        .text("registration_fee", to_text(row.registration_fee))
        .text("minimum_deposit", to_text(row.minimum_deposit))
        .end_object();
  }
  json.end_array();
}

void write_revenue(JsonWriter& json, const tax::Schedule& schedule) {
  json.key("revenue").begin_array();
  for (const tax::RevenueShares& row : schedule.revenue) {
    json.begin_object().text("from", to_text(row.from)).key("shares").begin_array();
    for (const tax::RevenueShare& share : row.shares) {
      json.begin_object().text("to", share.to).text("share", to_text(share.share)).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

/// Writes who proposed and approved the schedule, and when; null where nobody did.
void write_way(JsonWriter& json, const market::ScheduleView& view) {
  const market::ScheduleProposal* const proposal = view.proposal;
  const auto* decided = proposal != nullptr && proposal->decided ? &*proposal->decided : nullptr;
  const bool approved = decided != nullptr && decided->end == market::ProposalEnd::approved;
  const bool withdrawn = decided != nullptr && !approved;
  const auto instant_of = [](const auto* event) {
    return event == nullptr ? std::nullopt : std::optional{event->at};
  };
  const auto* proposed = proposal == nullptr ? nullptr : &proposal->proposed;
  write_holder(json.key("proposed_by"), proposed == nullptr ? nullptr : &proposed->by);
  text_or_null(json, "proposed_at", instant_of(proposed));
  text_or_null(json, "lapses_at",
               proposed == nullptr ? std::nullopt : std::optional{proposed->lapses_at});
  write_holder(json.key("approved_by"), approved ? &decided->by : nullptr);
  text_or_null(json, "approved_at", approved ? instant_of(decided) : std::nullopt);
  write_holder(json.key("withdrawn_by"), withdrawn ? &decided->by : nullptr);
  text_or_null(json, "withdrawn_at", withdrawn ? instant_of(decided) : std::nullopt);
  text_or_null(json, "in_force_from", view.in_force_from);
  text_or_null(json, "baseline_digest",
               proposed == nullptr ? std::nullopt : std::optional{proposed->baseline});
  write_prediction(json.key("simulation"),
                   proposed == nullptr ? std::nullopt : proposed->prediction);
}

void write_changes(JsonWriter& json, const std::vector<tax::ChangedRate>& changes) {
  json.key("changes").begin_array();
  for (const tax::ChangedRate& change : changes) {
    json.begin_object()
        .text("class", to_text(change.asset_class))
        .text("from", to_text(change.from))
        .text("above", to_text(change.above));
    text_or_null(json, "old", change.before);
    text_or_null(json, "new", change.after);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string to_text(Duration duration) {
  const std::int64_t day = Duration::from_days(1).seconds();
  if (duration.seconds() != 0 && duration.seconds() % day == 0) {
    return std::to_string(duration.seconds() / day) + "d";
  }
  return std::to_string(duration.seconds()) + "s";
}

void write_schedule(JsonWriter& json, const market::Books& books,
                    const market::ScheduleView& view) {
  const auto schedule = market::schedule_from(*view.toml);
  const auto effective = view.in_force_from ? view.in_force_from : schedule->effective;
  json.begin_object()
      .text("id", to_text(view.id))
      .text("state", to_text(view.state))
      .text("title", schedule->title)
      .text("currency", schedule->currency)
      .text("effective", to_text(effective.value_or(Instant{})))
      .text("digest", to_text(sha256(*view.toml)));
  write_way(json, view);
  write_changes(json, market::rates_changed_by(books, view));
  write_classes(json, *schedule);
  write_degrees(json, *schedule);
  write_procedures(json, *schedule);
  write_revenue(json, *schedule);
  json.text("toml", *view.toml).key("degree_basis");
  if (const auto& basis = books.timeline()->basis()) {
    write_degree_basis(json.begin_object(), *basis);
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

std::string schedule_json(const market::Books& books, const ScheduleId& id, Instant now) {
  const auto view = market::schedule_of(books, id, now);
  ensure(view.has_value(), "a schedule that is answered is in the books");
  JsonWriter json;
  write_schedule(json, books, *view);
  return json.take();
}

}  // namespace quitrent::api
