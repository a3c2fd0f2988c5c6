// SPDX-License-Identifier: EUPL-1.2
#include "api/http/schedules/charter_answer.hpp"

#include <string>

#include "api/http/json/members.hpp"
#include "api/http/schedules/schedule_answer.hpp"

namespace quitrent::api {

void write_act_rules(JsonWriter& json, const ActRules& rules) {
  json.key("acts_of_two").begin_array();
  for (const ActKind kind : kChartedActKinds) {
    if (rules.of_two.has(kind)) json.text(to_text(kind));
  }
  json.end_array().text("act_lapses_after", to_text(rules.lapse_after));
  text_or_null(json, "credit_by_one", rules.credit_by_one);
}

void write_bounds(JsonWriter& json, const tax::Charter& charter) {
  json.text("max_rate", to_text(charter.max_rate))
      .text("minimum_grace", to_text(charter.minimum_grace))
      .text("notice_of_increase", to_text(charter.notice_of_increase))
      .text("notice_of_decrease", to_text(charter.notice_of_decrease))
      .text("largest_step", to_text(charter.largest_step))
      .text("largest_step_points", to_text(charter.largest_step_points))
      .text("between_steps", to_text(charter.between_steps))
      .text("minimum_auction", to_text(charter.minimum_auction))
      .text("longest_notice", to_text(charter.longest_notice))
      .text("longest_cover", to_text(charter.longest_cover))
      .text("shortest_withdrawal_notice", to_text(charter.shortest_withdrawal_notice))
      .text("longest_withdrawal_notice", to_text(charter.longest_withdrawal_notice))
      .text("largest_surcharge", to_text(charter.largest_surcharge));
}

}  // namespace quitrent::api
