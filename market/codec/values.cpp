// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/values.hpp"

#include <algorithm>
#include <limits>

#include "registry/vocabulary/fixed_bytes.hpp"
#include "tax/accrual.hpp"

namespace quitrent::market {

void require(bool holds, const char* otherwise) {
  if (!holds) throw DamagedBytes(otherwise);
}

void encode_money(ByteWriter& writer, Money amount) { writer.signed_number(amount.micro()); }

void encode_instant(ByteWriter& writer, Instant instant) {
  writer.signed_number(instant.seconds());
}

void encode_uuid(ByteWriter& writer, const Uuid& uuid) { writer.fixed(view(uuid)); }

void encode_named_party(ByteWriter& writer, const NamedParty& party) {
  encode_identifier(writer, party.id);
  writer.text(party.name);
}

void encode_status(ByteWriter& writer, const AssetStatus& status) {
  writer.byte(static_cast<std::uint8_t>(status.state));
  writer.number(status.pending);
  for (const Money amount :
       {status.assessment, status.escrow, status.arrears, status.arisen, status.surcharge_paid}) {
    encode_money(writer, amount);
  }
  writer.signed_number(status.late_surcharge.ppm());
  writer.signed_number(status.carry);
  for (const Instant instant : {status.levied_to, status.funded_until, status.delinquent_at,
                                status.forecloses_at, status.auction_ends_at, status.notice_ends_at,
                                status.no_notice_before, status.withdraws_at}) {
    encode_instant(writer, instant);
  }
  writer.signed_number(status.auction_length.seconds());
  writer.number(status.version);
}

void encode_levy(ByteWriter& writer, const LevyFact& levy) {
  writer.signed_number(levy.over.begin.seconds());
  writer.signed_number((levy.over.end - levy.over.begin).seconds());
  encode_money(writer, levy.paid);
  encode_money(writer, levy.arrears);
}

void encode_debt(ByteWriter& writer, const Debt& debt) {
  writer.number(debt.high());
  writer.number(debt.low());
}

Money money_of(ByteReader& reader) { return Money::from_micro(reader.signed_number()); }

Instant instant_of(ByteReader& reader) {
  const std::int64_t seconds = reader.signed_number();
  if (seconds > kEndOfTime.seconds() || seconds < -kEndOfTime.seconds()) {
    throw DamagedBytes("an instant lies beyond the end of time");
  }
  return Instant::from_seconds(seconds);
}

Share share_of(ByteReader& reader) {
  const std::int64_t ppm = reader.signed_number();
  if (ppm < 0 || ppm > kWhole.ppm()) throw DamagedBytes("a share lies outside of 0 to 1");
  return Share::from_ppm(static_cast<std::int32_t>(ppm));
}

Roles roles_of(ByteReader& reader) {
  const std::uint8_t bits = reader.byte();
  const Roles roles = Roles::from_bits(bits);
  if (roles.bits() != bits) throw DamagedBytes("a role that this program does not know");
  return roles;
}

Uuid uuid_of(ByteReader& reader) { return from_bytes<Uuid>(reader.fixed(sizeof Uuid::bytes)); }

Digest digest_of(ByteReader& reader) {
  return from_bytes<Digest>(reader.fixed(sizeof Digest::bytes));
}

NamedParty named_party_of(ByteReader& reader) {
  NamedParty party;
  party.id = identifier_of<PartyKind>(reader);
  party.name = reader.text();
  return party;
}

AssetStatus status_of(ByteReader& reader) {
  AssetStatus status;
  status.state = symbol_of<AssetState>(reader, kAssetStates.size());
  if (status.state == AssetState::pending) throw DamagedBytes("a state that is only shown");
  status.pending = small_number_of(reader);
  for (Money* amount : {&status.assessment, &status.escrow, &status.arrears, &status.arisen,
                        &status.surcharge_paid}) {
    *amount = money_of(reader);
    if (*amount < Money{}) throw DamagedBytes("a figure of an asset is negative");
  }
  if (status.assessment > kHighestAssessment) throw DamagedBytes("an assessment is too high");
  status.late_surcharge = share_of(reader);
  status.carry = reader.signed_number();
  if (status.carry < 0 || status.carry >= tax::kCarryLimit) {
    throw DamagedBytes("a carry is no remainder");
  }
  for (Instant* instant : {&status.levied_to, &status.funded_until, &status.delinquent_at,
                           &status.forecloses_at, &status.auction_ends_at, &status.notice_ends_at,
                           &status.no_notice_before, &status.withdraws_at}) {
    *instant = instant_of(reader);
  }
  status.auction_length = Duration::from_seconds(reader.signed_number());
  if (status.auction_length < Duration{}) throw DamagedBytes("an auction of negative length");
  status.version = small_number_of(reader);
  return status;
}

LevyFact levy_of(ByteReader& reader) {
  LevyFact levy;
  levy.over.begin = instant_of(reader);
  levy.over.end = levy.over.begin + Duration::from_seconds(reader.signed_number());
  levy.paid = money_of(reader);
  levy.arrears = money_of(reader);
  return levy;
}

Debt debt_of(ByteReader& reader) {
  const std::uint64_t high = reader.number();
  return Debt::from_words(high, reader.number());
}

void encode_owed(ByteWriter& writer, const PartyDebts::Item& item) {
  writer.byte(item.asset ? 1 : 0);
  if (item.asset) writer.number(*item.asset);
  encode_debt(writer, item.owed);
}

PartyDebts::Item owed_of(ByteReader& reader) {
  PartyDebts::Item item;
  if (flag_of(reader)) item.asset = small_number_of(reader);
  item.owed = debt_of(reader);
  return item;
}

bool flag_of(ByteReader& reader) {
  const std::uint8_t flag = reader.byte();
  if (flag > 1) throw DamagedBytes("a flag is neither 0 nor 1");
  return flag == 1;
}

std::uint32_t small_number_of(ByteReader& reader) {
  const std::uint64_t number = reader.number();
  if (number > std::numeric_limits<std::uint32_t>::max()) {
    throw DamagedBytes("a number is longer than 32 bits");
  }
  return static_cast<std::uint32_t>(number);
}

}  // namespace quitrent::market
