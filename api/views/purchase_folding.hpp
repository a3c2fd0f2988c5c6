// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "api/views/history_records.hpp"
#include "api/views/view_file.hpp"
#include "market/event.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent::api {

/// The purchases that are folded and not written yet, and the chains that lead from a buyer, a
/// seller or an asset to its purchases. For one thread.
class PurchaseFolding {
 public:
  /// For the tables of `database`. `mark` is that of what is folded; it must outlive this.
  PurchaseFolding(Database& database, const HistorySteps& steps, ViewMark& mark);

  /// Begins with an entry. Its public events must outlive the entry's folding.
  void begin_entry(const std::vector<market::Event>& events);
  /// What the entry says of a purchase that is or was pending; null where it says nothing.
  const market::PurchaseChanged* change_of(const PurchaseId& id) const;
  /// The number of a purchase that the entry records; its first call begins the purchase.
  std::int64_t begun_now(const PurchaseId& id);
  /// Begins or ends a purchase that is or was pending. Its number where it begins.
  std::optional<std::int64_t> take(const market::PurchaseChanged& event);
  /// Adds a purchase to the chain that ends with `head`.
  void link(std::int64_t purchase, PackedHead& head);
  /// Records a seller whom a pending purchase did not name at its filing: by order of a court the
  /// holder changed meanwhile.
  void add_late_seller(Ordinal party, const PurchaseId& purchase);

  /// Writes what comes after `written`. Throws SqliteFault.
  void write(const ViewMark& written);
  /// Forgets what is written.
  void clear();

 private:
  struct New {
    PurchaseId id;
    std::int64_t number = 0;
    Sequence sequence = 0;
    market::PurchaseStatus status = market::PurchaseStatus::completed;
  };
  struct LateSeller {
    Ordinal party = 0;
    std::int64_t purchase = 0;
  };
  std::int64_t begin(const PurchaseId& id, market::PurchaseStatus status);
  std::optional<std::int64_t> begun(const PurchaseId& id);

  ViewMark& mark_;
  std::vector<const market::PurchaseChanged*> changes_;  // of the present entry
  std::vector<New> new_;
  std::vector<New> ends_;
  std::unordered_map<PurchaseId, std::int64_t, IdentifierHash> pending_;  // number of each new one
  std::vector<LateSeller> late_sellers_;
  HistoryRecords links_;
  Statement insert_;
  Statement insert_pending_;
  Statement insert_end_;
  Statement insert_late_seller_;
  Statement find_;
};

}  // namespace quitrent::api
