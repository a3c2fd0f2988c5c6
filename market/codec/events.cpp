// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/events.hpp"

#include "market/codec/acts.hpp"
#include "market/codec/degree_basis.hpp"
#include "market/codec/encumbrances.hpp"
#include "market/codec/findings.hpp"
#include "market/codec/older_events.hpp"
#include "market/codec/register.hpp"
#include "market/codec/schedules.hpp"
#include "market/codec/terms.hpp"
#include "market/codec/values.hpp"

namespace quitrent::market {
namespace {

// The first byte of each event: its kind and the layout of its bytes. Journals contain these
// numbers. A kind whose layout changes gets a new number. The old number is still read
// (older_events), and no number is ever used again for another layout.
enum class EventTag : std::uint8_t {
  status_changed = 2,
  schedule_published = 4,
  registrar_noted = 6,
  purchase_changed = 7,
  outage_recorded = 8,
  revenue_apportioned = 10,
  register_founded = 15,
  loss_accepted = 16,
  encumbrances_changed_by = 17,   // holds the change; 5: all encumbrances
  asset_conveyed_by = 18,         // holds the change; 3: all encumbrances
  register_levied_by_class = 19,  // classes by name; 9: by number
  act_proposed = 20,
  act_ended = 21,
  charter_of_acts_recorded = 22,  // what a charter says about acts of two; 36: all of it
  held_time_ended = 23,
  contest_filed_with_bond = 25,    // bond and contested finding; 13: neither
  contest_decided_with_bond = 26,  // the same; 14: neither
  finding_changed = 28,
  contest_changed = 29,
  encumbrances_changed_by_order = 30,    // holds the change and the order of a court
  asset_registered_with_documents = 31,  // 1: terms without documents
  terms_changed_with_documents = 32,     // with or without a finding; 11, 27: no documents
  profile_recorded_for_document = 33,    // 12: for a name
  degree_basis_recorded = 34,
  profile_considered = 35,
  charter_recorded = 36,
  schedule_proposed = 37,
  schedule_decided = 38,
  party_registered = 65,
  money_posted = 66,
  party_frozen = 68,
  debt_changed_by_asset = 69,  // debt for one asset; 67: the whole debt
  credit_proposed = 70,
  credit_counted = 71,
  debt_changed_by_creditor = 74  // debt to a party; 69: to the treasury
};

// The tags of the events of codec/acts.
constexpr EventTag tag_of(const ActProposed*) { return EventTag::act_proposed; }
constexpr EventTag tag_of(const ActEnded*) { return EventTag::act_ended; }
constexpr EventTag tag_of(const HeldTimeEnded*) { return EventTag::held_time_ended; }
constexpr EventTag tag_of(const CreditProposed*) { return EventTag::credit_proposed; }
constexpr EventTag tag_of(const CreditCounted*) { return EventTag::credit_counted; }

/// Writes one kind of event after its tag.
struct Encoder {
  ByteWriter& writer;

  void tag(EventTag value) const { writer.byte(static_cast<std::uint8_t>(value)); }

