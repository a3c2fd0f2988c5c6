// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/indexes_match_books.hpp"

#include <algorithm>
#include <vector>

#include "market/due/due_queue.hpp"

namespace quitrent::market::indexes_match_books {
namespace {

std::optional<std::string> misplaced(const Books& books) {
  for (Ordinal ordinal = 0; ordinal < books.party_count(); ++ordinal) {
    const PartyId& id = books.party(ordinal).id;
    if (books.party_ordinal(id) != ordinal) return to_text(id) + " is not found at its place";
  }
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    if (books.asset_ordinal(asset.id) != ordinal) {
      return to_text(asset.id) + " is not found at its place";
    }
    const bool overdue = is_overdue(asset.status.state);
    const auto listed = [ordinal](const std::vector<Ordinal>& all) {
      return std::ranges::binary_search(all, ordinal);
    };
    if (asset.has_holder() && !listed(books.held_by(asset.holder))) {
      return to_text(asset.id) + " is not among the assets of its holder";
    }
    if (listed(books.overdue_of(asset.holder)) != overdue) {
      return to_text(asset.id) + " is not among the overdue assets as its state requires";
    }
    if (frees_identifiers(asset.status.state)) continue;
    for (const ExternalIdentifier& identifier : asset.particulars->identifiers) {
      if (books.identifier_owner(identifier) != ordinal) {
        return to_text(asset.id) + " is not found as " + identifier.scheme + ' ' + identifier.value;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> violation(const Books& books, const DueQueue& queue, Instant now) {
  if (auto wrong = misplaced(books)) return wrong;
  std::vector<DueChange> expected;
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    if (const auto next = next_change(books, ordinal)) expected.push_back(*next);
  }
  std::ranges::sort(expected);
  if (!expected.empty() && expected.front().at <= now) {
    return "a change was due at " + to_text(expected.front().at) + " and has not happened";
  }
  if (queue.size() != expected.size()) {
    return "the queue holds " + std::to_string(queue.size()) + " changes instead of " +
           std::to_string(expected.size());
  }
  DueQueue rest = queue;
  for (const DueChange& change : expected) {
    const auto first = rest.first();
    if (first != change) {
      return to_text(books.asset(change.asset).id) + " is not queued for its next change at " +
             to_text(change.at);
    }
    rest.reschedule(change.asset, std::nullopt);
  }
  return std::nullopt;
}

}  // namespace quitrent::market::indexes_match_books
