// SPDX-License-Identifier: EUPL-1.2
#include "api/server/degree_basis.hpp"

namespace quitrent::api {
namespace {

/// The basis that the register recorded, if this program judges by another one.
const tax::DegreeBasis* exchanged(const market::Books& books, const tax::DegreeBasis& carried) {
  if (!books.founded() || !books.timeline()->basis()) return nullptr;
  const tax::DegreeBasis& recorded = *books.timeline()->basis();
  const bool same =
      recorded.licences == carried.licences && recorded.carried_weights == carried.carried_weights;
  return same ? nullptr : &recorded;
}

}  // namespace

tax::DegreeBasis carried_basis(const ReadLicences& licences) {
  return tax::founding_basis(*licences.table, licences.digest);
}

BasisChange basis_change(const market::Books& books, const tax::DegreeBasis& carried) {
  BasisChange change;
  if (!books.founded()) return change;
  const tax::DegreeBasis* const before = exchanged(books, carried);
  if (before == nullptr && books.timeline()->basis()) return change;
  tax::DegreeBasis now = carried;
  now.weights = books.timeline()->default_weights();
  change.facts.emplace_back(market::DegreeBasisRecorded{now});
  if (before != nullptr && before->licences != carried.licences) {
    change.lines.push_back("the licence table was exchanged: " + to_text(carried.licences) +
                           " judges filings from now on, in place of " + to_text(before->licences) +
                           "; the journal says so, and recorded degrees stay");
  }
  const Digest weighing = digest_of(now.weights);
  if (weighing != carried.carried_weights) {
    change.lines.push_back("this program carries other default weights (" +
                           to_text(carried.carried_weights) + ") than this register has (" +
                           to_text(weighing) +
                           "); the register keeps its own, and a schedule may change them");
  }
  return change;
}

void check_basis(const market::Books& books, const tax::DegreeBasis& carried,
                 const std::optional<FilingStop>& stop) {
  if (exchanged(books, carried) == nullptr) return;
  if (const auto& unfinished = books.unfinished_profile()) {
    throw CannotStart{"the profile of " + unfinished->profile.reference +
                      " is still taking effect under the licence table " +
                      to_text(books.timeline()->basis()->licences) +
                      ": start once with that table, then with the other"};
  }
  if (!stop) return;
  throw CannotStart{"the exchange of the licence table cannot be journalled: " + stop->reason +
                    "; make room"};
}

}  // namespace quitrent::api
