// SPDX-License-Identifier: EUPL-1.2
#include "api/http/terms/contest_answer.hpp"

#include "api/http/assets/asset_answer.hpp"
#include "api/http/json/members.hpp"

namespace quitrent::api {

void write_contest(JsonWriter& json, const Contest& contest, const market::ContestDecided* decided,
                   ContestState undecided) {
  std::string_view state = decided == nullptr ? "open" : "decided";
  if (decided == nullptr && undecided == ContestState::lapsed) state = "lapsed";
  json.begin_object()
      .text("id", to_text(contest.id))
      .text("asset", to_text(contest.asset))
      .key("by");
  write_holder(json, &contest.by);
  text_or_null(json, "finding", contest.finding);
  json.text("reason", contest.reason)
      .text("bond", to_text(contest.bond))
      .text("state", state)
      .text("filed_at", to_text(contest.filed_at));
  if (decided == nullptr) {
    json.null("outcome").null("decided_at").null("decision").end_object();
    return;
  }
  json.text("outcome", to_text(decided->outcome))
      .text("decided_at", to_text(decided->decided_at))
      .key("decision")
      .begin_object()
      .text("reason", decided->reason)
      .text("reference", decided->because.reference);
  text_or_null(json, "document_digest", decided->because.document);
  json.end_object().end_object();
}

}  // namespace quitrent::api
