// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/disputes_are_held.hpp"

#include <algorithm>

namespace quitrent::market::disputes_are_held {
namespace {

std::optional<std::string> wrong_with(const Books& books, Ordinal ordinal,
                                      const PendingFinding& pending) {
  const std::string name = to_text(pending.finding.id);
  if (pending.finding.parts.empty()) return name + " is pending, but nobody owes anything";
  const auto claims = books.past().clawbacks(ordinal);
  const bool claimed = std::ranges::any_of(claims, [&](const PastClawback& one) {
    return one.finding == pending.finding.id && one.pending;
  });
  if (!claimed) return name + " is pending, but claims nothing of the past of its asset";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> violation(const Books& books) {
  Money bonds;
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const AssetId& id = books.asset(ordinal).id;
    const auto findings = books.findings(id);
    for (const Contest& contest : books.contests(id)) {
      bonds += contest.bond;
      const bool is_pending = std::ranges::any_of(
          findings, [&](const PendingFinding& one) { return one.finding.id == contest.finding; });
      if (contest.finding && !is_pending) {
        return to_text(contest.id) + " contests a finding that is not pending";
      }
    }
    for (const PendingFinding& pending : findings) {
      if (auto wrong = wrong_with(books, ordinal, pending)) return wrong;
    }
  }
  const Money held = books.ledger().balance({AccountKind::bond, 0});
  if (held == bonds) return std::nullopt;
  return "contests have bonds of " + to_text(bonds) + ", but " + to_text(held) + " is held";
}

}  // namespace quitrent::market::disputes_are_held
