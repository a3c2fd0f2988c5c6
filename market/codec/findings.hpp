// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"
#include "market/state/taxed_past.hpp"

namespace quitrent::market {

// Findings, what is owed because of them, and contests with their bonds, as bytes. Readers throw
// DamagedBytes.

/// Writes one value.
void encode_finding(ByteWriter& writer, const Finding& finding);
void encode_pending_finding(ByteWriter& writer, const PendingFinding& pending);
void encode_finding_changed(ByteWriter& writer, const FindingChanged& event);
void encode_contest(ByteWriter& writer, const Contest& contest);
void encode_contest_decided(ByteWriter& writer, const ContestDecided& event);
void encode_contest_changed(ByteWriter& writer, const ContestChanged& event);
void encode_past_clawback(ByteWriter& writer, const PastClawback& clawed_back);

/// Reads one value.
Finding finding_of(ByteReader& reader);
PendingFinding pending_finding_of(ByteReader& reader);
FindingChanged finding_changed(ByteReader& reader);
Contest contest_of(ByteReader& reader);
ContestDecided contest_decided(ByteReader& reader);
ContestChanged contest_changed(ByteReader& reader);
PastClawback past_clawback_of(ByteReader& reader);

/// Reads a contest of a program that knew no bonds and no contests of findings.
Contest contest_without_bond_of(ByteReader& reader);
ContestDecided contest_without_bond_decided(ByteReader& reader);

}  // namespace quitrent::market
