// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "api/views/listed_terms.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/ordinal_index.hpp"
#include "registry/title/party.hpp"
#include "registry/title/row_chunks.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/share.hpp"
#include "registry/vocabulary/writer_first_lock.hpp"

namespace quitrent::api {

/// Stands for no party and for no asset.
inline constexpr Ordinal kNone = std::numeric_limits<Ordinal>::max();

/// Distances within a chain of history records. An anchor is a record that names the anchor before
/// it; a milestone is an anchor that names the milestone before it. The views keep the state of an
/// asset at each of its milestones.
struct HistorySteps {
  std::uint32_t anchor = 64;        ///< records from one anchor to the next
  std::uint32_t milestone = 1'024;  ///< from one milestone to the next; a multiple of `anchor`
  /// An answer that has replayed this many events ends at the next milestone. It may replay more:
  /// up to one distance of milestones at its beginning, and one for an auction.
  std::uint32_t replayed = 4'096;
};

/// Where the chain of history records of one asset or party ends. Records are numbered from 1.
struct HistoryHead {
  std::uint64_t last = 0;    ///< number of the newest record; 0: there is none
  std::uint64_t anchor = 0;  ///< number of the newest record that is an anchor
  std::uint32_t length = 0;  ///< number of records in the chain
};

/// The same in fewer bytes, for a history of fewer than 2^32 records.
struct PackedHead {
  std::uint32_t last = 0;
  std::uint32_t anchor = 0;
  std::uint32_t length = 0;
  /// The head.
  HistoryHead unpacked() const { return {.last = last, .anchor = anchor, .length = length}; }
  /// Sets the head. Throws std::overflow_error where a number is too large.
  void pack(const HistoryHead& head);
};

/// An asset in the catalogue.
struct ListedAsset {
  AssetId id;
  std::int64_t rank = 0;          ///< the negated assessment in µ, so that the dearest is first
  std::int64_t funded_until = 0;  ///< s since 1970; kEndOfTime where the escrow is never used up
  HistoryHead history;
  std::uint64_t conveyance = 0;   ///< number of the newest record that holds a conveyance
  Ordinal holder = kNone;         ///< party in title
  Ordinal next_held = kNone;      ///< next in the ring of its holder's assets; set by Catalogue
  Ordinal previous_held = kNone;  ///< previous in that ring; set by Catalogue
  AssetClass asset_class = AssetClass::patent;
  AssetState state = AssetState::active;    ///< as shown: `pending` while a purchase is pending
  AssetState covered = AssetState::active;  ///< that a pending purchase covers; else as shown
  bool was_held = false;                    ///< a registrar held it at some time
  Share degree = kWhole;                    ///< as the newest event about its terms states it
  std::uint32_t terms = 0;                  ///< number of its terms, see Catalogue::terms
  PackedHead purchases;                     ///< of the chain of its purchases
};

/// Sets what the row shows of a status.
void set_status(ListedAsset& row, const AssetStatus& status);

/// A party in the catalogue.
struct ListedParty {
  PartyId id;
  Money cash;  ///< balance after the newest record
  HistoryHead history;
  Ordinal first_held = kNone;  ///< one of the assets that it holds; set by Catalogue
  std::uint32_t holds = 0;     ///< number of assets that it holds; set by Catalogue
  std::uint32_t sold = 0;      ///< sales by which title went from it
  std::uint32_t bought = 0;    ///< sales by which title came to it
  PackedHead purchases;        ///< of the chain of the purchases that it filed
  PackedHead sales;            ///< of the chain of the purchases that name it as a seller
  Roles roles = {};
};

/// Number of rows in a page of the catalogue, in memory and in the file.
inline constexpr std::size_t kRowsAPage = 1'024;

/// The rows of a catalogue, in pages.
template <class Row>
using CatalogueRows = RowChunks<Row, kRowsAPage>;

/// The assets and parties as the lists and histories need them, in memory: a row of 104
/// bytes an asset. One thread changes the catalogue under `writing`, many threads read it under
/// `reading`. From time to time it is saved into the view file page by page.
class Catalogue {
 public:
  /// The lock to read under. Hold it for one scan at most. A waiting writer comes before new
  /// readers.
  std::shared_lock<std::shared_mutex> reading() const { return lock_.reading(); }
  /// The lock to change under.
  std::unique_lock<std::shared_mutex> writing() { return lock_.writing(); }

  /// The number of assets and of parties.
  Ordinal asset_count() const { return static_cast<Ordinal>(assets_.size()); }
  Ordinal party_count() const { return static_cast<Ordinal>(parties_.size()); }
  /// The row at an ordinal below the count.
  const ListedAsset& asset(Ordinal ordinal) const { return assets_.at(ordinal); }
  const ListedParty& party(Ordinal ordinal) const { return parties_.at(ordinal); }
  /// The ordinal of the asset or party with this identifier; nothing where there is none.
  std::optional<Ordinal> find(const AssetId& id) const;
  std::optional<Ordinal> find(const PartyId& id) const;

  /// The terms that assets have.
  const TermsRows& terms() const { return terms_; }
  /// Adds terms, as bytes_of() writes them, that are not there yet.
  void put_terms(const std::string& bytes) { terms_.add(bytes); }

  /// Replaces the row at `ordinal`, or appends the row where `ordinal` equals the count.
  void put(Ordinal ordinal, const ListedAsset& row);
  void put(Ordinal ordinal, const ListedParty& row);

  /// The page of rows from `first` on as bytes, and the reverse. Pages are loaded in ascending
  /// order. Loading throws DamagedBytes.
  std::string asset_page(Ordinal first) const;
  std::string party_page(Ordinal first) const;
  void load_assets(std::string_view page);
  void load_parties(std::string_view page);
  void load_terms(std::string_view page) { terms_.load(page); }

 private:
  void hold(Ordinal asset);
  void release(Ordinal asset);

  WriterFirstLock lock_;
  CatalogueRows<ListedAsset> assets_;
  CatalogueRows<ListedParty> parties_;
  TermsRows terms_;
  OrdinalIndex asset_index_;
  OrdinalIndex party_index_;
};

}  // namespace quitrent::api
