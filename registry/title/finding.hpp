// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/share.hpp"

namespace quitrent {

/// What one party owes because of a finding: the tax that false terms saved it while it held, and
/// the surcharge on that. Source: MECHANISM.md, section 9.
struct FindingPart {
  PartyId party;
  Money clawback;   ///< over the seconds in which the party held; rounded down once
  Money surcharge;  ///< `finding_surcharge` of the clawback, rounded up
  /// Both amounts; at most the highest Money.
  Money owed() const { return saturating_add(clawback, surcharge); }
  /// Equal where all fields are.
  friend bool operator==(const FindingPart&, const FindingPart&) = default;
};

/// A registrar's finding that the recorded terms of an asset are false, and what is owed for it.
struct Finding {
  FindingId id;
  PartyId finder;  ///< the registrar
  Instant at;
  Instant due_at;  ///< 30 days after `at`; after a rejected contest not before the decision
  Share degree;    ///< from `at` on
  std::vector<FindingPart> parts;  ///< by order of registration; empty: nobody owes anything
  /// Equal where all fields are.
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// What all parties owe because of a finding.
Money owed_in_all(const Finding& finding);

/// A finding that is not due yet, with what its end needs: the terms that it states, and the terms
/// that it replaced, which stand again if it is void, when its origins are forgotten.
struct PendingFinding {
  Finding finding;
  AssetId asset;
  Terms stated;
  Terms before;
  std::vector<DatedOpennessLevels> levels_before;
  std::vector<Origin> origins;  ///< that it added
  /// Equal where all fields are.
  friend bool operator==(const PendingFinding&, const PendingFinding&) = default;
};

}  // namespace quitrent
