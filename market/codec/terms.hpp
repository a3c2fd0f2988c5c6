// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"

namespace quitrent::market {

// Terms, their openness levels and recorded profiles, as bytes. Readers throw
// DamagedBytes.

/// Writes one value.
void encode_dated_levels(ByteWriter& writer, const std::vector<DatedOpennessLevels>& levels);
void encode_terms(ByteWriter& writer, const Terms& terms);
void encode_origins(ByteWriter& writer, const std::vector<Origin>& origins);
void encode_particulars(ByteWriter& writer, const Particulars& particulars);
void encode_asset_registered(ByteWriter& writer, const AssetRegistered& event);
void encode_terms_changed(ByteWriter& writer, const TermsChanged& event);
void encode_profile(ByteWriter& writer, const RecordedProfile& profile);

/// Reads one value.
std::vector<DatedOpennessLevels> dated_levels_of(ByteReader& reader);
Terms terms_of(ByteReader& reader);
std::vector<Origin> origins_of(ByteReader& reader);
RecordedProfile recorded_profile_of(ByteReader& reader);

/// Reads terms of the layout without documents: of their references the names alone count.
Terms terms_without_documents_of(ByteReader& reader);

/// Reads one value with terms of either layout.
Particulars particulars_of(ByteReader& reader, Terms (*terms)(ByteReader&) = terms_of);
AssetRegistered asset_registered(ByteReader& reader, Terms (*terms)(ByteReader&));
TermsChanged terms_changed(ByteReader& reader, Terms (*terms)(ByteReader&));

/// Reads a profile of the layout without a reach: it counts by name.
RecordedProfile profile_by_name_of(ByteReader& reader);

}  // namespace quitrent::market
