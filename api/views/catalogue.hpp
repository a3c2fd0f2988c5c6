// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "registry/title/asset.hpp"
#include "registry/title/ordinal_index.hpp"
#include "registry/title/row_chunks.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/writer_first_lock.hpp"

namespace quitrent::api {

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

/// How many rows a page of the catalogue has, in memory and saved.
inline constexpr std::size_t kRowsAPage = 1'024;

/// The rows of a catalogue, in pages.
template <class Row>
using CatalogueRows = RowChunks<Row, kRowsAPage>;

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
  Ordinal asset_count() const { return static_cast<Ordinal>(assets_.size()); }
  Ordinal party_count() const { return static_cast<Ordinal>(parties_.size()); }
  /// The row at an ordinal below the count.
  const ListedAsset& asset(Ordinal ordinal) const { return assets_.at(ordinal); }
  const ListedParty& party(Ordinal ordinal) const { return parties_.at(ordinal); }
  /// The ordinal of an id; nothing where there is none.
  std::optional<Ordinal> find(const AssetId& id) const;
  std::optional<Ordinal> find(const PartyId& id) const;

  /// Puts a row in place: over the one that is there, or behind all others.
  void put(Ordinal ordinal, const ListedAsset& row);
  void put(Ordinal ordinal, const ListedParty& row);

  /// A page of rows as bytes, and back; pages are loaded in their order. Throws DamagedBytes.
  std::string asset_page(Ordinal first) const;
  std::string party_page(Ordinal first) const;
  void load_assets(std::string_view page);
  void load_parties(std::string_view page);

 private:
  void hold(Ordinal asset);
  void release(Ordinal asset);

  WriterFirstLock lock_;
  CatalogueRows<ListedAsset> assets_;
  CatalogueRows<ListedParty> parties_;
  OrdinalIndex asset_index_;
  OrdinalIndex party_index_;
};

}  // namespace quitrent::api
