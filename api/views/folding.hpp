// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "api/views/view_file.hpp"
#include "api/views/views.hpp"
#include "market/event.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent {

/// Folds journal entries into the tables of a view file. Entries gather in memory until `write`, so
/// that an asset that changed a hundred times is written once, and in the order of the tables. One
/// thread.
class Folding {
 public:
  /// Goes on where `database`, which outlives it, stands.
  Folding(Database& database, PrivateEvents private_events);

  /// Takes one entry in, the next after the one before. Throws DamagedBytes, SqliteFault.
  void take(const Entry& entry);
  /// Writes what was taken in, with how far it goes, in one transaction. Throws SqliteFault; then
  /// the folding is of no more use and another must go on from the file.
  void write();
  /// How far it has taken entries in.
  const Folded& folded() const { return folded_; }
  /// How many entries were taken in since the last write.
  std::size_t taken() const { return taken_; }

 private:
  /// What the list of assets knows of one.
  struct AssetRow {
    AssetId id;
    Ordinal ordinal = 0;
    AssetClass asset_class = AssetClass::patent;
    AssetState state = AssetState::active;
    std::optional<PartyId> holder;
    std::int64_t rank = 0;
    std::int64_t funded_until = 0;
    friend bool operator==(const AssetRow&, const AssetRow&) = default;
  };
  /// An asset as the file has it, nothing for a new one, and as it is to be.
  struct ChangedAsset {
    std::optional<AssetRow> before;
    AssetRow after;
    std::string words;  ///< of a new asset: what it is searched by
  };
  struct Touch {
    Ordinal asset = 0;
    Sequence sequence = 0;
    bool conveyed = false;
  };
  struct Movement {
    Ordinal party = 0;
    Sequence sequence = 0;
    Money amount;
  };
  struct CompletedPurchase {
    PurchaseId id;
    Sequence sequence = 0;
  };

  void note(const AssetRegistered& event);
  void note(const StandingChanged& event);
  void note(const AssetConveyed& event);
  void note(const MoneyPosted& event);
  ChangedAsset& changed(const AssetId& id);
  void touch(Ordinal asset, bool conveyed);
  static void set_standing(AssetRow& row, const Standing& standing);

  void write_assets();
  void write_new(const ChangedAsset& asset);
  void write_change(const ChangedAsset& asset);
  Statement& update_of(unsigned columns);
  void write_histories();
  void write_folded();

  Database& database_;
  PrivateEvents private_events_;
  Folded folded_;
  std::size_t taken_ = 0;
  std::unordered_map<AssetId, ChangedAsset, IdentifierHash> assets_;
  std::vector<Touch> touches_;
  std::vector<Movement> movements_;
  std::vector<CompletedPurchase> purchases_;

  Statement find_asset_;
  Statement insert_asset_;
  Statement insert_words_;
  Statement insert_touch_;
  Statement insert_movement_;
  Statement insert_purchase_;
  Statement update_folded_;
  std::array<std::unique_ptr<Statement>, 16> updates_;  // by the columns that change
};

}  // namespace quitrent
