// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/views/asset_state.hpp"
#include "api/views/catalogue.hpp"
#include "api/views/view_file.hpp"
#include "api/views/views.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent::api {

/// Entries after one and before another.
struct Entries {
  Sequence after = 0;
  Sequence end = 0;
};

/// Up to where a question about the past looks.
struct Past {
  Sequence newest = 0;  ///< no entry after it counts
  Instant at;           ///< nor any after this second
};

/// What one thread reads the views with: a connection, its prepared statements, a reader of the
/// journal. Belongs to one thread at a time.
class ViewReader {
 public:
  /// Opens the views at `path` that `catalogue` goes with. Throws SqliteFault, JournalFault.
  ViewReader(const std::filesystem::path& path, std::shared_ptr<const Catalogue> catalogue,
             const ViewsSource& source, const PageSeal* seal)
      : source_{source},
        catalogue_{std::move(catalogue)},
        database_{path, OpenAs::reader, seal},
        journal_{source.journal.reader()} {
    turn();  // opens the log as well
  }

  /// The turn of the file as it is now.
  std::int64_t turn() { return database_.number("SELECT number FROM turn"); }

  /// See Views for each of these; they throw SqliteFault besides.
  AssetPage assets(const AssetQuery& query);
  std::vector<TitleLink> chain_of_title(const AssetId& asset, std::uint64_t after,
                                        std::size_t limit);
  void events_of(const AssetId& asset, std::uint64_t after, const TakeEvent& take);
  std::vector<NumberedEvent> events_after(std::uint64_t after, std::size_t limit);
  std::optional<PurchaseView> purchase(const PurchaseId& id);
  void purchases_after(std::int64_t after, const TakePurchase& take);
  AccountStatement statement(const StatementQuery& query);
  std::vector<ContestView> contests_of(const AssetId& asset, Sequence after, std::size_t limit);
  LineagePage derived_from(const AssetId& asset, std::optional<Ordinal> after, std::size_t limit);
  std::optional<AssetReplay> asset_at(const AssetId& asset, const Past& past);
  std::optional<TaxHistory> tax_history(const AssetId& asset, Period over, Sequence newest);
  RevenueFlow revenue(Period period, Sequence newest);

  /// The state of an asset after the entry of a record that is a milestone of its history.
  KeptState state_at(const AssetId& asset, std::uint64_t milestone);

 private:
  /// One record of a history, see the tables in view_file.cpp.
  struct Record {
    std::uint64_t number = 0;
    Sequence sequence = 0;
    std::uint64_t previous = 0;
    std::uint64_t anchor = 0;
    std::int64_t value = 0;
  };
  /// The anchors of a history, the newest first.
  class AnchorWalk;
  /// The records of one asset or party, to be walked from the oldest on.
  class Chain;
  /// The tax of an asset.
  class TaxWalk;
  struct BegunPurchase {
    std::int64_t number = 0;
    PurchaseId id;
    Sequence sequence = 0;
  };

  Statement& prepared(const std::string& sql);
  Record record(const char* table, std::uint64_t number);
  std::optional<Ordinal> ordinal_of(const AssetId& asset) const;
  std::optional<ListedAsset> listed(const AssetId& asset) const;
  Entry entry_at(Sequence sequence);
  /// The first entry before `end` that is not before `instant`; `end` where there is none.
  Sequence first_at_or_after(Instant instant, Sequence end);
  PurchaseView purchase_in(const BegunPurchase& begun);
  /// Adds how a purchase that waited came to its end, if it has.
  void add_end(PurchaseView& purchase);
  /// Calls `visit` with the public events of each of these entries that is about the asset or about
  /// all assets, in order.
  void each_event_between(const ListedAsset& row, const Entries& between,
                          const std::function<void(const NumberedEvent&)>& visit);
  /// The milestones of an asset's history in entries before `end`, the newest first, down to the
  /// first one that is in an entry before `begin`.
  std::vector<Record> milestones(const ListedAsset& row, Sequence begin, Sequence end);
  /// What is kept at a milestone; nothing, or DamagedBytes, where nothing is.
  std::optional<TaxState> kept_tax(std::uint64_t milestone);
  AssetReplay kept_replay(const AssetId& asset, std::uint64_t milestone);
  /// What ever moved before the entry `end`.
  RevenueSums sums_before(Sequence end);
  /// Adds the entry's movements on the party's account to the statement, as far as there is room.
  void add_lines(const Entry& entry, const StatementQuery& query, AccountStatement& answer);
  /// What a posting is about, as the catalogue knows it.
  std::optional<AssetId> asset_of(const Posting& posting) const;
  class PageInMaking;
  /// Looks at every asset from `first` on, in order of registration, until the page is full.
  void take_all(Ordinal first, PageInMaking& page);
  /// Looks at what one party holds.
  void take_held(Ordinal first, PageInMaking& page);
  /// Looks at the assets that the words find, from `first` on in order of registration.
  void take_matches(const std::string& match, Ordinal first, PageInMaking& page);

  const ViewsSource& source_;
  std::shared_ptr<const Catalogue> catalogue_;
  Database database_;
  std::unique_ptr<JournalReader> journal_;
  std::map<std::string, std::unique_ptr<Statement>> statements_;
};

}  // namespace quitrent::api
