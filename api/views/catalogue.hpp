// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/writer_first_lock.hpp"

namespace quitrent {

/// No party, no asset.
inline constexpr Ordinal kNone = std::numeric_limits<Ordinal>::max();

/// Every so many records of one chain one is an anchor, which knows the anchor before it; every so
/// many one is a milestone, an anchor that knows the milestone before it. At each milestone of an
/// asset its state is kept.
struct HistorySteps {
  std::uint32_t anchor = 64;
  std::uint32_t milestone = 1'024;  ///< a multiple of the other
  /// Once an answer has replayed so many events it ends at the next milestone. Up to the first one,
  /// and for an auction, it replays what lies between two besides.
  std::uint32_t replayed = 4'096;
};

/// Where the chain of history records of one asset or party ends. Records are numbered from 1.
struct HistoryHead {
  std::uint64_t last = 0;    ///< the newest record; 0: none
  std::uint64_t anchor = 0;  ///< the newest record that is an anchor
  std::uint32_t length = 0;  ///< how many records there are
};

/// What the list of assets knows of one.
struct ListedAsset {
  AssetId id;
  std::int64_t rank = 0;          ///< the assessment below zero in µ, so that the dearest are first
  std::int64_t funded_until = 0;  ///< seconds; kEndOfTime where nothing runs out
  HistoryHead history;
  std::uint64_t conveyance = 0;   ///< the newest record of a conveyance
  Ordinal holder = kNone;         ///< party in title
  Ordinal next_held = kNone;      ///< in the ring of what its holder holds; kept by Catalogue
  Ordinal previous_held = kNone;  ///< likewise
  AssetClass asset_class = AssetClass::patent;
  AssetState state = AssetState::active;
};

/// What the views know of a party.
struct ListedParty {
  PartyId id;
  Money cash;  ///< balance after the newest record
  HistoryHead history;
  Ordinal first_held = kNone;  ///< one of the assets that it holds; kept by Catalogue
};

/// Finds the place of a row by its id; the rows themselves hold the ids. 8 bytes a row.
template <class Id>
class PlaceIndex {
 public:
  /// The place of `id`, or nothing. `id_at(place)` answers with the id of a row.
  template <class IdAt>
  std::optional<Ordinal> find(const Id& id, IdAt&& id_at) const {
    if (slots_.empty()) return std::nullopt;
    for (std::size_t slot = start(id);; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot] == kNone) return std::nullopt;
      if (id_at(slots_[slot]) == id) return slots_[slot];
    }
  }
  /// Adds the next row, at `place`, which is the number of rows so far.
  template <class IdAt>
  void add(const Id& id, Ordinal place, IdAt&& id_at) {
    if (2 * (std::size_t{place} + 1) > slots_.size()) {
      slots_.assign(std::max<std::size_t>(16, 2 * slots_.size()), kNone);
      for (Ordinal old = 0; old < place; ++old) put(id_at(old), old);
    }
    put(id, place);
  }

 private:
  std::size_t start(const Id& id) const {
    // The upper bits of a product depend on all bits of the id, should they be less than random.
    const std::uint64_t spread = IdentifierHash{}(id) * 0x9e37'79b9'7f4a'7c15ULL;
    return spread >> (64 - std::countr_zero(slots_.size()));
  }
  void put(const Id& id, Ordinal place) {
    std::size_t slot = start(id);
    while (slots_[slot] != kNone) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = place;
  }
  std::vector<Ordinal> slots_;  // a power of two; at most half are taken
};

/// How many rows a page of the catalogue has, in memory and saved.
inline constexpr std::size_t kRowsAPage = 1'024;

/// Rows in pages that never move.
template <class Row>
class PagedRows {
 public:
  /// How many rows there are.
  Ordinal size() const { return size_; }
  /// The row at a place below size().
  const Row& operator[](Ordinal place) const {
    return (*pages_[place / kRowsAPage])[place % kRowsAPage];
  }
  /// Likewise, to change it.
  Row& operator[](Ordinal place) { return (*pages_[place / kRowsAPage])[place % kRowsAPage]; }
  /// Adds a row behind all others.
  void add(const Row& row) {
    if (size_ % kRowsAPage == 0) pages_.push_back(std::make_unique<std::array<Row, kRowsAPage>>());
    (*this)[size_++] = row;
  }

 private:
  std::vector<std::unique_ptr<std::array<Row, kRowsAPage>>> pages_;
  Ordinal size_ = 0;
};

/// The assets and parties as the lists and histories need them, in memory: 80 bytes an asset. One
/// thread changes it, many read; each holds the lock that is for it. Saved into the view file page
/// by page from time to time.
class Catalogue {
 public:
  /// The lock to read under. Held for a scan at most; the one who writes never waits behind more
  /// than those that read already.
  std::shared_lock<std::shared_mutex> reading() const { return lock_.reading(); }
  /// The lock to change under.
  std::unique_lock<std::shared_mutex> writing() { return lock_.writing(); }

  /// How many assets and parties there are.
  Ordinal asset_count() const { return assets_.size(); }
  Ordinal party_count() const { return parties_.size(); }
  /// A row at a place below the count.
  const ListedAsset& asset(Ordinal place) const { return assets_[place]; }
  const ListedParty& party(Ordinal place) const { return parties_[place]; }
  /// The place of an id; nothing where there is none.
  std::optional<Ordinal> find(const AssetId& id) const;
  std::optional<Ordinal> find(const PartyId& id) const;

  /// Puts a row in place: over the one that is there, or behind all others.
  void put(Ordinal place, const ListedAsset& row);
  void put(Ordinal place, const ListedParty& row);

  /// A page of rows as bytes, and back; pages are loaded in their order. Throws DamagedBytes.
  std::string asset_page(Ordinal first) const;
  std::string party_page(Ordinal first) const;
  void load_assets(std::string_view page);
  void load_parties(std::string_view page);

 private:
  void hold(Ordinal asset);
  void release(Ordinal asset);

  WriterFirstLock lock_;
  PagedRows<ListedAsset> assets_;
  PagedRows<ListedParty> parties_;
  PlaceIndex<AssetId> asset_index_;
  PlaceIndex<PartyId> party_index_;
};

}  // namespace quitrent
