// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/entry_text.hpp"

#include <variant>
#include <vector>

#include <fmt/format.h>

#include "api/engine/private_part.hpp"
#include "api/http/events/event_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "market/codec/events.hpp"

namespace quitrent {
namespace {

/// Writes the members of one private event.
struct PrivateEventWriter {
  api::JsonWriter& json;

  void operator()(const market::PartyRegistered& event) const {
    json.text("kind", "party-registered")
        .text("id", to_text(event.id))
        .text("name", event.name)
        .key("roles")
        .begin_array();
    for (const Role role : kRoles) {
      if (event.roles.has(role)) json.text(to_text(role));
    }
    json.end_array();
  }
  void operator()(const market::MoneyPosted& event) const {
    const Posting& posting = event.posting;
    json.text("kind", "money-posted").text("posting", to_text(posting.kind));
    if (posting.has_asset) json.number("asset_row", posting.asset);
    if (!posting.reference.empty()) json.text("reference", posting.reference);
    json.key("lines").begin_array();
    for (const PostingLine& line : posting.lines) {
      json.begin_object()
          .text("account", to_text(line.account.kind))
          .number("owner_row", line.account.owner)
          .text("amount", to_text(line.amount))
          .end_object();
    }
    json.end_array();
  }
  void operator()(const market::DebtChanged& event) const {
    json.text("kind", "debt-changed").number("party_row", event.party);
    if (event.asset) json.number("asset_row", *event.asset);
    json.text("debt", to_text(event.debt));
  }
  void operator()(const market::PartyFrozen& event) const {
    json.text("kind", event.frozen ? "party-frozen" : "party-unfrozen")
        .number("party_row", event.party)
        .text("reference", event.reference);
  }
  void operator()(const market::CreditProposed& event) const {
    json.text("kind", "credit-proposed")
        .text("act", to_text(event.act))
        .text("party", to_text(event.party))
        .text("amount", to_text(event.amount))
        .text("reference", event.reference);
  }
  void operator()(const market::CreditCounted& event) const {
    json.text("kind", "credit-counted")
        .number("party_row", event.party)
        .text("credited_at", to_text(event.at))
        .text("amount", to_text(event.amount));
  }
};

/// The events of an entry, each as JSON of its own.
struct WrittenEvents {
  std::vector<std::string> shown, hidden;
  bool filed = false;  ///< a party filed it; else time made the entry
};

WrittenEvents written(const Entry& entry) {
  WrittenEvents all;
  std::uint64_t number = entry.first_public;
  for (const market::Event& event : market::decoded(entry.public_part)) {
    api::JsonWriter json;
    write_event(json, {.number = number++, .entry = entry.sequence, .at = entry.at}, event);
    all.shown.push_back(json.take());
  }
  const api::PrivatePart part = api::private_part(entry.private_part);
  all.filed = part.seed.has_value();
  for (const market::Event& event : market::decoded(part.events)) {
    api::JsonWriter json;
    json.begin_object();
    visit_event(
        event,
        [](const auto& /*fact*/) {
          throw DamagedBytes("a public event stands in the private part");
        },
        PrivateEventWriter{json});
    json.end_object();
    all.hidden.push_back(json.take());
  }
  return all;
}

}  // namespace

std::string entry_json(const Entry& entry) {
  const WrittenEvents all = written(entry);
  api::JsonWriter json;
  json.begin_object()
      .number("sequence", entry.sequence)
      .text("at", to_text(entry.at))
      .text("digest", to_text(entry.digest))
      .key("events")
      .begin_array();
  for (const std::string& event : all.shown) json.raw(event);
  json.end_array().key("private").begin_object().text("made_by", all.filed ? "filing" : "time");
  json.key("events").begin_array();
  for (const std::string& event : all.hidden) json.raw(event);
  json.end_array().end_object().end_object();
  return json.take();
}

std::string entry_text(const Entry& entry) {
  const WrittenEvents all = written(entry);
  std::string text =
      fmt::format("entry {} at {} by {}, chain {}\n", entry.sequence, to_text(entry.at),
                  all.filed ? "a filing" : "time", to_text(entry.digest));
  for (const std::string& event : all.shown) text += "  public  " + event + '\n';
  for (const std::string& event : all.hidden) text += "  private " + event + '\n';
  return text;
}

}  // namespace quitrent
