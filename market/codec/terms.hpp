// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"

namespace quitrent::market {

// Terms, their openness levels and recorded profiles, as bytes. Readers throw
// DamagedBytes.

/// Writes one value.
void encode_dated_levels(ByteWriter& writer, const std::vector<DatedOpennessLevels>& levels);
void encode_terms(ByteWriter& writer, const Terms& terms);
void encode_particulars(ByteWriter& writer, const Particulars& particulars);
void encode_terms_changed(ByteWriter& writer, const TermsChanged& event);
void encode_profile(ByteWriter& writer, const RecordedProfile& profile);

/// Reads one value.
std::vector<DatedOpennessLevels> dated_levels_of(ByteReader& reader);
Terms terms_of(ByteReader& reader);
Particulars particulars_of(ByteReader& reader);
TermsChanged terms_changed(ByteReader& reader);
RecordedProfile recorded_profile_of(ByteReader& reader);

}  // namespace quitrent::market
