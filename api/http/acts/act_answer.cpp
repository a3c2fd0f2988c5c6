// SPDX-License-Identifier: EUPL-1.2
#include "api/http/acts/act_answer.hpp"

#include "api/http/assets/asset_answer.hpp"
#include "api/http/json/members.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::api {
namespace {

/// Writes the instant of an act where it is one of this kind, else null.
void write_instant(JsonWriter& json, std::string_view name, const ProposedAct& act, ActKind kind) {
  text_or_null(json, name, act.kind == kind ? act.instant : std::nullopt);
}

void write_credit(JsonWriter& json, const market::CreditProposed* credit) {
  if (credit == nullptr) {
    json.null("credit");
    return;
  }
  json.key("credit")
      .begin_object()
      .text("party", to_text(credit->party))
      .text("amount", to_text(credit->amount))
      .text("reference", credit->reference)
      .end_object();
}

/// Writes the members of an act, without the braces around them.
void write_members(JsonWriter& json, const market::ActBooks& acts, const market::RecordedAct& act,
                   std::pair<Instant, CreditDetail> shown) {
  write_proposal(json, act.proposed);
  json.text("state", to_text(act.state(shown.first)));
  if (act.ended) {
    json.text("ended_at", to_text(act.ended->at));
    write_holder(json.key("ended_by"), &act.ended->by);
  } else {
    json.null("ended_at").null("ended_by");
  }
  const bool hidden = shown.second == CreditDetail::hidden;
  write_credit(json, hidden ? nullptr : acts.credit(act.proposed.id));
}

}  // namespace

void write_proposal(JsonWriter& json, const ProposedAct& act) {
  json.text("id", to_text(act.id))
      .text("kind", to_text(act.kind))
      .text("digest", to_text(act.digest))
      .text("lapses_at", to_text(act.lapses_at))
      .text("proposed_at", to_text(act.proposed_at));
  write_holder(json.key("proposed_by"), &act.by);
  text_or_null(json, "asset", act.asset);
  text_or_null(json, "holder", act.holder);
  write_instant(json, "expires_at", act, ActKind::expiry);
  write_instant(json, "ends_at", act, ActKind::hold_beyond_360_days);
  if (act.because.reference.empty()) {
    json.null("reference");
  } else {
    json.text("reference", act.because.reference);
  }
  text_or_null(json, "document_digest", act.because.document);
}

void write_act(JsonWriter& json, const market::ActBooks& acts, const market::RecordedAct& act,
               std::pair<Instant, CreditDetail> shown) {
  json.begin_object();
  write_members(json, acts, act, shown);
  json.end_object();
}

std::string act_json(const market::Books& books, const ActId& id,
                     std::pair<Instant, CreditDetail> shown) {
  const market::RecordedAct* const act = books.acts().act(id);
  ensure(act != nullptr, "an act that is answered is in the books");
  JsonWriter json;
  json.begin_object();
  write_members(json, books.acts(), *act, shown);
  json.text("as_of", to_text(shown.first)).end_object();
  return json.take();
}

Render or_act(Render otherwise) {
  return [otherwise = std::move(otherwise)](const market::Books& after,
                                            const market::Receipt& receipt, Instant now) {
    // Who files an act knows what it credits.
    if (const auto* act = std::get_if<market::ActReceipt>(&receipt)) {
      return act_json(after, act->act, {now, CreditDetail::shown});
    }
    return otherwise(after, receipt, now);
  };
}

bool is_act(const Reply& reply) { return reply.body.starts_with("{\"id\":\"act_"); }

Response proposed_answer(Reply reply) {
  Response response = created_answer(std::move(reply), "/v1/acts/");
  response.status = 202;
  return response;
}

}  // namespace quitrent::api
