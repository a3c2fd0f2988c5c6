// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <set>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/vocabulary/instant.hpp"
#include "tax/clawback.hpp"

namespace quitrent::market {

/// On what assets were taxed before they came to be as they are, as far back as a clawback reaches.
/// Either whole, or an overlay: what is added over a base that it leaves alone and that must
/// outlive it. What bounds it: a holder's changes (kMostChanges in a day), and one interval a sale.
class TaxedPast {
 public:
  /// Nothing, or an overlay over `base`.
  explicit TaxedPast(const TaxedPast* base = nullptr) : base_{base} {}
  /// The intervals of an asset, those of its forerunners included, each once.
  std::vector<tax::PastInterval> intervals(Ordinal asset) const;
  /// Its clawbacks within their own reach, likewise.
  std::vector<tax::ClawedBack> clawed_back(Ordinal asset) const;

  /// Keeps a interval of an asset's past and forgets what no clawback reaches any more. Nothing at
  /// the highest degree: no other is higher.
  void remember(Ordinal asset, const tax::PastInterval& interval);
  /// The same of a clawback; it takes the place of those before it that asked for the same levels.
  void remember(Ordinal asset, const tax::ClawedBack& clawed_back);
  /// Makes the past of withdrawn assets that of `asset` too: whoever withdraws and registers anew
  /// sheds no clawback. Nothing is copied, so that many heirs cost no more than one.
  void inherit(Ordinal asset, const std::set<Ordinal>& forerunners);
  /// Forgets what no clawback of `now` reaches, of all assets; of whole books only.
  void forget(Instant now);
  /// Takes over what an overlay added.
  void merge(const TaxedPast& overlay);

  /// What this layer holds, by asset.
  const std::map<Ordinal, std::vector<tax::PastInterval>>& own_intervals() const {
    return intervals_;
  }
  const std::map<Ordinal, std::vector<tax::ClawedBack>>& own_clawed_back() const {
    return clawed_back_;
  }
  const std::map<Ordinal, std::vector<Ordinal>>& own_forerunners() const { return forerunners_; }
  /// Puts in place what a snapshot holds of an asset.
  void restore(Ordinal asset, std::vector<tax::PastInterval> intervals);
  void restore(Ordinal asset, std::vector<tax::ClawedBack> clawed_back);

 private:
  /// The asset and all whose past is its own.
  std::set<Ordinal> with_forerunners(Ordinal asset) const;
  template <class Kept>
  void append(std::vector<Kept>& all, std::map<Ordinal, std::vector<Kept>> TaxedPast::* kept,
              Ordinal asset) const;

  const TaxedPast* base_;
  std::map<Ordinal, std::vector<tax::PastInterval>> intervals_;
  std::map<Ordinal, std::vector<tax::ClawedBack>> clawed_back_;
  std::map<Ordinal, std::vector<Ordinal>> forerunners_;
};

}  // namespace quitrent::market
