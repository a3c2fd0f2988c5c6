// SPDX-License-Identifier: EUPL-1.2
#include "api/http/events/event_answer.hpp"

#include "api/http/acts/act_answer.hpp"
#include "api/http/assets/asset_answer.hpp"
#include "api/http/assets/encumbrance_answer.hpp"
#include "api/http/json/members.hpp"
#include "api/http/schedules/charter_answer.hpp"
#include "api/http/schedules/prediction_answer.hpp"
#include "api/http/terms/contest_answer.hpp"
#include "api/http/terms/degree_answer.hpp"
#include "api/http/terms/finding_answer.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::api {
namespace {

/// The identifier of an event follows from its number.
EventId event_id(const EventPosition& position) {
  return {numbered_uuid(position.number, position.at)};
}

void write_status(JsonWriter& json, const AssetStatus& status) {
  json.key("standing")
      .begin_object()
      .text("state", to_text(shown_state(status)))
      .text("assessment", to_text(status.assessment))
      .text("escrow", to_text(status.escrow))
      .text("arrears", to_text(status.arrears))
      .text("levied_to", to_text(status.levied_to))
      .text("carry", std::to_string(status.carry))
      .number("version", status.version);
  instant_or_null(json, "forecloses_at",
                  status.state == AssetState::delinquent ? status.forecloses_at : kEndOfTime);
  instant_or_null(json, "auction_ends_at",
                  status.state == AssetState::auction ? status.auction_ends_at : kEndOfTime);
  instant_or_null(json, "notice_ends_at", status.pending != 0 ? status.notice_ends_at : kEndOfTime);
  instant_or_null(json, "withdraws_at",
                  is_terminal(status.state) ? kEndOfTime : status.withdraws_at);
  json.end_object();
}

void write_levy(JsonWriter& json, const market::LevyFact& levy) {
  json.key("levy")
      .begin_object()
      .text("from", to_text(levy.over.begin))
      .text("to", to_text(levy.over.end))
      .text("paid", to_text(levy.paid))
      .text("arrears", to_text(levy.arrears))
      .end_object();
}

/// The kind of encumbrance that the event records or ends.
std::string subject_text(const market::EncumbrancesChanged& event) {
  switch (event.cause) {
    case market::EncumbranceCause::licence_recorded:
    case market::EncumbranceCause::licence_ended:
    case market::EncumbranceCause::licence_ended_by_order:
      return to_text(LicenceId{event.subject});
    case market::EncumbranceCause::lien_recorded:
    case market::EncumbranceCause::lien_released:
    case market::EncumbranceCause::lien_ended_by_order:
      return to_text(LienId{event.subject});
    case market::EncumbranceCause::hold_placed:
    case market::EncumbranceCause::hold_lifted:
    case market::EncumbranceCause::hold_ended:
    case market::EncumbranceCause::rectification_held:
      break;
  }
  return to_text(HoldId{event.subject});
}

void write_waterfall(JsonWriter& json, const market::Waterfall& waterfall) {
  json.key("waterfall")
      .begin_object()
      .text("price", to_text(waterfall.price))
      .text("arrears", to_text(waterfall.arrears))
      .text("surcharge", to_text(waterfall.surcharge))
      .key("liens")
      .begin_array();
  for (const market::LienPayment& lien : waterfall.liens) {
    json.begin_object()
        .text("lien", to_text(lien.lien))
        .text("creditor", to_text(lien.creditor))
        .text("paid", to_text(lien.paid))
        .end_object();
  }
  json.end_array()
      .text("seller", to_text(waterfall.seller))
      .text("refund", to_text(waterfall.refund))
      .end_object();
}

/// Writes amounts by class, without amounts of 0.
void write_by_class(JsonWriter& json, std::string_view name,
                    const std::array<Money, kAssetClasses.size()>& amounts) {
  json.key(name).begin_array();
  for (std::size_t at = 0; at < amounts.size(); ++at) {
    if (amounts[at] == Money{}) continue;
    json.begin_object()
        .text("class", to_text(kAssetClasses[at]))
        .text("amount", to_text(amounts[at]))
        .end_object();
  }
  json.end_array();
}

/// Writes the reference and document of a registrar's act; null where there are none.
void write_authority(JsonWriter& json, const Authority& authority) {
  if (authority.reference.empty()) {
    json.null("reference");
  } else {
    json.text("reference", authority.reference);
  }
  text_or_null(json, "document_digest", authority.document);
}

/// Writes the members of each kind of event, except number, entry and second.
struct EventWriter {
  JsonWriter& json;

