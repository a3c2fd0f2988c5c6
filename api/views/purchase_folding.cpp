// SPDX-License-Identifier: EUPL-1.2
#include "api/views/purchase_folding.hpp"

#include <algorithm>
#include <variant>

#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent::api {

PurchaseFolding::PurchaseFolding(Database& database, const HistorySteps& steps, ViewMark& mark)
    : mark_{mark},
      links_{database, "purchase_link", steps},
      insert_{database, "INSERT INTO purchase VALUES(?, ?, ?)"},
      insert_pending_{database, "INSERT INTO purchase_pending VALUES(?)"},
      insert_end_{database, "INSERT OR REPLACE INTO purchase_end VALUES(?, ?, ?)"},
      insert_late_seller_{database, "INSERT OR IGNORE INTO late_seller VALUES(?, ?)"},
      find_{database, "SELECT number FROM purchase WHERE id = ? AND number <= ?"} {}

void PurchaseFolding::begin_entry(const std::vector<market::Event>& events) {
  changes_.clear();
  for (const market::Event& event : events) {
    const auto* changed = std::get_if<market::PurchaseChanged>(&event);
    if (changed != nullptr) changes_.push_back(changed);
  }
}

const market::PurchaseChanged* PurchaseFolding::change_of(const PurchaseId& id) const {
  const auto found = std::ranges::find_if(
      changes_, [&id](const market::PurchaseChanged* one) { return one->purchase.id == id; });
  return found == changes_.end() ? nullptr : *found;
}

std::int64_t PurchaseFolding::begun_now(const PurchaseId& id) {
  // A basket has one event for each item, one after the other, all with the same purchase.
  if (!new_.empty() && new_.back().id == id) return new_.back().number;
  return begin(id, market::PurchaseStatus::completed);
}

std::optional<std::int64_t> PurchaseFolding::take(const market::PurchaseChanged& event) {
  const auto number = begun(event.purchase.id);
  if (!number) {
    pending_.emplace(event.purchase.id, begin(event.purchase.id, market::PurchaseStatus::pending));
    return mark_.purchases;
  }
  if (event.status != market::PurchaseStatus::pending) {
    ends_.push_back({event.purchase.id, *number, mark_.sequence, event.status});
  }
  return std::nullopt;
}

void PurchaseFolding::link(std::int64_t purchase, PackedHead& head) {
  HistoryHead unpacked = head.unpacked();
  links_.add(mark_.purchase_links, static_cast<Sequence>(purchase), unpacked);
  head.pack(unpacked);
}

void PurchaseFolding::add_late_seller(Ordinal party, const PurchaseId& purchase) {
  const auto number = begun(purchase);
  if (!number) throw ViewsUnsound("a sale in a purchase that was never filed");
  late_sellers_.push_back({party, *number});
}

std::int64_t PurchaseFolding::begin(const PurchaseId& id, market::PurchaseStatus status) {
  return new_.emplace_back(id, ++mark_.purchases, mark_.sequence, status).number;
}

std::optional<std::int64_t> PurchaseFolding::begun(const PurchaseId& id) {
  const auto found = pending_.find(id);
  if (found != pending_.end()) return found->second;
  // Rows beyond the mark were written before a crash and are folded again.
  const Rows rows{find_};
  if (!find_.bind_blob(1, view(id.uuid)).bind(2, mark_.purchases).step()) return std::nullopt;
  return find_.number(0);
}

void PurchaseFolding::write(const ViewMark& written) {
  for (const New& purchase : new_) {
    if (purchase.number <= written.purchases) continue;
    insert_.bind(1, purchase.number)
        .bind_blob(2, view(purchase.id.uuid))
        .bind(3, static_cast<std::int64_t>(purchase.sequence))
        .run();
    if (purchase.status == market::PurchaseStatus::pending) {
      insert_pending_.bind(1, purchase.number).run();
    }
  }
  for (const New& end : ends_) {
    insert_end_.bind(1, end.number)
        .bind(2, static_cast<std::int64_t>(end.sequence))
        .bind(3, static_cast<std::int64_t>(end.status))
        .run();
  }
  for (const LateSeller& late : late_sellers_) {
    insert_late_seller_.bind(1, late.party).bind(2, late.purchase).run();
  }
  links_.write(written.purchase_links);
}

void PurchaseFolding::clear() {
  new_.clear();
  ends_.clear();
  pending_.clear();
  late_sellers_.clear();
  links_.clear();
}

}  // namespace quitrent::api
