// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "market/event.hpp"
#include "market/state/overlay.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/evidence.hpp"

namespace quitrent::market {

/// The first assets of a search: at most `most`, from the ordinal `from` on.
struct FirstAssets {
  Ordinal from = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();
};

/// The profiles that registrars have recorded, and the assets whose terms state documents. Whole,
/// or an overlay over other profile books, which must outlive it.
class ProfileBooks {
 public:
  /// The present terms of an asset.
  using TermsOf = std::function<const Terms&(Ordinal asset)>;

  /// Empty books, or an overlay over `base`.
  explicit ProfileBooks(const ProfileBooks* base)
      : base_{base},
        profiles_{base == nullptr ? nullptr : &base->profiles_},
        unfinished_{base == nullptr ? nullptr : &base->unfinished_, std::nullopt} {}

  /// The profile that counts for a reference with this text; without a digest, the one of reach
  /// name. Nothing where there is none.
  std::optional<RecordedProfile> profile(const LicenceDocument& document) const;
  /// All profiles, by reference, then by document.
  std::vector<RecordedProfile> all() const;
  /// Sets a profile. One of reach name takes that reach from an earlier one.
  void record(const RecordedProfile& profile);

  /// How far the newest profile was considered; nothing where it was considered for all assets.
  const std::optional<ProfileConsidered>& unfinished() const { return unfinished_.get(); }
  /// Sets it.
  void consider(const ProfileConsidered& slice) {
    unfinished_.set(slice.next < slice.end ? std::optional{slice} : std::nullopt);
  }

  /// Adds an asset to the index of the documents that its terms state.
  void index(const Terms& terms, Ordinal asset);
  /// Removes an asset from the index of the documents that its terms stated.
  void forget(const Terms& terms, Ordinal asset);
  /// The first assets for whose present terms a profile counts, by ordinal.
  std::vector<Ordinal> reached_by(const RecordedProfile& profile, const TermsOf& terms,
                                  const FirstAssets& range) const;
  /// The number of pairs of an asset and a document in the index. Requires whole books.
  std::size_t mentions() const;

  /// Takes over the profiles of an overlay over these books. The index is not merged.
  void merge(ProfileBooks&& overlay) {
    profiles_.merge(std::move(overlay.profiles_));
    unfinished_.merge(overlay.unfinished_);
  }

 private:
  /// Adds the first assets whose present terms state exactly this.
  void add_stating(std::set<Ordinal>& found, const LicenceDocument& document, const TermsOf& terms,
                   const FirstAssets& range) const;

  const ProfileBooks* base_;
  OverlayMap<LicenceDocument, RecordedProfile> profiles_;
  OverlayValue<std::optional<ProfileConsidered>> unfinished_;
  // An overlay holds added entries only. A search checks the present terms.
  std::map<LicenceDocument, std::set<Ordinal>> stating_;
};

}  // namespace quitrent::market
