// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/findings.hpp"

#include "market/codec/encumbrances.hpp"
#include "market/codec/terms.hpp"

namespace quitrent::market {
namespace {

Money amount_of(ByteReader& reader) {
  const Money amount = money_of(reader);
  if (amount < Money{}) throw DamagedBytes("an amount of a finding or a bond is negative");
  return amount;
}

void encode_parts(ByteWriter& writer, const std::vector<FindingPart>& parts) {
  writer.number(parts.size());
  for (const FindingPart& part : parts) {
    encode_identifier(writer, part.party);
    encode_money(writer, part.clawback);
    encode_money(writer, part.surcharge);
  }
}

std::vector<FindingPart> parts_of(ByteReader& reader) {
  std::vector<FindingPart> parts(reader.count());
  for (FindingPart& part : parts) {
    part.party = identifier_of<PartyKind>(reader);
    part.clawback = amount_of(reader);
    part.surcharge = amount_of(reader);
  }
  return parts;
}

/// The rest of a decision after its contest.
void read_decision(ByteReader& reader, ContestDecided& event) {
  event.outcome = symbol_of<ContestOutcome>(reader);
  event.because = authority_of(reader);
  event.reason = reader.text();
  event.decided_at = instant_of(reader);
}

}  // namespace

void encode_finding(ByteWriter& writer, const Finding& finding) {
  encode_identifier(writer, finding.id);
  encode_identifier(writer, finding.finder);
  encode_instant(writer, finding.at);
  encode_instant(writer, finding.due_at);
  writer.signed_number(finding.degree.ppm());
  encode_parts(writer, finding.parts);
}

Finding finding_of(ByteReader& reader) {
  Finding finding;
  finding.id = identifier_of<FindingKind>(reader);
  finding.finder = identifier_of<PartyKind>(reader);
  finding.at = instant_of(reader);
  finding.due_at = instant_of(reader);
  finding.degree = share_of(reader);
  finding.parts = parts_of(reader);
  return finding;
}

void encode_pending_finding(ByteWriter& writer, const PendingFinding& pending) {
  encode_finding(writer, pending.finding);
  encode_identifier(writer, pending.asset);
  encode_terms(writer, pending.stated);
  encode_terms(writer, pending.before);
  encode_dated_levels(writer, pending.levels_before);
  encode_origins(writer, pending.origins);
}

PendingFinding pending_finding_of(ByteReader& reader) {
  PendingFinding pending;
  pending.finding = finding_of(reader);
  pending.asset = identifier_of<AssetKind>(reader);
  pending.stated = terms_of(reader);
  pending.before = terms_of(reader);
  pending.levels_before = dated_levels_of(reader);
  pending.origins = origins_of(reader);
  return pending;
}

void encode_finding_changed(ByteWriter& writer, const FindingChanged& event) {
  encode_identifier(writer, event.asset);
  encode_identifier(writer, event.finding);
  writer.byte(static_cast<std::uint8_t>(event.outcome));
  encode_instant(writer, event.at);
  encode_parts(writer, event.parts);
  encode_money(writer, event.arrears);
  encode_levy(writer, event.levy);
  encode_status(writer, event.status);
  writer.byte(event.levels_before ? 1 : 0);
  if (event.levels_before) encode_dated_levels(writer, *event.levels_before);
}

FindingChanged finding_changed(ByteReader& reader) {
  FindingChanged event;
  event.asset = identifier_of<AssetKind>(reader);
  event.finding = identifier_of<FindingKind>(reader);
  event.outcome = symbol_of<FindingOutcome>(reader);
  event.at = instant_of(reader);
  event.parts = parts_of(reader);
  event.arrears = amount_of(reader);
  event.levy = levy_of(reader);
  event.status = status_of(reader);
  if (flag_of(reader)) event.levels_before = dated_levels_of(reader);
  return event;
}

void encode_contest(ByteWriter& writer, const Contest& contest) {
  encode_identifier(writer, contest.id);
  encode_identifier(writer, contest.asset);
  encode_named_party(writer, contest.by);
  writer.text(contest.reason);
  encode_instant(writer, contest.filed_at);
  writer.byte(contest.finding ? 1 : 0);
  if (contest.finding) encode_identifier(writer, *contest.finding);
  encode_money(writer, contest.bond);
}

Contest contest_without_bond_of(ByteReader& reader) {
  Contest contest;
  contest.id = identifier_of<ContestKind>(reader);
  contest.asset = identifier_of<AssetKind>(reader);
  contest.by = named_party_of(reader);
  contest.reason = reader.text();
  contest.filed_at = instant_of(reader);
  return contest;
}

Contest contest_of(ByteReader& reader) {
  Contest contest = contest_without_bond_of(reader);
  if (flag_of(reader)) contest.finding = identifier_of<FindingKind>(reader);
  contest.bond = amount_of(reader);
  return contest;
}

void encode_contest_decided(ByteWriter& writer, const ContestDecided& event) {
  encode_contest(writer, event.contest);
  writer.byte(static_cast<std::uint8_t>(event.outcome));
  encode_authority(writer, event.because);
  writer.text(event.reason);
  encode_instant(writer, event.decided_at);
}

ContestDecided contest_decided(ByteReader& reader) {
  ContestDecided event;
  event.contest = contest_of(reader);
  read_decision(reader, event);
  return event;
}

ContestDecided contest_without_bond_decided(ByteReader& reader) {
  ContestDecided event;
  event.contest = contest_without_bond_of(reader);
  read_decision(reader, event);
  return event;
}

void encode_contest_changed(ByteWriter& writer, const ContestChanged& event) {
  encode_contest(writer, event.contest);
  writer.byte(static_cast<std::uint8_t>(event.change));
  encode_instant(writer, event.at);
}

ContestChanged contest_changed(ByteReader& reader) {
  ContestChanged event;
  event.contest = contest_of(reader);
  event.change = symbol_of<ContestChange>(reader);
  event.at = instant_of(reader);
  return event;
}

void encode_past_clawback(ByteWriter& writer, const PastClawback& clawed_back) {
  encode_instant(writer, clawed_back.until);
  encode_dated_levels(writer, clawed_back.levels);
  writer.number(clawed_back.asset);
  writer.byte(clawed_back.finding ? 1 : 0);
  if (clawed_back.finding) encode_identifier(writer, *clawed_back.finding);
  writer.byte(clawed_back.payer ? 1 : 0);
  if (clawed_back.payer) writer.number(*clawed_back.payer);
  writer.byte(clawed_back.pending ? 1 : 0);
}

PastClawback past_clawback_of(ByteReader& reader) {
  PastClawback clawed_back;
  clawed_back.until = instant_of(reader);
  clawed_back.levels = dated_levels_of(reader);
  clawed_back.asset = small_number_of(reader);
  if (flag_of(reader)) clawed_back.finding = identifier_of<FindingKind>(reader);
  if (flag_of(reader)) clawed_back.payer = small_number_of(reader);
  clawed_back.pending = flag_of(reader);
  return clawed_back;
}

}  // namespace quitrent::market
