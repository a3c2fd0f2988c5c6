// SPDX-License-Identifier: EUPL-1.2
//
// Objections to the degree of an asset, and what registrars make of them.
#include "api/http/answers.hpp"
#include "api/http/asset_acts.hpp"
#include "api/http/handlers.hpp"
#include "api/http/pagination.hpp"
#include "api/http/parameters.hpp"
#include "api/views/views.hpp"

namespace quitrent {
namespace {

std::string contest_json(const ContestView& view) {
  JsonWriter json;
  write_contest(json, view.contest, view.decided ? &*view.decided : nullptr);
  return json.take();
}

std::string filed_json(const Books& /*after*/, const Receipt& receipt, Instant /*now*/) {
  return contest_json({std::get<ContestReceipt>(receipt).contest, {}});
}

}  // namespace

void write_contest(JsonWriter& json, const Contest& contest, const ContestDecided* decided) {
  json.begin_object()
      .text("id", to_text(contest.id))
      .text("asset", to_text(contest.asset))
      .key("by");
  write_holder(json, &contest.by);
  json.text("reason", contest.reason)
      .text("state", decided == nullptr ? "open" : "decided")
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

Answer post_contest(Desk& desk, const Call& call) {
  auto reply = acted(desk, call, contest_from, filed_json);
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), "");
}

Answer get_contests(Desk& desk, const Call& call) {
  Parameters parameters{call.request.query};
  ListQuery query{.list = std::string{call.request.path}, .limit = parameters.limit()};
  query.cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  const bool known = id && desk.office.inquire([&id](const Books& books, Instant) {
    return books.asset(*id) != nullptr;
  });
  if (!known) return not_found("asset");
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  std::vector<ListRow> rows;
  for (const ContestView& view : desk.views.contests_of(*id)) {
    rows.push_back({.key = to_text(view.contest.id), .json = contest_json(view)});
  }
  return list_answer(call.request, query, rows, {.as_of = as_of});
}

Answer post_decision(Desk& desk, const Call& call) {
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  auto request = decision_from(call.body, id.value_or(AssetId{}));
  if (!request) return std::unexpected(std::move(request.error()));
  if (!id) return not_found("asset");
  const auto contest = parse_identifier<ContestKind>(call.names[1]);
  if (!contest) return not_found("contest");
  request->contest = *contest;
  const Render render = [decision = ContestDecided{.contest = {},
                                                   .outcome = request->outcome,
                                                   .because = request->authority,
                                                   .reason = request->reason,
                                                   .decided_at = {}}](
                            const Books& /*after*/, const Receipt& receipt, Instant now) {
    ContestDecided decided = decision;
    decided.decided_at = now;
    return contest_json({std::get<ContestReceipt>(receipt).contest, std::move(decided)});
  };
  auto reply = filed(desk, call, {.request = std::move(*request), .render = render});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

}  // namespace quitrent
