// SPDX-License-Identifier: EUPL-1.2
#include "api/http/operations/schedule_answer.hpp"

#include "api/http/terms/degree_answer.hpp"
#include "registry/vocabulary/digest.hpp"
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

}  // namespace

std::string to_text(Duration duration) {
  const std::int64_t day = Duration::from_days(1).seconds();
  if (duration.seconds() != 0 && duration.seconds() % day == 0) {
    return std::to_string(duration.seconds() / day) + "d";
  }
  return std::to_string(duration.seconds()) + "s";
}

void write_schedule(JsonWriter& json, const market::SchedulePublished& published,
                    const tax::Schedule& schedule, const std::optional<tax::DegreeBasis>& basis) {
  json.begin_object()
      .text("id", to_text(published.id))
      .text("title", schedule.title)
      .text("currency", schedule.currency)
      .text("effective", to_text(published.effective))
      .text("digest", to_text(sha256(published.toml)));
  write_classes(json, schedule);
  write_degrees(json, schedule);
  write_procedures(json, schedule);
  write_revenue(json, schedule);
  json.key("degree_basis");
  if (basis) {
    write_degree_basis(json.begin_object(), *basis);
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

}  // namespace quitrent::api
