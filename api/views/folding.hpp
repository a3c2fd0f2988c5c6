// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "api/views/catalogue.hpp"
#include "api/views/history_records.hpp"
#include "api/views/kept_sums.hpp"
#include "api/views/purchase_folding.hpp"
#include "api/views/search_index.hpp"
#include "api/views/view_file.hpp"
#include "api/views/views.hpp"
#include "market/event.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent::api {

/// A milestone of an asset's history.
struct Milestone {
  AssetId asset;
  std::uint64_t number = 0;  ///< the record's number
};

/// Folds journal entries into a view file and the catalogue. Entries are collected in memory until
/// `write`, which makes them visible in both at once. For one thread.
class Folding {
 public:
  /// Continues from the mark of `catalogue`, which was loaded from `file`. The tables may hold
  /// later entries; those are not written again. Both must outlive this object.
  Folding(ViewFile& file, Catalogue& catalogue, const ViewsSource& source);

  /// Folds the next entry. Throws DamagedBytes, and then the entry is not folded. Throws
  /// ViewsUnsound, and then this object cannot be used any more.
  void take(const Entry& entry);
  /// Writes the folded entries and the mark in one transaction, and then changes the catalogue.
  /// Throws SqliteFault; then this object cannot be used any more, and another must continue from
  /// the file.
  void write();
  /// The mark up to which entries are folded.
  const ViewMark& mark() const { return mark_; }
  /// The number of entries folded since the last write.
  std::size_t taken() const { return taken_; }
  /// The milestones of assets that were written since the last call, oldest first. The caller keeps
  /// the state of each asset there.
  std::vector<Milestone> take_milestones() { return std::exchange(milestones_, {}); }

 private:
  /// An asset and one that is derived from it.
  struct NewOrigin {
    Ordinal parent = 0;
    Ordinal child = 0;
  };
  /// An entry that files, changes or decides a contest of an asset's degree.
  struct NewContest {
    Ordinal asset = 0;
    Sequence sequence = 0;
  };
  struct RegisterRecord {
    std::int64_t number = 0;
    Sequence sequence = 0;
  };

  void take(const market::Event& event);
  struct Projection;
  void project_party(const market::PartyRegistered& event);
  void project_asset(const market::AssetRegistered& event);
  /// Records from what an asset derives. An origin of a void finding stays recorded here.
  void project_origins(const AssetId& asset, std::span<const Origin> origins);
  /// The number of the terms of these particulars in the catalogue.
  std::uint32_t terms_of(const Particulars& particulars);
  void project_conveyance(const market::AssetConveyed& event);
  void project_purchase(const market::PurchaseChanged& event);
  void project_contest(const Contest& contest);
  void project_posting(const market::MoneyPosted& event);
  void project_for_all();
  /// What names a purchase: its parties and its asset.
  struct Trade {
    AssetId asset;
    PartyId buyer;
    PartyId seller;
  };
  void link_purchase(std::int64_t purchase, const Trade& trade);
  AssetClass class_of(std::uint32_t asset) const;
  Ordinal ordinal_of(const AssetId& id) const;
  ListedAsset& changed(const AssetId& id);
  ListedParty& changed(Ordinal party);
  Ordinal party_of(const PartyId& id) const;
  void touch(ListedAsset& asset, bool conveyed);
  void write_tables();
  void write_lineage();
  void publish();

  ViewFile& file_;
  Database& database_;
  Catalogue& catalogue_;
  PrivateEvents private_events_;
  HistorySteps steps_;
  ViewMark tables_mark_;  // mark of the tables, which may be ahead of the catalogue at first
  ViewMark mark_;
  std::size_t taken_ = 0;
  std::vector<Activity> activities_;  // of the present entry

  // What is folded but not written yet: changed rows and new ones.
  std::unordered_map<Ordinal, ListedAsset> assets_;
  std::unordered_map<Ordinal, ListedParty> parties_;
  std::unordered_map<AssetId, Ordinal, IdentifierHash> new_assets_;
  std::unordered_map<PartyId, Ordinal, IdentifierHash> new_parties_;
  std::unordered_map<std::string, std::uint32_t> new_terms_;  // number of each new row
  std::vector<std::string> new_terms_rows_;                   // in their order
  HistoryRecords asset_records_;
  HistoryRecords party_records_;
  std::vector<Milestone> milestones_;
  PurchaseFolding purchases_;
  std::vector<RegisterRecord> register_records_;
  KeptSums sums_;
  NewWords asset_words_;
  NewWords party_words_;
  std::vector<NewOrigin> origins_;
  std::vector<NewContest> contests_;

  Statement insert_register_record_;
  Statement insert_origin_;
  Statement insert_contest_;
};

}  // namespace quitrent::api
