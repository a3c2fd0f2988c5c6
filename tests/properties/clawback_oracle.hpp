// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "market/event.hpp"
#include "market/state/books.hpp"
#include "tax/degree/degree.hpp"

namespace quitrent::properties {

using namespace market;
using namespace tax;

using Whole = boost::multiprecision::cpp_int;

/// The facts about an asset from an instant until the next mark.
struct Mark {
  Instant from;
  bool taxed = false;
  Ordinal holder = 0;
  Money assessment;
  Terms terms;
  std::map<LicenceDocument, Profile> recorded;  ///< what registrars recorded
  std::vector<Terms> also = {};  ///< of a time in auction: the highest degree of all counts
};

/// A clawback: the second up to which it reached, and the terms up to which it brought the tax.
struct Brought {
  AssetId asset;              ///< about whose terms
  std::set<AssetId> reaches;  ///< whose past: the asset and its predecessors
  Instant until;
  Mark to;                              ///< the facts since the clawback
  std::optional<FindingId> finding;     ///< nothing: a commitment was withdrawn
  std::optional<Ordinal> payer;         ///< who withdrew it
  bool pending = false;                 ///< the finding is not due yet
  std::vector<FindingPart> parts = {};  ///< what it claims
};

/// A change of a finding that an event must tell.
struct Expected {
  FindingId finding;
  FindingOutcome outcome = FindingOutcome::pending;
  std::vector<FindingPart> parts;
};

/// All known facts about one asset.
struct Past {
  AssetClass asset_class = AssetClass::patent;
  std::vector<ExternalIdentifier> identifiers;
  std::size_t nth = 0;             ///< in the order of registration
  std::set<AssetId> predecessors;  ///< withdrawn before it was registered, with its identifiers
  std::vector<Mark> marks;
  std::vector<Expected> expected;  ///< by the end of the entry
  int roundings = 0;               ///< how often an amount was rounded down
  bool ended = false;              ///< the asset is in a terminal state
  bool withdrawn = false;
  bool uncertain = false;  ///< a finding of an auction became void: the oracle gives up
};

/// The second from which a clawback at `until` reaches.
Instant clawback_reach(Instant until);

/// All known facts about all assets.
struct Pasts {
  std::map<AssetId, Past> assets;
  std::vector<Brought> clawed_back;  ///< in order; none that is void

  /// The assets that were withdrawn and whose identifiers `identifiers` names again.
  std::set<AssetId> withdrawn_with(const std::vector<ExternalIdentifier>& identifiers) const;
  /// The asset and its predecessors, theirs included.
  std::set<AssetId> with_predecessors(const AssetId& asset) const;
  /// All assets, in groups: no clawback can reach the pasts of two of them.
  std::vector<std::set<AssetId>> families() const;
};

/// What clawbacks claim, computed from the facts about assets second by second.
class ClawbackOracle {
 public:
  /// `timeline` and `pasts` must outlive the oracle.
  ClawbackOracle(const ScheduleTimeline& timeline, const Pasts& pasts)
      : timeline_{timeline}, pasts_{pasts} {}
  /// The tax that a clawback claims beyond earlier ones, by holder. Unit: µ x ppb x s.
  std::map<Ordinal, Whole> saved(const Brought& claim, const std::vector<Brought>& earlier) const;
  /// The tax at the highest degree that any clawback claimed, less the tax charged, of all taxed
  /// time of an asset before `now`. Unit: µ x ppb x s.
  Whole claimed_in_all(const AssetId& asset, Instant now) const;

 private:
  void add_saved(std::map<Ordinal, Whole>& sums, const Past& past, const Brought& claim,
                 const std::vector<Brought>& earlier) const;
  Whole difference(const Past& past, const Mark& mark, std::pair<Share, Share> degrees,
                   Period over) const;
  Share charged(const Past& past, const Mark& mark, Instant at) const;
  Share degree_of(const Past& past, const Mark& mark, Instant at) const;
  Whole yearly(const Past& past, const Mark& mark, Share degree, Instant at) const;

  const ScheduleTimeline& timeline_;
  const Pasts& pasts_;
};

}  // namespace quitrent::properties
