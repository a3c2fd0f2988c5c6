// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"

namespace quitrent {

// Terms, what they leave closed, and who says so, as bytes. Readers throw DamagedBytes.

/// Writes one value.
void put(ByteWriter& writer, const std::vector<DatedOpennessLevels>& levels);
void put(ByteWriter& writer, const Particulars& particulars);
void put(ByteWriter& writer, const TermsChanged& event);
void put(ByteWriter& writer, const RecordedProfile& profile);
void put(ByteWriter& writer, const Contest& contest);
void put(ByteWriter& writer, const ContestDecided& event);

/// Reads one value.
std::vector<DatedOpennessLevels> dated_levels_of(ByteReader& reader);
Particulars particulars_of(ByteReader& reader);
TermsChanged terms_changed(ByteReader& reader);
RecordedProfile recorded_profile_of(ByteReader& reader);
Contest contest_of(ByteReader& reader);
ContestDecided contest_decided(ByteReader& reader);

}  // namespace quitrent
