// SPDX-License-Identifier: EUPL-1.2
#include "api/http/event_answer.hpp"

#include "api/http/answers.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

/// The identifier of an event follows from its number.
EventId event_id(const EventPlace& place) {
  Seed seed;
  for (std::size_t at = 0; at < 8; ++at) {
    seed.bytes[at] = static_cast<std::uint8_t>(place.number >> (8 * at));
  }
  return EventId::derived(seed, 0, place.at);
}

void write_standing(JsonWriter& json, const Standing& standing) {
  json.key("standing")
      .begin_object()
      .text("state", to_text(standing.state))
      .text("assessment", to_text(standing.assessment))
      .text("escrow", to_text(standing.escrow))
      .text("arrears", to_text(standing.arrears))
      .text("levied_to", to_text(standing.levied_to))
      .text("carry", std::to_string(standing.carry))
      .number("version", standing.version)
      .end_object();
}

void write_levy(JsonWriter& json, const LevyFact& levy) {
  json.key("levy")
      .begin_object()
      .text("from", to_text(levy.over.begin))
      .text("to", to_text(levy.over.end))
      .text("paid", to_text(levy.paid))
      .text("arrears", to_text(levy.arrears))
      .end_object();
}

/// Writes what each kind of event says beyond its place.
struct EventWriter {
  JsonWriter& json;

  void operator()(const AssetRegistered& event) const {
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
    write_holder(json.key("holder"), &event.holder);
    if (event.expires_at < kEndOfTime) {
      json.text("expires_at", to_text(event.expires_at));
    } else {
      json.null("expires_at");
    }
    write_standing(json, event.standing);
  }

  void operator()(const StandingChanged& event) const {
    json.text("kind", "standing-changed")
        .text("asset", to_text(event.asset))
        .text("cause", to_text(event.cause))
        .text("amount", to_text(event.amount));
    write_levy(json, event.levy);
    write_standing(json, event.standing);
  }

  void operator()(const AssetConveyed& event) const {
    json.text("kind", "asset-conveyed")
        .text("asset", to_text(event.asset))
        .text("cause", to_text(event.conveyance.cause));
    if (event.purchase) {
      json.text("purchase", to_text(*event.purchase));
    } else {
      json.null("purchase");
    }
    write_holder(json.key("from"), &event.from);
    write_holder(json.key("holder"),
                 event.conveyance.has_holder ? &event.conveyance.holder : nullptr);
    json.key("waterfall")
        .begin_object()
        .text("price", to_text(event.waterfall.price))
        .text("arrears", to_text(event.waterfall.arrears))
        .text("surcharge", to_text(event.waterfall.surcharge))
        .text("seller", to_text(event.waterfall.seller))
        .text("refund", to_text(event.waterfall.refund))
        .end_object();
    write_levy(json, event.levy);
    write_standing(json, event.standing);
  }

  void operator()(const SchedulePublished& event) const {
    json.text("kind", "schedule-published")
        .text("schedule", to_text(event.id))
        .text("effective", to_text(event.effective))
        .text("toml", event.toml);
  }

  template <class Private>
  void operator()(const Private& /*event*/) const {
    broken_promise("cash, keys and debts are not for everybody");
  }
};

}  // namespace

void write_event(JsonWriter& json, const EventPlace& place, const Event& event) {
  json.begin_object()
      .text("id", to_text(event_id(place)))
      .number("number", place.number)
      .number("entry", place.entry)
      .text("at", to_text(place.at));
  std::visit(EventWriter{json}, event);
  json.end_object();
}

}  // namespace quitrent
