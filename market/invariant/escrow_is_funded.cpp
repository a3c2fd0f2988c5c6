// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/escrow_is_funded.hpp"

namespace quitrent::market::escrow_is_funded {

std::optional<std::string> violation(const Books& books) {
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    const AssetStatus& status = asset.status;
    const std::string name = to_text(asset.id);
    const Money account = books.ledger().balance({AccountKind::escrow, ordinal});
    if (status.escrow != account) {
      return name + " shows an escrow of " + to_text(status.escrow) + ", its account holds " +
             to_text(account);
    }
    if (is_terminal(status.state) && account != Money{}) return name + " ended with an escrow";
    const bool overdue = status.state == AssetState::delinquent ||
                         status.state == AssetState::pending || status.state == AssetState::auction;
    // After a rectification tax is overdue only once the cover is due.
    const bool in_time = books.cover_due_at(asset).has_value();
    if (!overdue && !in_time && status.arrears != Money{}) {
      return name + " has arrears in state " + std::string{to_text(status.state)};
    }
    if (status.arrears > status.assessment) return name + " has arrears above its assessment";
  }
  return std::nullopt;
}

}  // namespace quitrent::market::escrow_is_funded