  void operator()(const market::AssetRegistered& event) const {
    json.text("kind", "asset-registered")
        .text("asset", to_text(event.id))
        .text("name", event.particulars->name)
        .text("class", to_text(event.asset_class))
        .key("identifiers")
        .begin_array();
    for (const ExternalIdentifier& identifier : event.particulars->identifiers) {
      json.begin_object()
          .text("scheme", identifier.scheme)
          .text("value", identifier.value)
          .end_object();
    }
    json.end_array();
    write_terms(json.key("terms"), event.particulars->terms);
    json.text("degree", to_text(event.degree));
    write_dated_levels(json.key("levels"), event.particulars->levels);
    write_origins(json.key("derived_from"), event.particulars->derived_from);
    write_holder(json.key("holder"), &event.holder);
    instant_or_null(json, "expires_at", event.expires_at);
    write_encumbrances(json.key("encumbrances"), event.encumbrances.get());
    write_status(json, event.status);
  }

  void operator()(const market::AssetStatusChanged& event) const {
    json.text("kind", "standing-changed")
        .text("asset", to_text(event.asset))
        .text("cause", to_text(event.cause))
        .text("amount", to_text(event.amount));
    write_levy(json, event.levy);
    write_status(json, event.status);
  }

  void operator()(const market::AssetConveyed& event) const {
    json.text("kind", "asset-conveyed")
        .text("asset", to_text(event.asset))
        .text("cause", to_text(event.conveyance.cause));
    text_or_null(json, "purchase", event.purchase);
    write_holder(json.key("from"), &event.from);
    write_holder(json.key("holder"),
                 event.conveyance.has_holder ? &event.conveyance.holder : nullptr);
    write_waterfall(json, event.waterfall);
    text_or_null(json, "grant_back", event.grant_back);
    write_authority(json, {.reference = event.reference, .document = event.document});
    write_encumbrance_change(json.key("encumbrance_change"), event.change);
    write_levy(json, event.levy);
    write_status(json, event.status);
  }

  void operator()(const market::SchedulePublished& event) const {
    json.text("kind", "schedule-published")
        .text("schedule", to_text(event.id))
        .text("effective", to_text(event.effective))
        .text("toml", event.toml);
  }

  void operator()(const market::EncumbrancesChanged& event) const {
    json.text("kind", "encumbrances-changed")
        .text("asset", to_text(event.asset))
        .text("cause", to_text(event.cause))
        .text("subject", subject_text(event));
    write_encumbrance_change(json.key("encumbrance_change"), event.change);
    if (!event.because.reference.empty()) {
      json.text("reference", event.because.reference);
      text_or_null(json, "document_digest", event.because.document);
    }
    write_status(json, event.status);
  }

  void operator()(const market::RegistrarNoted& event) const {
    json.text("kind", "registrar-noted")
        .text("asset", to_text(event.asset))
        .text("note", to_text(event.note))
        .text("reference", event.reference);
    text_or_null(json, "document_digest", event.document);
    instant_or_null(json, "expires_at", event.expires_at);
    write_status(json, event.status);
  }

  void operator()(const market::PurchaseChanged& event) const {
    json.text("kind", "purchase-changed")
        .text("purchase", to_text(event.purchase.id))
        .text("state", to_text(event.status));
    write_holder(json.key("buyer"), &event.purchase.buyer);
    json.text("begun_at", to_text(event.purchase.begun_at))
        .text("completes_at", to_text(event.purchase.closes_at))
        .key("items")
        .begin_array();
    for (const market::PendingItem& item : event.purchase.items) {
      json.begin_object()
          .text("asset", to_text(item.asset))
          .text("seller", to_text(item.seller))
          .text("price", to_text(item.price))
          .text("assessment", to_text(item.assessment))
          .text("escrow", to_text(item.escrow))
          .end_object();
    }
    json.end_array();
  }

  void operator()(const market::OutageRecorded& event) const {
    json.text("kind", "outage-recorded")
        .text("from", to_text(event.down.begin))
        .text("to", to_text(event.down.end));
  }

  void operator()(const market::RegisterLevied& event) const {
    json.text("kind", "register-levied").text("to", to_text(event.at));
    write_by_class(json, "paid", event.paid);
    write_by_class(json, "arrears", event.arrears);
  }

  void operator()(const market::RevenueApportioned& event) const {
    json.text("kind", "revenue-apportioned")
        .text("amount", to_text(event.amount))
        .key("shares")
        .begin_array();
    for (const market::ApportionedShare& share : event.shares) {
      json.begin_object().text("to", share.to).text("amount", to_text(share.amount)).end_object();
    }
    json.end_array();
  }

  void operator()(const market::TermsChanged& event) const {
    json.text("kind", "terms-changed")
        .text("asset", to_text(event.asset))
        .text("cause", to_text(event.cause));
    write_terms(json.key("terms"), event.particulars->terms);
    json.text("degree", to_text(event.degree));
    write_dated_levels(json.key("levels"), event.particulars->levels);
    write_origins(json.key("derived_from"), event.particulars->derived_from);
    json.text("clawback", to_text(event.clawback));
    json.key("finding");
    if (event.finding) {
      write_finding(json, *event.finding);
    } else {
      json.null();
    }
    write_authority(json, event.because);
    write_levy(json, event.levy);
    write_status(json, event.status);
  }