  template <class ActFact>
    requires requires(const ActFact& fact) { tag_of(&fact); }
  void operator()(const ActFact& event) const {
    tag(tag_of(&event));
    encode_act_event(writer, event);
  }
  void operator()(const AssetRegistered& event) const {
    tag(EventTag::asset_registered_with_documents);
    encode_asset_registered(writer, event);
  }
  void operator()(const AssetStatusChanged& event) const {
    tag(EventTag::status_changed);
    encode_identifier(writer, event.asset);
    writer.byte(static_cast<std::uint8_t>(event.cause));
    encode_levy(writer, event.levy);
    encode_money(writer, event.amount);
    encode_status(writer, event.status);
  }
  void operator()(const AssetConveyed& event) const {
    tag(EventTag::asset_conveyed_by);
    encode_asset_conveyed(writer, event);
  }
  void operator()(const SchedulePublished& event) const {
    tag(EventTag::schedule_published);
    encode_identifier(writer, event.id);
    writer.text(event.toml);
    encode_instant(writer, event.effective);
  }
  void operator()(const ScheduleProposed& event) const {
    tag(EventTag::schedule_proposed);
    encode_schedule_proposed(writer, event);
  }
  void operator()(const ScheduleDecided& event) const {
    tag(EventTag::schedule_decided);
    encode_schedule_decided(writer, event);
  }
  void operator()(const CharterRecorded& event) const {
    const bool whole = event.extent == CharterExtent::whole;
    tag(whole ? EventTag::charter_recorded : EventTag::charter_of_acts_recorded);
    encode_act_event(writer, event);
  }
  void operator()(const EncumbrancesChanged& event) const {
    const bool ordered = !event.because.reference.empty();
    tag(ordered ? EventTag::encumbrances_changed_by_order : EventTag::encumbrances_changed_by);
    if (ordered) encode_authority(writer, event.because);
    encode_encumbrances_changed(writer, event);
  }
  void operator()(const RegistrarNoted& event) const {
    tag(EventTag::registrar_noted);
    encode_registrar_noted(writer, event);
  }
  void operator()(const PurchaseChanged& event) const {
    tag(EventTag::purchase_changed);
    encode_purchase_changed(writer, event);
  }
  void operator()(const OutageRecorded& event) const {
    tag(EventTag::outage_recorded);
    encode_outage(writer, event);
  }
  void operator()(const RegisterLevied& event) const {
    tag(EventTag::register_levied_by_class);
    encode_register_levied(writer, event);
  }
  void operator()(const RevenueApportioned& event) const {
    tag(EventTag::revenue_apportioned);
    encode_revenue_apportioned(writer, event);
  }
  void operator()(const TermsChanged& event) const {
    tag(EventTag::terms_changed_with_documents);
    encode_terms_changed(writer, event);
    writer.byte(event.finding ? 1 : 0);
    if (event.finding) encode_finding(writer, *event.finding);
  }
  void operator()(const ProfileRecorded& event) const {
    tag(EventTag::profile_recorded_for_document);
    encode_profile(writer, event.profile);
  }
  void operator()(const ProfileConsidered& event) const {
    tag(EventTag::profile_considered);
    encode_profile_considered(writer, event);
  }
  void operator()(const ContestFiled& event) const {
    tag(EventTag::contest_filed_with_bond);
    encode_contest(writer, event.contest);
  }
  void operator()(const ContestDecided& event) const {
    tag(EventTag::contest_decided_with_bond);
    encode_contest_decided(writer, event);
  }
  void operator()(const FindingChanged& event) const {
    tag(EventTag::finding_changed);
    encode_finding_changed(writer, event);
  }
  void operator()(const ContestChanged& event) const {
    tag(EventTag::contest_changed);
    encode_contest_changed(writer, event);
  }
  void operator()(const LossAccepted& event) const {
    tag(EventTag::loss_accepted);
    writer.number(event.after);
    writer.number(event.named);
  }
  void operator()(const RegisterFounded& event) const {
    tag(EventTag::register_founded);
    writer.byte(static_cast<std::uint8_t>(event.kind));
    writer.fixed(view(event.key_check));
  }
  void operator()(const DegreeBasisRecorded& event) const {
    tag(EventTag::degree_basis_recorded);
    encode_degree_basis(writer, event);
  }
  void operator()(const PartyFrozen& event) const {
    tag(EventTag::party_frozen);
    encode_party_frozen(writer, event);
  }
  void operator()(const PartyRegistered& event) const {
    tag(EventTag::party_registered);
    encode_identifier(writer, event.id);
    writer.text(event.name);
    writer.byte(event.roles.bits());
    writer.fixed(view(event.key));
  }
  void operator()(const MoneyPosted& event) const {
    tag(EventTag::money_posted);
    encode_posting(writer, event.posting);
  }
  void operator()(const DebtChanged& event) const {
    tag(event.creditor ? EventTag::debt_changed_by_creditor : EventTag::debt_changed_by_asset);
    writer.number(event.party);
    if (event.creditor) writer.number(*event.creditor);
    encode_owed(writer, {.asset = event.asset, .owed = event.debt});
  }
};

AssetStatusChanged status_changed(ByteReader& reader) {
  AssetStatusChanged event;
  event.asset = identifier_of<AssetKind>(reader);
  event.cause = symbol_of<AssetStatusCause>(reader);
  event.levy = levy_of(reader);
  event.amount = money_of(reader);
  event.status = status_of(reader);
  return event;
}

PartyRegistered party_registered(ByteReader& reader) {
  PartyRegistered event;
  event.id = identifier_of<PartyKind>(reader);
  event.name = reader.text();
  event.roles = roles_of(reader);
  event.key = digest_of(reader);
  return event;
}

DebtChanged debt_changed(ByteReader& reader, EventTag tag) {
  DebtChanged event{.party = small_number_of(reader)};
  if (tag == EventTag::debt_changed_by_creditor) event.creditor = small_number_of(reader);
  const PartyDebts::Item item = owed_of(reader);
  event.asset = item.asset;
  event.debt = item.owed;
  return event;
}

EncumbrancesChanged encumbrances_changed_by_order(ByteReader& reader) {
  Authority because = authority_of(reader);
  EncumbrancesChanged event = encumbrances_changed(reader, encumbrance_change_of);
  event.because = std::move(because);
  return event;
}

/// Reads an event about acts of two persons behind its tag.
Event act_event_of(ByteReader& reader, EventTag tag) {
  switch (tag) {
    case EventTag::act_proposed:
      return act_proposed(reader);
    case EventTag::act_ended:
      return act_ended(reader);
    case EventTag::charter_recorded:
      return charter_recorded(reader, CharterExtent::whole);
    case EventTag::charter_of_acts_recorded:
      return charter_recorded(reader, CharterExtent::acts);
    default:
      return held_time_ended(reader);
  }
}

/// Reads an event about terms, findings or contests behind its tag.
Event terms_event_of(ByteReader& reader, EventTag tag) {
  switch (tag) {
    case EventTag::contest_filed_with_bond:
      return ContestFiled{contest_of(reader)};
    case EventTag::contest_decided_with_bond:
      return contest_decided(reader);
    case EventTag::finding_changed:
      return finding_changed(reader);
    case EventTag::contest_changed:
      return contest_changed(reader);
    case EventTag::profile_recorded_for_document:
      return ProfileRecorded{recorded_profile_of(reader)};
    case EventTag::profile_considered:
      return profile_considered(reader);
    default: {
      TermsChanged event = terms_changed(reader, terms_of);
      if (flag_of(reader)) event.finding = finding_of(reader);
      return event;
    }
  }
}

/// Reads a private event behind its tag.
Event private_event_of(ByteReader& reader, EventTag tag) {
  switch (tag) {
    case EventTag::credit_proposed:
      return credit_proposed(reader);
    case EventTag::credit_counted:
      return credit_counted(reader);
    case EventTag::party_frozen:
      return party_frozen(reader);
    case EventTag::party_registered:
      return party_registered(reader);
    case EventTag::money_posted:
      return MoneyPosted{posting_of(reader)};
    default:
      return debt_changed(reader, tag);
  }
}

/// Reads an event about schedules behind its tag.
Event schedule_event_of(ByteReader& reader, EventTag tag) {
  switch (tag) {
    case EventTag::schedule_proposed:
      return schedule_proposed(reader);
    case EventTag::schedule_decided:
      return schedule_decided(reader);
    default:
      return schedule_published(reader);
  }
}

Event event_of(ByteReader& reader) {
  const std::uint8_t number = reader.byte();
  if (auto older = older_event_of(reader, number)) return *std::move(older);
  const auto tag = static_cast<EventTag>(number);
  switch (tag) {
    case EventTag::asset_registered_with_documents:
      return asset_registered(reader, terms_of);
    case EventTag::status_changed:
      return status_changed(reader);
    case EventTag::schedule_published:
    case EventTag::schedule_proposed:
    case EventTag::schedule_decided:
      return schedule_event_of(reader, tag);
    case EventTag::registrar_noted:
      return registrar_noted(reader);
    case EventTag::purchase_changed:
      return purchase_changed(reader);
    case EventTag::outage_recorded:
      return outage_recorded(reader);
    case EventTag::register_levied_by_class:
      return register_levied_by_class(reader);
    case EventTag::revenue_apportioned:
      return revenue_apportioned(reader);
    case EventTag::terms_changed_with_documents:
    case EventTag::profile_recorded_for_document:
    case EventTag::profile_considered:
    case EventTag::contest_filed_with_bond:
    case EventTag::contest_decided_with_bond:
    case EventTag::finding_changed:
    case EventTag::contest_changed:
      return terms_event_of(reader, tag);
    case EventTag::loss_accepted:
      return loss_accepted(reader);
    case EventTag::encumbrances_changed_by:
      return encumbrances_changed(reader, encumbrance_change_of);
    case EventTag::encumbrances_changed_by_order:
      return encumbrances_changed_by_order(reader);
    case EventTag::asset_conveyed_by:
      return asset_conveyed(reader, encumbrance_change_of);
    case EventTag::register_founded:
      return register_founded(reader);
    case EventTag::degree_basis_recorded:
      return degree_basis_recorded(reader);
    case EventTag::act_proposed:
    case EventTag::act_ended:
    case EventTag::charter_recorded:
    case EventTag::charter_of_acts_recorded:
    case EventTag::held_time_ended:
      return act_event_of(reader, tag);
    case EventTag::credit_proposed:
    case EventTag::credit_counted:
    case EventTag::party_frozen:
    case EventTag::party_registered:
    case EventTag::money_posted:
    case EventTag::debt_changed_by_creditor:
    case EventTag::debt_changed_by_asset:
      return private_event_of(reader, tag);
  }
  throw DamagedBytes("an event of an unknown kind");
}

}  // namespace

EncodedFacts encoded(std::span<const Event> events) {
  ByteWriter open;
  ByteWriter closed;
  EncodedFacts facts;
  for (const Event& event : events) {
    const bool shown = is_public(event);
    std::visit(Encoder{shown ? open : closed}, event);
    if (shown) ++facts.public_count;
  }
  facts.public_events = open.take();
  facts.private_events = closed.take();
  return facts;
}

std::vector<Event> decoded(std::string_view bytes) {
  ByteReader reader{bytes};
  std::vector<Event> events;
  while (!reader.at_end()) events.push_back(event_of(reader));
  return events;
}

}  // namespace quitrent::market
