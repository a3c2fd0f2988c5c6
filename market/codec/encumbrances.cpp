// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/encumbrances.hpp"

#include <algorithm>

#include "market/codec/register.hpp"

namespace quitrent::market {
namespace {

void encode_licence(ByteWriter& writer, const RecordedLicence& licence) {
  encode_identifier(writer, licence.id);
  writer.byte(licence.licensee ? 1 : 0);
  if (licence.licensee) encode_identifier(writer, *licence.licensee);
  writer.text(licence.licensee_name);
  writer.byte(static_cast<std::uint8_t>(licence.exclusivity));
  writer.byte(static_cast<std::uint8_t>(licence.origin));
  writer.text(licence.scope);
  encode_instant(writer, licence.recorded_at);
  encode_instant(writer, licence.ends_at);
  encode_document(writer, licence.document);
}

RecordedLicence licence_of(ByteReader& reader) {
  RecordedLicence licence;
  licence.id = identifier_of<RecordedLicenceKind>(reader);
  if (flag_of(reader)) licence.licensee = identifier_of<PartyKind>(reader);
  licence.licensee_name = reader.text();
  licence.exclusivity = symbol_of<Exclusivity>(reader);
  licence.origin = symbol_of<LicenceOrigin>(reader);
  licence.scope = reader.text();
  licence.recorded_at = instant_of(reader);
  licence.ends_at = instant_of(reader);
  licence.document = document_of(reader);
  return licence;
}

void encode_lien(ByteWriter& writer, const Lien& lien) {
  encode_identifier(writer, lien.id);
  encode_named_party(writer, lien.creditor);
  encode_money(writer, lien.secured);
  encode_instant(writer, lien.recorded_at);
  encode_document(writer, lien.document);
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

void encode_hold(ByteWriter& writer, const Hold& hold) {
  encode_identifier(writer, hold.id);
  writer.text(hold.reference);
  encode_instant(writer, hold.recorded_at);
  encode_instant(writer, hold.ends_at);
  encode_document(writer, hold.document);
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
void encode_list(ByteWriter& writer, const std::vector<Row>& rows,
                 void (*encode)(ByteWriter&, const Row&)) {
  writer.number(rows.size());
  for (const Row& row : rows) encode(writer, row);
}

template <class Row>
void read_all(ByteReader& reader, std::vector<Row>& rows, Row (*read)(ByteReader&)) {
  for (std::size_t left = reader.count(); left > 0; --left) rows.push_back(read(reader));
}

/// How the encumbrances of an asset are written. Journals contain these numbers.
enum class Written : std::uint8_t { none = 0, some = 1, with_lien_ends = 2 };

/// Whether a lien ends by time.
bool any_ends(const std::vector<Lien>& liens) {
  return std::ranges::any_of(liens, [](const Lien& lien) { return lien.ends_at < kEndOfTime; });
}

void encode_ends(ByteWriter& writer, const std::vector<Lien>& liens) {
  for (const Lien& lien : liens) encode_instant(writer, lien.ends_at);
}

void read_ends(ByteReader& reader, std::vector<Lien>& liens) {
  for (Lien& lien : liens) lien.ends_at = instant_of(reader);
}

}  // namespace

void encode_document(ByteWriter& writer, const std::optional<Digest>& document) {
  writer.byte(document ? 1 : 0);
  if (document) writer.fixed(view(*document));
}

std::optional<Digest> document_of(ByteReader& reader) {
  if (!flag_of(reader)) return std::nullopt;
  return digest_of(reader);
}

void encode_authority(ByteWriter& writer, const Authority& authority) {
  writer.text(authority.reference);
  encode_document(writer, authority.document);
}

Authority authority_of(ByteReader& reader) {
  Authority authority;
  authority.reference = reader.text();
  authority.document = document_of(reader);
  return authority;
}

void encode_encumbrances(ByteWriter& writer,
                         const std::shared_ptr<const Encumbrances>& encumbrances) {
  const bool some = encumbrances != nullptr && !encumbrances->empty();
  const bool with_ends = some && any_ends(encumbrances->liens);
  const Written written = with_ends ? Written::with_lien_ends
                          : some    ? Written::some
                                    : Written::none;
  writer.byte(static_cast<std::uint8_t>(written));
  if (!some) return;
  encode_list(writer, encumbrances->licences, &encode_licence);
  encode_list(writer, encumbrances->liens, &encode_lien);
  encode_list(writer, encumbrances->holds, &encode_hold);
  if (with_ends) encode_ends(writer, encumbrances->liens);
}

std::shared_ptr<const Encumbrances> encumbrances_of(ByteReader& reader) {
  const std::uint8_t written = reader.byte();
  if (written > static_cast<std::uint8_t>(Written::with_lien_ends)) {
    throw DamagedBytes("encumbrances in a form that this program does not know");
  }
  if (written == static_cast<std::uint8_t>(Written::none)) return nullptr;
  Encumbrances encumbrances;
  read_all(reader, encumbrances.licences, &licence_of);
  read_all(reader, encumbrances.liens, &lien_of);
  read_all(reader, encumbrances.holds, &hold_of);
  if (written == static_cast<std::uint8_t>(Written::with_lien_ends)) {
    read_ends(reader, encumbrances.liens);
  }
  if (encumbrances.empty()) throw DamagedBytes("nothing is written as something");
  return std::make_shared<const Encumbrances>(std::move(encumbrances));
}

namespace {

/// The flags of a change for all of a kind, one bit each. Journals contain these numbers.
enum ChangeFlag : std::uint8_t {
  licences_end = 1,
  liens_end = 2,
  holds_end = 4,
  exclusivity_ends = 8,
  some_run_out = 16,
  some_added = 32,
  some_personal = 64,
  some_liens_end_by_time = 128
};

/// The flags of a change.
std::uint8_t change_flags(const EncumbranceChange& change) {
  unsigned bits = 0;
  if (change.licences_end) bits |= licences_end;
  if (change.liens_end) bits |= liens_end;
  if (change.holds_end) bits |= holds_end;
  if (change.exclusivity_ends) bits |= exclusivity_ends;
  if (change.run_out_by != Instant{}) bits |= some_run_out;
  if (!change.added.empty()) bits |= some_added;
  if (change.personal_after < kEndOfTime) bits |= some_personal;
  if (any_ends(change.added.liens)) bits |= some_liens_end_by_time;
  return static_cast<std::uint8_t>(bits);
}

template <class Kind>
void encode_identifiers(ByteWriter& writer, const std::vector<Identifier<Kind>>& ids) {
  writer.number(ids.size());
  for (const Identifier<Kind>& id : ids) encode_identifier(writer, id);
}

template <class Kind>
void read_ids(ByteReader& reader, std::vector<Identifier<Kind>>& ids) {
  for (std::size_t left = reader.count(); left > 0; --left) {
    ids.push_back(identifier_of<Kind>(reader));
  }
}

}  // namespace

void encode_encumbrance_change(ByteWriter& writer, const EncumbranceChange& change) {
  writer.byte(change_flags(change));
  if (change.run_out_by != Instant{}) encode_instant(writer, change.run_out_by);
  if (change.personal_after < kEndOfTime) encode_instant(writer, change.personal_after);
  encode_identifiers(writer, change.ended_licences);
  encode_identifiers(writer, change.ended_liens);
  encode_identifiers(writer, change.ended_holds);
  if (change.added.empty()) return;
  encode_list(writer, change.added.licences, &encode_licence);
  encode_list(writer, change.added.liens, &encode_lien);
  encode_list(writer, change.added.holds, &encode_hold);
  if (any_ends(change.added.liens)) encode_ends(writer, change.added.liens);
}

EncumbranceChange encumbrance_change_of(ByteReader& reader) {
  const std::uint8_t bits = reader.byte();
  EncumbranceChange change{.licences_end = (bits & licences_end) != 0,
                           .liens_end = (bits & liens_end) != 0,
                           .holds_end = (bits & holds_end) != 0,
                           .exclusivity_ends = (bits & exclusivity_ends) != 0};
  if ((bits & some_run_out) != 0) change.run_out_by = instant_of(reader);
  if ((bits & some_personal) != 0) change.personal_after = instant_of(reader);
  read_ids(reader, change.ended_licences);
  read_ids(reader, change.ended_liens);
  read_ids(reader, change.ended_holds);
  if ((bits & some_added) == 0) return change;
  read_all(reader, change.added.licences, &licence_of);
  read_all(reader, change.added.liens, &lien_of);
  read_all(reader, change.added.holds, &hold_of);
  if ((bits & some_liens_end_by_time) != 0) {
    read_ends(reader, change.added.liens);
    if (!any_ends(change.added.liens)) throw DamagedBytes("nothing is written as something");
  }
  if (change.added.empty()) throw DamagedBytes("nothing is written as something");
  return change;
}

EncumbranceChange whole_encumbrance_change_of(ByteReader& reader) {
  EncumbranceChange change{.licences_end = true, .liens_end = true, .holds_end = true};
  if (const auto all = encumbrances_of(reader)) change.added = *all;
  return change;
}

void encode_encumbrances_changed(ByteWriter& writer, const EncumbrancesChanged& event) {
  encode_identifier(writer, event.asset);
  writer.byte(static_cast<std::uint8_t>(event.cause));
  encode_uuid(writer, event.subject);
  encode_encumbrance_change(writer, event.change);
  encode_status(writer, event.status);
}

EncumbrancesChanged encumbrances_changed(ByteReader& reader,
                                         EncumbranceChange (*change_of)(ByteReader&)) {
  EncumbrancesChanged event;
  event.asset = identifier_of<AssetKind>(reader);
  event.cause = symbol_of<EncumbranceCause>(reader);
  event.subject = uuid_of(reader);
  event.change = change_of(reader);
  event.status = status_of(reader);
  return event;
}

void encode_asset_conveyed(ByteWriter& writer, const AssetConveyed& event) {
  encode_identifier(writer, event.asset);
  writer.byte(event.purchase ? 1 : 0);
  if (event.purchase) encode_identifier(writer, *event.purchase);
  const Conveyance& link = event.conveyance;
  writer.byte(static_cast<std::uint8_t>(link.cause));
  writer.byte(link.has_holder ? 1 : 0);
  if (link.has_holder) encode_named_party(writer, link.holder);
  encode_instant(writer, link.at);
  encode_money(writer, link.price);
  encode_named_party(writer, event.from);
  encode_levy(writer, event.levy);
  encode_waterfall(writer, event.waterfall);
  encode_status(writer, event.status);
  encode_encumbrance_change(writer, event.change);
  writer.byte(event.grant_back ? 1 : 0);
  if (event.grant_back) encode_identifier(writer, *event.grant_back);
  writer.text(event.reference);
  encode_document(writer, event.document);
}

AssetConveyed asset_conveyed(ByteReader& reader, EncumbranceChange (*change_of)(ByteReader&)) {
  AssetConveyed event;
  event.asset = identifier_of<AssetKind>(reader);
  if (flag_of(reader)) event.purchase = identifier_of<PurchaseKind>(reader);
  Conveyance& link = event.conveyance;
  link.cause = symbol_of<ConveyanceCause>(reader);
  link.has_holder = flag_of(reader);
  if (link.has_holder) link.holder = named_party_of(reader);
  link.at = instant_of(reader);
  link.price = money_of(reader);
  event.from = named_party_of(reader);
  event.levy = levy_of(reader);
  event.waterfall = waterfall_of(reader);
  event.status = status_of(reader);
  event.change = change_of(reader);
  if (flag_of(reader)) event.grant_back = identifier_of<RecordedLicenceKind>(reader);
  event.reference = reader.text();
  event.document = document_of(reader);
  return event;
}

}  // namespace quitrent::market
