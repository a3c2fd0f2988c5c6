// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/terms.hpp"

#include <algorithm>
#include <functional>

#include "market/codec/encumbrances.hpp"
#include "registry/title/licence_documents.hpp"
#include "tax/degree/profile.hpp"

namespace quitrent::market {
namespace {

void encode_openness_levels(ByteWriter& writer, const OpennessLevels& levels) {
  for (const std::uint8_t level : levels) writer.byte(level);
}

OpennessLevels levels_of(ByteReader& reader) {
  OpennessLevels levels;
  for (std::uint8_t& level : levels) {
    level = reader.byte();
    if (level > tax::kClosedLevel) throw DamagedBytes("a level is above 24");
  }
  return levels;
}

/// The fields that every layout of terms begins with.
Terms first_terms_of(ByteReader& reader) {
  Terms terms;
  terms.form = symbol_of<TermsForm>(reader);
  terms.commitment = symbol_of<Commitment>(reader, kCommitments.size());
  terms.spdx = reader.text();
  terms.source_withheld = flag_of(reader);
  terms.then.resize(reader.count());
  for (DatedLicence& later : terms.then) {
    later.spdx = reader.text();
    later.on = instant_of(reader);
  }
  return terms;
}

}  // namespace

void encode_dated_levels(ByteWriter& writer, const std::vector<DatedOpennessLevels>& levels) {
  writer.number(levels.size());
  for (const DatedOpennessLevels& choice : levels) {
    encode_instant(writer, choice.from);
    encode_openness_levels(writer, choice.levels);
  }
}

std::vector<DatedOpennessLevels> dated_levels_of(ByteReader& reader) {
  std::vector<DatedOpennessLevels> levels(reader.count());
  for (DatedOpennessLevels& choice : levels) {
    choice.from = instant_of(reader);
    choice.levels = levels_of(reader);
  }
  if (!std::ranges::is_sorted(levels, {}, &DatedOpennessLevels::from)) {
    throw DamagedBytes("levels are not in the order of time");
  }
  return levels;
}

void encode_terms(ByteWriter& writer, const Terms& terms) {
  writer.byte(static_cast<std::uint8_t>(terms.form));
  writer.byte(static_cast<std::uint8_t>(terms.commitment));
  writer.text(terms.spdx);
  writer.byte(terms.source_withheld ? 1 : 0);
  writer.number(terms.then.size());
  for (const DatedLicence& later : terms.then) {
    writer.text(later.spdx);
    encode_instant(writer, later.on);
  }
  writer.number(static_cast<std::size_t>(std::ranges::distance(terms.documents)));
  for (const LicenceDocument& document : terms.documents) {
    writer.text(document.reference);
    encode_document(writer, document.digest);
  }
}

Terms terms_without_documents_of(ByteReader& reader) {
  Terms terms = first_terms_of(reader);
  let_names_count(terms);
  return terms;
}

Terms terms_of(ByteReader& reader) {
  Terms terms = first_terms_of(reader);
  terms.documents.resize(reader.count());
  for (LicenceDocument& document : terms.documents) {
    document.reference = reader.text();
    document.digest = document_of(reader);
  }
  const auto ascends = [](const LicenceDocument& one, const LicenceDocument& next) {
    return one.reference < next.reference;
  };
  if (std::ranges::adjacent_find(terms.documents, std::not_fn(ascends)) != terms.documents.end()) {
    throw DamagedBytes("documents of terms are not in the order of their references");
  }
  return terms;
}

void encode_origins(ByteWriter& writer, const std::vector<Origin>& origins) {
  writer.number(origins.size());
  for (const Origin& origin : origins) {
    encode_identifier(writer, origin.asset);
    writer.byte(static_cast<std::uint8_t>(origin.relation));
  }
}

std::vector<Origin> origins_of(ByteReader& reader) {
  std::vector<Origin> origins(reader.count());
  for (Origin& origin : origins) {
    origin.asset = identifier_of<AssetKind>(reader);
    origin.relation = symbol_of<Relation>(reader, kRelations.size());
  }
  return origins;
}

void encode_particulars(ByteWriter& writer, const Particulars& particulars) {
  writer.text(particulars.name);
  writer.number(particulars.identifiers.size());
  for (const ExternalIdentifier& identifier : particulars.identifiers) {
    writer.text(identifier.scheme);
    writer.text(identifier.value);
  }
  encode_terms(writer, particulars.terms);
  encode_dated_levels(writer, particulars.levels);
  encode_origins(writer, particulars.derived_from);
}

Particulars particulars_of(ByteReader& reader, Terms (*terms)(ByteReader&)) {
  Particulars particulars;
  particulars.name = reader.text();
  particulars.identifiers.resize(reader.count());
  for (ExternalIdentifier& identifier : particulars.identifiers) {
    identifier.scheme = reader.text();
    identifier.value = reader.text();
  }
  particulars.terms = terms(reader);
  particulars.levels = dated_levels_of(reader);
  particulars.derived_from = origins_of(reader);
  return particulars;
}

void encode_asset_registered(ByteWriter& writer, const AssetRegistered& event) {
  encode_identifier(writer, event.id);
  writer.byte(static_cast<std::uint8_t>(event.asset_class));
  writer.signed_number(event.degree.ppm());
  encode_instant(writer, event.expires_at);
  encode_particulars(writer, *event.particulars);
  encode_named_party(writer, event.holder);
  encode_status(writer, event.status);
  encode_encumbrances(writer, event.encumbrances);
}

AssetRegistered asset_registered(ByteReader& reader, Terms (*terms)(ByteReader&)) {
  AssetRegistered event;
  event.id = identifier_of<AssetKind>(reader);
  event.asset_class = symbol_of<AssetClass>(reader, kAssetClasses.size());
  event.degree = share_of(reader);
  event.expires_at = instant_of(reader);
  event.particulars = std::make_shared<const Particulars>(particulars_of(reader, terms));
  event.holder = named_party_of(reader);
  event.status = status_of(reader);
  event.encumbrances = encumbrances_of(reader);
  return event;
}

void encode_terms_changed(ByteWriter& writer, const TermsChanged& event) {
  encode_identifier(writer, event.asset);
  writer.byte(static_cast<std::uint8_t>(event.cause));
  encode_instant(writer, event.at);
  encode_particulars(writer, *event.particulars);
  writer.signed_number(event.degree.ppm());
  encode_money(writer, event.clawback);
  encode_levy(writer, event.levy);
  encode_authority(writer, event.because);
  encode_status(writer, event.status);
}

TermsChanged terms_changed(ByteReader& reader, Terms (*terms)(ByteReader&)) {
  TermsChanged event;
  event.asset = identifier_of<AssetKind>(reader);
  event.cause = symbol_of<TermsCause>(reader);
  event.at = instant_of(reader);
  event.particulars = std::make_shared<const Particulars>(particulars_of(reader, terms));
  event.degree = share_of(reader);
  event.clawback = money_of(reader);
  event.levy = levy_of(reader);
  event.because = authority_of(reader);
  event.status = status_of(reader);
  return event;
}

void encode_profile(ByteWriter& writer, const RecordedProfile& profile) {
  writer.text(profile.reference);
  encode_openness_levels(writer, profile.levels);
  writer.text(profile.reason);
  encode_document(writer, profile.document);
  encode_instant(writer, profile.recorded_at);
  writer.byte(static_cast<std::uint8_t>(profile.reach));
}

RecordedProfile profile_by_name_of(ByteReader& reader) {
  RecordedProfile profile;
  profile.reference = reader.text();
  profile.levels = levels_of(reader);
  profile.reason = reader.text();
  profile.document = document_of(reader);
  profile.recorded_at = instant_of(reader);
  profile.reach = ProfileReach::name;
  return profile;
}

RecordedProfile recorded_profile_of(ByteReader& reader) {
  RecordedProfile profile = profile_by_name_of(reader);
  profile.reach = symbol_of<ProfileReach>(reader);
  if (!profile.document && profile.reach == ProfileReach::document) {
    throw DamagedBytes("a profile is for no document and for no name");
  }
  return profile;
}

}  // namespace quitrent::market
