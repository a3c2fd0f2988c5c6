// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/schedules.hpp"

#include "market/codec/degree_basis.hpp"
#include "market/codec/prediction.hpp"
#include "market/codec/values.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"
#include "tax/schedule/recorded_schedule.hpp"

namespace quitrent::market {

void encode_schedule_proposed(ByteWriter& writer, const ScheduleProposed& event) {
  encode_identifier(writer, event.id);
  writer.text(event.toml);
  writer.fixed(view(event.digest));
  encode_instant(writer, event.effective);
  encode_named_party(writer, event.by);
  encode_instant(writer, event.at);
  encode_instant(writer, event.lapses_at);
  writer.fixed(view(event.baseline));
  writer.byte(event.prediction ? 1 : 0);
  if (event.prediction) encode_prediction(writer, *event.prediction);
}

ScheduleProposed schedule_proposed(ByteReader& reader) {
  ScheduleProposed event;
  event.id = identifier_of<ScheduleKind>(reader);
  event.toml = reader.text();
  event.digest = digest_of(reader);
  event.effective = instant_of(reader);
  event.by = named_party_of(reader);
  event.at = instant_of(reader);
  event.lapses_at = instant_of(reader);
  event.baseline = digest_of(reader);
  if (flag_of(reader)) event.prediction = prediction_of(reader);
  return event;
}

void encode_schedule_decided(ByteWriter& writer, const ScheduleDecided& event) {
  encode_identifier(writer, event.id);
  writer.byte(static_cast<std::uint8_t>(event.end));
  encode_named_party(writer, event.by);
  encode_instant(writer, event.at);
}

ScheduleDecided schedule_decided(ByteReader& reader) {
  ScheduleDecided event;
  event.id = identifier_of<ScheduleKind>(reader);
  event.end = symbol_of<ProposalEnd>(reader);
  event.by = named_party_of(reader);
  event.at = instant_of(reader);
  return event;
}

void encode_proposals(ByteWriter& writer, const ScheduleBooks& proposals) {
  const auto all = proposals.all();
  writer.number(all.size());
  for (const auto& [id, proposal] : all) {
    encode_schedule_proposed(writer, proposal->proposed);
    encode_instant(writer, proposal->stale_at);
    writer.byte(proposal->decided ? 1 : 0);
    if (proposal->decided) encode_schedule_decided(writer, *proposal->decided);
  }
}

void read_proposals(ByteReader& reader, ScheduleBooks& proposals) {
  for (std::size_t left = reader.count(); left > 0; --left) {
    ScheduleProposal proposal{.proposed = schedule_proposed(reader)};
    require(proposals.proposal(proposal.proposed.id) == nullptr,
            "two proposals share an identifier");
    proposal.stale_at = instant_of(reader);
    if (flag_of(reader)) proposal.decided = schedule_decided(reader);
    proposals.put(std::move(proposal));
  }
}

void encode_schedules(ByteWriter& writer, const Books& books) {
  writer.number(books.founded() ? books.schedules().size() : 0);
  if (!books.founded()) return;
  for (const SchedulePublished& published : books.schedules()) {
    encode_identifier(writer, published.id);
    writer.text(published.toml);
    encode_instant(writer, published.effective);
  }
  const auto& basis = books.timeline()->basis();
  writer.byte(basis ? 1 : 0);
  if (basis) encode_degree_basis(writer, {*basis});
}

void read_schedules(ByteReader& reader, Books& books) {
  for (std::size_t left = reader.count(); left > 0; --left) {
    SchedulePublished published;
    published.id = identifier_of<ScheduleKind>(reader);
    published.toml = reader.text();
    published.effective = instant_of(reader);
    require(!books.founded() || books.schedules().back().effective < published.effective,
            "a schedule takes effect before the one that it follows");
    require(tax::recorded_schedule(published.toml) != nullptr,
            "a published schedule cannot be read");
    apply(books, published);
  }
  if (books.founded() && flag_of(reader)) apply(books, degree_basis_recorded(reader));
}

}  // namespace quitrent::market