  void operator()(const market::ProfileRecorded& event) const {
    json.text("kind", "profile-recorded").text("licence", event.profile.reference);
    write_recorded_levels(json, event.profile);
  }

  void operator()(const market::ProfileConsidered& event) const {
    json.text("kind", "profile-considered").text("licence", event.profile.reference);
    text_or_null(json, "document_digest", event.profile.digest);
    json.text("recorded_at", to_text(event.recorded_at))
        .number("assets", event.next)
        .number("of_assets", event.end);
  }

  void operator()(const market::ContestFiled& event) const {
    json.text("kind", "contest-filed").text("asset", to_text(event.contest.asset));
    write_contest(json.key("contest"), event.contest, nullptr);
  }

  void operator()(const market::ContestDecided& event) const {
    json.text("kind", "contest-decided").text("asset", to_text(event.contest.asset));
    write_contest(json.key("contest"), event.contest, &event);
  }

  void operator()(const market::FindingChanged& event) const {
    json.text("kind", "finding-changed")
        .text("asset", to_text(event.asset))
        .text("finding", to_text(event.finding))
        .text("outcome", to_text(event.outcome));
    write_finding_parts(json, "parts", event.parts);
    json.text("arrears", to_text(event.arrears));
    write_levy(json, event.levy);
    write_status(json, event.status);
  }

  void operator()(const market::ContestChanged& event) const {
    const bool lapsed = event.change == market::ContestChange::lapsed;
    json.text("kind", "contest-changed")
        .text("asset", to_text(event.contest.asset))
        .text("change", to_text(event.change));
    write_contest(json.key("contest"), event.contest, nullptr,
                  lapsed ? ContestState::lapsed : ContestState::open);
  }

  void operator()(const market::ActProposed& event) const {
    json.text("kind", "act-proposed");
    text_or_null(json, "asset", event.act.asset);
    json.key("proposal").begin_object();
    write_proposal(json, event.act);  // a private event holds what a credit would credit
    json.end_object();
  }

  void operator()(const market::ActEnded& event) const {
    json.text("kind", "act-ended").text("act", to_text(event.id));
    text_or_null(json, "asset", event.asset);
    json.text("state", to_text(event.state));
    write_holder(json.key("by"), &event.by);
  }

  void operator()(const market::CharterRecorded& event) const {
    const ActRules& rules = event.charter.acts;
    json.text("kind", "charter-recorded").key("acts_of_two").begin_array();
    for (const ActKind kind : kChartedActKinds) {
      if (rules.of_two.has(kind)) json.text(to_text(kind));
    }
    json.end_array().text("act_lapses_after", std::to_string(rules.lapse_after.seconds()) + 's');
    text_or_null(json, "credit_by_one", rules.credit_by_one);
    if (event.extent == market::CharterExtent::whole) write_bounds(json, event.charter);
  }

  void operator()(const market::ScheduleProposed& event) const {
    json.text("kind", "schedule-proposed")
        .text("schedule", to_text(event.id))
        .text("effective", to_text(event.effective))
        .text("digest", to_text(event.digest))
        .text("baseline_digest", to_text(event.baseline))
        .text("lapses_at", to_text(event.lapses_at));
    write_holder(json.key("by"), &event.by);
    write_prediction(json.key("simulation"), event.prediction);
    json.text("toml", event.toml);
  }

  void operator()(const market::ScheduleDecided& event) const {
    json.text("kind", "schedule-decided")
        .text("schedule", to_text(event.id))
        .text("state", to_text(event.end));
    write_holder(json.key("by"), &event.by);
  }

  void operator()(const market::HeldTimeEnded& event) const {
    json.text("kind", "held-time-ended")
        .text("asset", to_text(event.asset))
        .text("ended_at", to_text(event.at));
  }

  void operator()(const market::DegreeBasisRecorded& event) const {
    json.text("kind", "degree-basis-recorded");
    write_degree_basis(json, event.basis);
  }

  void operator()(const market::LossAccepted& event) const {
    json.text("kind", "loss-accepted").number("after", event.after).number("named", event.named);
  }

  void operator()(const market::RegisterFounded& event) const {
    json.text("kind", "register-founded")
        .text("register", to_text(event.kind))
        .text("key_check", to_text(event.key_check));
  }
};

}  // namespace

void write_event(JsonWriter& json, const EventPosition& position, const market::Event& event) {
  json.begin_object()
      .text("id", to_text(event_id(position)))
      .number("number", position.number)
      .number("entry", position.entry)
      .text("at", to_text(position.at));
  visit_event(event, EventWriter{json}, [](const auto& /*fact*/) {
    broken_invariant("cash, keys and debts are not for everybody");
  });
  json.end_object();
}

}  // namespace quitrent::api
