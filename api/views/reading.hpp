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

#include "api/views/view_file.hpp"
#include "api/views/views.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent {

/// What one thread reads the views with: a connection, its prepared statements, a reader of the
/// journal. Belongs to one thread at a time.
class ViewReader {
 public:
  /// Opens the views at `path`. Throws SqliteFault, JournalFault.
  ViewReader(const std::filesystem::path& path, const ViewsSource& source)
      : source_{source}, database_{path, OpenAs::reader}, journal_{source.journal.reader()} {}

  /// See Views for each of these; they throw SqliteFault besides.
  AssetPage assets(const AssetQuery& query);
  std::vector<Conveyance> chain_of_title(const AssetId& asset);
  std::vector<NumberedEvent> events_of(const AssetId& asset, std::uint64_t after,
                                       std::size_t limit);
  std::vector<NumberedEvent> events_after(std::uint64_t after, std::size_t limit);
  std::optional<PurchaseView> purchase(const PurchaseId& id);
  std::vector<PurchaseView> purchases_after(std::int64_t after, std::size_t limit);
  AccountStatement statement(Ordinal party, Period period);

 private:
  /// Assets with their places in the order asked for.
  using ListedAssets = std::vector<std::pair<AssetId, AssetPlace>>;

  void list(const AssetQuery& query, ListedAssets& found);
  struct CompletedPurchase {
    std::int64_t number = 0;
    PurchaseId id;
    Sequence sequence = 0;
  };

  Statement& prepared(const std::string& sql);
  std::optional<Ordinal> ordinal_of(const AssetId& asset);
  std::optional<AssetId> asset_at(Ordinal ordinal);
  Entry entry_at(Sequence sequence);
  /// The first entry before `end` that is not before `instant`; `end` where there is none.
  Sequence first_at_or_after(Instant instant, Sequence end);
  std::vector<Sequence> places(const std::string& sql, std::int64_t of, Sequence after);
  /// Calls `visit` with each entry after `after` that `sql` names for `of`, until it answers false.
  void each_place(const std::string& sql, std::int64_t of, Sequence after,
                  const std::function<bool(const Entry&)>& visit);
  PurchaseView purchase_in(const CompletedPurchase& completed);
  /// Adds the entry's movements on the party's account to the statement.
  void add_lines(const Entry& entry, Ordinal party, AccountStatement& answer);

  const ViewsSource& source_;
  Database database_;
  std::unique_ptr<JournalReader> journal_;
  std::map<std::string, std::unique_ptr<Statement>> statements_;
};

}  // namespace quitrent
