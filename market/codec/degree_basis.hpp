// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/event.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::market {

// What the degrees of a register follow from, as bytes: classes by name, weights by value; and how
// far a recorded profile was considered.

/// Writes the event without its tag.
void encode_degree_basis(ByteWriter& writer, const DegreeBasisRecorded& event);
/// Reads it. A class that the bytes do not name has its unrecorded_weights(). Throws DamagedBytes.
DegreeBasisRecorded degree_basis_recorded(ByteReader& reader);

/// Writes the event without its tag.
void encode_profile_considered(ByteWriter& writer, const ProfileConsidered& event);
/// Reads it. Throws DamagedBytes.
ProfileConsidered profile_considered(ByteReader& reader);

}  // namespace quitrent::market
