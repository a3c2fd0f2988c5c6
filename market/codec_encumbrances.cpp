// SPDX-License-Identifier: EUPL-1.2
//
// What stands against an asset, as bytes.
#include "market/codec_parts.hpp"

namespace quitrent {
namespace {

void put_one(ByteWriter& writer, const RecordedLicence& licence) {
  put(writer, licence.id);
  writer.byte(licence.licensee ? 1 : 0);
  if (licence.licensee) put(writer, *licence.licensee);
  writer.text(licence.licensee_name);
  writer.byte(static_cast<std::uint8_t>(licence.exclusivity));
  writer.byte(static_cast<std::uint8_t>(licence.origin));
  writer.text(licence.scope);
  put(writer, licence.recorded_at);
  put(writer, licence.ends_at);
  put(writer, licence.document);
}

RecordedLicence licence_of(ByteReader& reader) {
  RecordedLicence licence;
  licence.id = identifier_of<RecordedLicenceKind>(reader);
  if (flag_of(reader)) licence.licensee = identifier_of<PartyKind>(reader);
  licence.licensee_name = reader.text();
  licence.exclusivity = word_of<Exclusivity>(reader, 2);
  licence.origin = word_of<LicenceOrigin>(reader, 2);
  licence.scope = reader.text();
  licence.recorded_at = instant_of(reader);
  licence.ends_at = instant_of(reader);
  licence.document = document_of(reader);
  return licence;
}

void put_one(ByteWriter& writer, const Lien& lien) {
  put(writer, lien.id);
  put(writer, lien.creditor);
  put(writer, lien.secured);
  put(writer, lien.recorded_at);
  put(writer, lien.document);
}

Lien lien_of(ByteReader& reader) {
  Lien lien;
  lien.id = identifier_of<LienKind>(reader);
  lien.creditor = named_party_of(reader);
  lien.secured = money_of(reader);
  if (lien.secured < Money{} || lien.secured > kHighestAssessment) {
    throw DamagedBytes("a lien secures what no assessment can reach");
  }
  lien.recorded_at = instant_of(reader);
  lien.document = document_of(reader);
  return lien;
}

void put_one(ByteWriter& writer, const Hold& hold) {
  put(writer, hold.id);
  writer.text(hold.reference);
  put(writer, hold.recorded_at);
  put(writer, hold.ends_at);
  put(writer, hold.document);
}

Hold hold_of(ByteReader& reader) {
  Hold hold;
  hold.id = identifier_of<HoldKind>(reader);
  hold.reference = reader.text();
  hold.recorded_at = instant_of(reader);
  hold.ends_at = instant_of(reader);
  hold.document = document_of(reader);
  return hold;
}

template <class Row>
void put_all(ByteWriter& writer, const std::vector<Row>& rows) {
  writer.number(rows.size());
  for (const Row& row : rows) put_one(writer, row);
}

template <class Row>
void read_all(ByteReader& reader, std::vector<Row>& rows, Row (*read)(ByteReader&)) {
  for (std::size_t left = reader.count(); left > 0; --left) rows.push_back(read(reader));
}

}  // namespace

void put(ByteWriter& writer, const std::optional<Digest>& document) {
  writer.byte(document ? 1 : 0);
  if (document) writer.fixed(view(*document));
}

std::optional<Digest> document_of(ByteReader& reader) {
  if (!flag_of(reader)) return std::nullopt;
  return digest_of(reader);
}

void put(ByteWriter& writer, const std::shared_ptr<const Encumbrances>& encumbrances) {
  const bool some = encumbrances != nullptr && !encumbrances->empty();
  writer.byte(some ? 1 : 0);
  if (!some) return;
  put_all(writer, encumbrances->licences);
  put_all(writer, encumbrances->liens);
  put_all(writer, encumbrances->holds);
}

std::shared_ptr<const Encumbrances> encumbrances_of(ByteReader& reader) {
  if (!flag_of(reader)) return nullptr;
  Encumbrances encumbrances;
  read_all(reader, encumbrances.licences, &licence_of);
  read_all(reader, encumbrances.liens, &lien_of);
  read_all(reader, encumbrances.holds, &hold_of);
  if (encumbrances.empty()) throw DamagedBytes("nothing is written as something");
  return std::make_shared<const Encumbrances>(std::move(encumbrances));
}

void put(ByteWriter& writer, const EncumbrancesChanged& event) {
  put(writer, event.asset);
  writer.byte(static_cast<std::uint8_t>(event.cause));
  put(writer, event.subject);
  put(writer, event.encumbrances);
  put(writer, event.standing);
}

EncumbrancesChanged encumbrances_changed(ByteReader& reader) {
  EncumbrancesChanged event;
  event.asset = identifier_of<AssetKind>(reader);
  event.cause = word_of<EncumbranceCause>(reader, kEncumbranceCauses);
  event.subject = uuid_of(reader);
  event.encumbrances = encumbrances_of(reader);
  event.standing = standing_of(reader);
  return event;
}

}  // namespace quitrent
