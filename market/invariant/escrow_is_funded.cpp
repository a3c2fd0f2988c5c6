// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/escrow_is_funded.hpp"

namespace quitrent::escrow_is_funded {

std::optional<std::string> violation(const Books& books) {
  for (Ordinal place = 0; place < books.asset_count(); ++place) {
    const Asset& asset = books.asset(place);
    const Standing& standing = asset.standing;
    const std::string name = to_text(asset.id);
    const Money account = books.ledger().balance({AccountKind::escrow, place});
    if (standing.escrow != account) {
      return name + " shows an escrow of " + to_text(standing.escrow) + ", its account holds " +
             to_text(account);
    }
    if (is_terminal(standing.state) && account != Money{}) return name + " ended with an escrow";
    const bool overdue = standing.state == AssetState::delinquent ||
                         standing.state == AssetState::pending ||
                         standing.state == AssetState::auction;
    if (!overdue && standing.arrears != Money{}) {
      return name + " has arrears in state " + std::string{to_text(standing.state)};
    }
    if (standing.arrears > standing.assessment) return name + " has arrears above its assessment";
  }
  return std::nullopt;
}

}  // namespace quitrent::escrow_is_funded
