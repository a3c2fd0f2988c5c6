// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <set>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/vocabulary/instant.hpp"
#include "tax/clawback.hpp"

namespace quitrent::market {

/// The past intervals of assets, with the assessments and degrees on which they were taxed, as far
/// back as a clawback reaches. Either whole or an overlay: an overlay holds what is added to a
/// base; it does not change the base, which must outlive it. Two facts limit the size: a holder's
/// changes (kMostChanges in a day), and one interval per sale.
class TaxedPast {
 public:
  /// Empty, or an overlay over `base`.
  explicit TaxedPast(const TaxedPast* base = nullptr) : base_{base} {}
  /// The intervals of an asset, with those of its withdrawn predecessors, each once.
  std::vector<tax::PastInterval> intervals(Ordinal asset) const;
  /// The past clawbacks of an asset that are still in reach, with those of its predecessors.
  std::vector<tax::PastClawback> past_clawbacks(Ordinal asset) const;

  /// Stores an interval of an asset's past and removes intervals that no clawback reaches any more.
  /// Does nothing for the highest degree, since no other degree is higher.
  void remember(Ordinal asset, const tax::PastInterval& interval);
  /// Stores a past clawback; it replaces earlier complete ones for the same levels.
  void remember(Ordinal asset, const tax::PastClawback& clawed_back);
  /// Gives `asset` the past of withdrawn assets too: nobody avoids a clawback by a withdrawal and a
  /// new registration. Nothing is copied, so many successors cost no more than one.
  void inherit(Ordinal asset, const std::set<Ordinal>& predecessors);
  /// Removes, for all assets, what no clawback at `now` reaches. Requires whole books.
  void forget(Instant now);
  /// Takes over the additions of an overlay.
  void merge(const TaxedPast& overlay);

  /// The content of this layer, by asset.
  const std::map<Ordinal, std::vector<tax::PastInterval>>& own_intervals() const {
    return intervals_;
  }
  const std::map<Ordinal, std::vector<tax::PastClawback>>& own_clawbacks() const {
    return clawbacks_;
  }
  const std::map<Ordinal, std::vector<Ordinal>>& own_predecessors() const { return predecessors_; }
  /// Sets the past of an asset from a snapshot.
  void restore(Ordinal asset, std::vector<tax::PastInterval> intervals);
  void restore(Ordinal asset, std::vector<tax::PastClawback> clawed_back);

 private:
  /// The asset and its withdrawn predecessors.
  std::set<Ordinal> with_predecessors(Ordinal asset) const;
  template <class Kept>
  void append(std::vector<Kept>& all, std::map<Ordinal, std::vector<Kept>> TaxedPast::* kept,
              Ordinal asset) const;

  const TaxedPast* base_;
  std::map<Ordinal, std::vector<tax::PastInterval>> intervals_;
  std::map<Ordinal, std::vector<tax::PastClawback>> clawbacks_;
  std::map<Ordinal, std::vector<Ordinal>> predecessors_;
};

}  // namespace quitrent::market
