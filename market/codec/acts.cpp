// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/acts.hpp"

#include <array>

#include "market/codec/values.hpp"

namespace quitrent::market {
namespace {

ProposedAct act_of(ByteReader& reader) {
  ProposedAct act;
  act.id = identifier_of<ActIdKind>(reader);
  act.kind = symbol_of<ActKind>(reader);
  act.by = named_party_of(reader);
  act.proposed_at = instant_of(reader);
  act.lapses_at = instant_of(reader);
  act.digest = digest_of(reader);
  if (flag_of(reader)) act.asset = identifier_of<AssetKind>(reader);
  if (flag_of(reader)) act.holder = identifier_of<PartyKind>(reader);
  if (flag_of(reader)) act.instant = instant_of(reader);
  act.because.reference = reader.text();
  act.because.document = document_of(reader);
  return act;
}

/// The rates of a charter, in the order of their bytes.
std::array<AnnualRate*, 4> rates_of(tax::Charter& charter) {
  return {&charter.max_rate, &charter.largest_step, &charter.largest_step_points,
          &charter.largest_surcharge};
}

/// The lengths of a charter, in the order of their bytes.
std::array<Duration*, 9> lengths_of(tax::Charter& charter) {
  return {&charter.minimum_grace,
          &charter.notice_of_increase,
          &charter.notice_of_decrease,
          &charter.between_steps,
          &charter.minimum_auction,
          &charter.longest_notice,
          &charter.longest_cover,
          &charter.shortest_withdrawal_notice,
          &charter.longest_withdrawal_notice};
}

/// An amount of 1 µ or more.
Money positive_amount(ByteReader& reader) {
  const Money amount = money_of(reader);
  require(amount > Money{}, "a credit of nothing");
  return amount;
}

}  // namespace

void encode_act(ByteWriter& writer, const ProposedAct& act) {
  encode_identifier(writer, act.id);
  writer.byte(static_cast<std::uint8_t>(act.kind));
  encode_named_party(writer, act.by);
  encode_instant(writer, act.proposed_at);
  encode_instant(writer, act.lapses_at);
  writer.fixed(view(act.digest));
  writer.byte(act.asset ? 1 : 0);
  if (act.asset) encode_identifier(writer, *act.asset);
  writer.byte(act.holder ? 1 : 0);
  if (act.holder) encode_identifier(writer, *act.holder);
  writer.byte(act.instant ? 1 : 0);
  if (act.instant) encode_instant(writer, *act.instant);
  writer.text(act.because.reference);
  encode_document(writer, act.because.document);
}

void encode_act_event(ByteWriter& writer, const ActProposed& event) {
  encode_act(writer, event.act);
}

void encode_act_event(ByteWriter& writer, const ActEnded& event) {
  encode_identifier(writer, event.id);
  writer.byte(event.asset ? 1 : 0);
  if (event.asset) encode_identifier(writer, *event.asset);
  writer.byte(static_cast<std::uint8_t>(event.state));
  encode_named_party(writer, event.by);
  encode_instant(writer, event.at);
}

void encode_act_event(ByteWriter& writer, const CharterRecorded& event) {
  const ActRules& rules = event.charter.acts;
  writer.byte(rules.of_two.bits());
  writer.signed_number(rules.lapse_after.seconds());
  writer.byte(rules.credit_by_one ? 1 : 0);
  if (rules.credit_by_one) encode_money(writer, *rules.credit_by_one);
  if (event.extent == CharterExtent::acts) return;
  tax::Charter charter = event.charter;
  for (const AnnualRate* rate : rates_of(charter)) writer.signed_number(rate->ppb());
  for (const Duration* length : lengths_of(charter)) writer.signed_number(length->seconds());
}

void encode_act_event(ByteWriter& writer, const HeldTimeEnded& event) {
  encode_identifier(writer, event.asset);
  encode_instant(writer, event.at);
}

void encode_act_event(ByteWriter& writer, const CreditProposed& event) {
  encode_identifier(writer, event.act);
  encode_identifier(writer, event.party);
  encode_money(writer, event.amount);
  writer.text(event.reference);
}

void encode_act_event(ByteWriter& writer, const CreditCounted& event) {
  writer.number(event.party);
  encode_instant(writer, event.at);
  encode_money(writer, event.amount);
}

ActProposed act_proposed(ByteReader& reader) { return {act_of(reader)}; }

ActEnded act_ended(ByteReader& reader) {
  ActEnded event;
  event.id = identifier_of<ActIdKind>(reader);
  if (flag_of(reader)) event.asset = identifier_of<AssetKind>(reader);
  event.state = symbol_of<ActState>(reader);
  require(event.state == ActState::done || event.state == ActState::withdrawn,
          "an act ended without an end");
  event.by = named_party_of(reader);
  event.at = instant_of(reader);
  return event;
}

CharterRecorded charter_recorded(ByteReader& reader, CharterExtent extent) {
  CharterRecorded event{.charter = {}, .extent = extent};
  ActRules& rules = event.charter.acts;
  const std::uint8_t kinds = reader.byte();
  rules.of_two = ActKinds::from_bits(kinds);
  require(rules.of_two.bits() == kinds, "a kind of act that this program does not know");
  rules.lapse_after = Duration::from_seconds(reader.signed_number());
  require(rules.lapse_after > Duration{}, "an act that lapses before it is proposed");
  if (flag_of(reader)) rules.credit_by_one = money_of(reader);
  if (extent == CharterExtent::acts) return event;
  for (AnnualRate* rate : rates_of(event.charter)) {
    *rate = AnnualRate::from_ppb(reader.signed_number());
    require(*rate >= AnnualRate{}, "a rate of a charter is negative");
  }
  for (Duration* length : lengths_of(event.charter)) {
    *length = Duration::from_seconds(reader.signed_number());
    require(*length >= Duration{}, "a length of a charter is negative");
  }
  return event;
}

HeldTimeEnded held_time_ended(ByteReader& reader) {
  HeldTimeEnded event;
  event.asset = identifier_of<AssetKind>(reader);
  event.at = instant_of(reader);
  return event;
}

CreditProposed credit_proposed(ByteReader& reader) {
  CreditProposed event;
  event.act = identifier_of<ActIdKind>(reader);
  event.party = identifier_of<PartyKind>(reader);
  event.amount = positive_amount(reader);
  event.reference = reader.text();
  return event;
}

CreditCounted credit_counted(ByteReader& reader) {
  CreditCounted event;
  event.party = small_number_of(reader);
  event.at = instant_of(reader);
  event.amount = positive_amount(reader);
  return event;
}

void encode_acts(ByteWriter& writer, const ActBooks& acts) {
  const CharterRecorded* const charter = acts.recorded_charter();
  writer.byte(charter == nullptr ? 0 : 1);
  if (charter != nullptr) {
    writer.byte(static_cast<std::uint8_t>(charter->extent));
    encode_act_event(writer, *charter);
  }
  std::uint64_t count = 0;
  acts.each_behind(ActId{}, [&count](const RecordedAct&) { return ++count > 0; });
  writer.number(count);
  acts.each_behind(ActId{}, [&](const RecordedAct& act) {
    encode_act(writer, act.proposed);
    const CreditProposed* const credit = acts.credit(act.proposed.id);
    writer.byte(credit == nullptr ? 0 : 1);
    if (credit != nullptr) encode_act_event(writer, *credit);
    writer.byte(act.ended ? 1 : 0);
    if (act.ended) encode_act_event(writer, *act.ended);
    return true;
  });
  const auto counted = acts.counted();
  writer.number(counted.size());
  for (const auto& [party, credits] : counted) {
    writer.number(party);
    writer.number(credits->size());
    for (const CountedCredit& credit : *credits) {
      encode_instant(writer, credit.at);
      encode_money(writer, credit.amount);
    }
  }
}

void read_acts(ByteReader& reader, ActBooks& acts, Ordinal parties) {
  if (flag_of(reader)) {
    const auto extent = symbol_of<CharterExtent>(reader);
    acts.record(charter_recorded(reader, extent));
  }
  for (std::size_t left = reader.count(); left > 0; --left) {
    const ProposedAct act = act_of(reader);
    require(acts.act(act.id) == nullptr, "two acts share an identifier");
    acts.propose(act);
    if (flag_of(reader)) acts.propose(credit_proposed(reader));
    require((acts.credit(act.id) != nullptr) == (act.kind == ActKind::credit),
            "an act credits nothing, or another act does");
    if (!flag_of(reader)) continue;
    const ActEnded ended = act_ended(reader);
    require(ended.id == act.id, "an act ended that is another");
    acts.end(ended);
  }
  for (std::size_t left = reader.count(); left > 0; --left) {
    const std::uint32_t party = small_number_of(reader);
    require(party < parties, "a row is named that is not there");
    for (std::size_t credits = reader.count(); credits > 0; --credits) {
      const Instant at = instant_of(reader);
      acts.count({.party = party, .at = at, .amount = positive_amount(reader)});
    }
  }
}

void encode_held_time(ByteWriter& writer, const HeldTime& held) {
  const auto all = held.all();
  writer.number(all.size());
  for (const auto& [asset, intervals] : all) {
    writer.number(asset);
    writer.number(intervals->size());
    for (const Period& interval : *intervals) {
      encode_instant(writer, interval.begin);
      encode_instant(writer, interval.end);
    }
  }
}

void read_held_time(ByteReader& reader, HeldTime& held, Ordinal assets) {
  for (std::size_t left = reader.count(); left > 0; --left) {
    const std::uint32_t asset = small_number_of(reader);
    require(asset < assets, "a row is named that is not there");
    std::vector<Period> intervals(reader.count());
    require(!intervals.empty(), "held time without an interval");
    Instant last;
    for (Period& interval : intervals) {
      interval.begin = instant_of(reader);
      interval.end = instant_of(reader);
      require(interval.begin < interval.end && last <= interval.begin,
              "held time is not in the order of time");
      last = interval.end;
    }
    held.restore(asset, std::move(intervals));
  }
}

}  // namespace quitrent::market
