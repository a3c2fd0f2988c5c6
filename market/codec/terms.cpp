// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/terms.hpp"

#include <algorithm>

#include "market/codec/encumbrances.hpp"
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

void encode_particulars(ByteWriter& writer, const Particulars& particulars) {
  writer.text(particulars.name);
  writer.number(particulars.identifiers.size());
  for (const ExternalIdentifier& identifier : particulars.identifiers) {
    writer.text(identifier.scheme);
    writer.text(identifier.value);
  }
  const Terms& terms = particulars.terms;
  writer.byte(static_cast<std::uint8_t>(terms.form));
  writer.byte(static_cast<std::uint8_t>(terms.commitment));
  writer.text(terms.spdx);
  writer.byte(terms.source_withheld ? 1 : 0);
  writer.number(terms.then.size());
  for (const DatedLicence& later : terms.then) {
    writer.text(later.spdx);
    encode_instant(writer, later.on);
  }
  encode_dated_levels(writer, particulars.levels);
  writer.number(particulars.derived_from.size());
  for (const Origin& origin : particulars.derived_from) {
    encode_identifier(writer, origin.asset);
    writer.byte(static_cast<std::uint8_t>(origin.relation));
  }
}

Particulars particulars_of(ByteReader& reader) {
  Particulars particulars;
  particulars.name = reader.text();
  particulars.identifiers.resize(reader.count());
  for (ExternalIdentifier& identifier : particulars.identifiers) {
    identifier.scheme = reader.text();
    identifier.value = reader.text();
  }
  Terms& terms = particulars.terms;
  terms.form = symbol_of<TermsForm>(reader);
  terms.commitment = symbol_of<Commitment>(reader, kCommitments.size());
  terms.spdx = reader.text();
  terms.source_withheld = flag_of(reader);
  terms.then.resize(reader.count());
  for (DatedLicence& later : terms.then) {
    later.spdx = reader.text();
    later.on = instant_of(reader);
  }
  particulars.levels = dated_levels_of(reader);
  particulars.derived_from.resize(reader.count());
  for (Origin& origin : particulars.derived_from) {
    origin.asset = identifier_of<AssetKind>(reader);
    origin.relation = symbol_of<Relation>(reader, kRelations.size());
  }
  return particulars;
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

TermsChanged terms_changed(ByteReader& reader) {
  TermsChanged event;
  event.asset = identifier_of<AssetKind>(reader);
  event.cause = symbol_of<TermsCause>(reader);
  event.at = instant_of(reader);
  event.particulars = std::make_shared<const Particulars>(particulars_of(reader));
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
}

RecordedProfile recorded_profile_of(ByteReader& reader) {
  RecordedProfile profile;
  profile.reference = reader.text();
  profile.levels = levels_of(reader);
  profile.reason = reader.text();
  profile.document = document_of(reader);
  profile.recorded_at = instant_of(reader);
  return profile;
}

void encode_contest(ByteWriter& writer, const Contest& contest) {
  encode_identifier(writer, contest.id);
  encode_identifier(writer, contest.asset);
  encode_named_party(writer, contest.by);
  writer.text(contest.reason);
  encode_instant(writer, contest.filed_at);
}

Contest contest_of(ByteReader& reader) {
  Contest contest;
  contest.id = identifier_of<ContestKind>(reader);
  contest.asset = identifier_of<AssetKind>(reader);
  contest.by = named_party_of(reader);
  contest.reason = reader.text();
  contest.filed_at = instant_of(reader);
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
  event.outcome = symbol_of<ContestOutcome>(reader);
  event.because = authority_of(reader);
  event.reason = reader.text();
  event.decided_at = instant_of(reader);
  return event;
}

}  // namespace quitrent::market
