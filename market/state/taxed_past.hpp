// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "market/state/overlay.hpp"
#include "registry/title/asset.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"
#include "tax/clawback.hpp"

namespace quitrent::market {

/// How long an interval of the past stays known: as far back as a clawback reaches, and 90 days
/// more. A finding that is contested on its last day may become void 90 days after it, and then the
/// findings after it claim what it had claimed.
inline constexpr Duration kPastKept =
    Duration::from_seconds(tax::kClawbackReach.seconds() + 90 * 86'400);

/// A clawback that was claimed before: up to `until` it raised the tax of an asset to the tax at
/// `levels`, whoever held.
struct PastClawback {
  Instant until = {};
  std::vector<DatedOpennessLevels> levels =
      {};             ///< the levels claimed for, from kBeginningOfTime on
  Ordinal asset = 0;  ///< whose terms the finding or the withdrawn commitment was about
  std::optional<FindingId> finding = {};  ///< nothing: a withdrawn commitment
  std::optional<Ordinal> payer = {};      ///< who withdrew a commitment
  bool pending = false;                   ///< the finding is not due yet, and may become void
  /// Equal where all fields are.
  friend bool operator==(const PastClawback&, const PastClawback&) = default;
};

/// The past intervals of assets, with the holders, assessments and degrees for which they were
/// taxed, and the clawbacks that were claimed on them. Either whole or an overlay: an overlay holds
/// what is added to a base; it does not change the base, which must outlive it. Two facts limit the
/// size: a holder's changes (kMostChanges in a day), and one interval per sale.
class TaxedPast {
 public:
  /// Empty, or an overlay over `base`.
  explicit TaxedPast(const TaxedPast* base = nullptr)
      : base_{base}, clawbacks_{base == nullptr ? nullptr : &base->clawbacks_} {}
  /// The asset and its withdrawn predecessors, in the order of registration: their past counts as
  /// its own.
  std::set<Ordinal> with_predecessors(Ordinal asset) const;
  /// The intervals of an asset itself, without those of its predecessors.
  std::vector<tax::PastInterval> intervals(Ordinal asset) const;
  /// The clawbacks that were claimed on the intervals of an asset itself, in order.
  std::vector<PastClawback> clawbacks(Ordinal asset) const;

  /// Stores an interval of an asset's past and removes intervals that are no longer needed. Does
  /// nothing for the highest degree, since no other degree is higher.
  void remember(Ordinal asset, const tax::PastInterval& interval);
  /// Stores a clawback under its asset and the predecessors. It replaces earlier ones for the same
  /// levels, unless a finding is pending: if that becomes void, each of them matters.
  void remember(const PastClawback& clawed_back);
  /// The clawback of a finding about `asset` is final from now on.
  void settle(Ordinal asset, const FindingId& finding);
  /// Removes the clawback of a finding about `asset`.
  void drop(Ordinal asset, const FindingId& finding);
  /// Gives `asset` the past of withdrawn assets too: nobody avoids a clawback by a withdrawal and a
  /// new registration. Nothing is copied, so many successors cost no more than one.
  void inherit(Ordinal asset, const std::set<Ordinal>& predecessors);
  /// Removes, for all assets, what is no longer needed at `now`. Requires whole books.
  void forget(Instant now);
  /// Takes over the additions of an overlay.
  void merge(TaxedPast&& overlay);

  /// The content of this layer, by asset.
  const std::map<Ordinal, std::vector<tax::PastInterval>>& own_intervals() const {
    return intervals_;
  }
  const std::map<Ordinal, std::vector<Ordinal>>& own_predecessors() const { return predecessors_; }
  /// All clawbacks, by asset.
  std::map<Ordinal, const std::vector<PastClawback>*> all_clawbacks() const {
    return clawbacks_.all();
  }
  /// Sets the past of an asset from a snapshot.
  void restore(Ordinal asset, std::vector<tax::PastInterval> intervals);
  void restore(Ordinal asset, std::vector<PastClawback> clawed_back);

 private:
  template <class Kept>
  void append(std::vector<Kept>& all, std::map<Ordinal, std::vector<Kept>> TaxedPast::* kept,
              Ordinal asset) const;
  /// Sets the clawbacks of an asset.
  void put(Ordinal asset, std::vector<PastClawback> all);

  const TaxedPast* base_;
  std::map<Ordinal, std::vector<tax::PastInterval>> intervals_;
  OverlayMap<Ordinal, std::vector<PastClawback>> clawbacks_;
  std::map<Ordinal, std::vector<Ordinal>> predecessors_;
};

}  // namespace quitrent::market
