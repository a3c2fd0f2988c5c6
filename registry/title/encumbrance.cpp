// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/encumbrance.hpp"

#include <algorithm>
#include <utility>

namespace quitrent {
namespace {

/// Removes the rows that ended: all of them, or those with the ids in `ended`.
template <class Row, class Id>
void end(std::vector<Row>& rows, bool all, const std::vector<Id>& ended) {
  if (all) {
    rows.clear();
  } else if (!ended.empty()) {
    std::erase_if(
        rows, [&ended](const Row& row) { return std::ranges::find(ended, row.id) != ended.end(); });
  }
}

template <class Row>
void append(std::vector<Row>& rows, const std::vector<Row>& added) {
  rows.insert(rows.end(), added.begin(), added.end());
}

}  // namespace

std::shared_ptr<const Encumbrances> encumbrances_after(
    const std::shared_ptr<const Encumbrances>& before, const EncumbranceChange& change) {
  if (change == EncumbranceChange{}) return before;
  Encumbrances rows = before ? *before : Encumbrances{};
  end(rows.licences, change.licences_end, change.ended_licences);
  end(rows.liens, change.liens_end, change.ended_liens);
  end(rows.holds, change.holds_end, change.ended_holds);
  std::erase_if(rows.licences, [&change](const RecordedLicence& licence) {
    return licence.ends_at <= change.run_out_by;
  });
  std::erase_if(rows.liens,
                [&change](const Lien& lien) { return lien.ends_at <= change.run_out_by; });
  for (RecordedLicence& licence : rows.licences) {
    if (licence.origin == LicenceOrigin::holder && licence.recorded_at > change.personal_after) {
      licence.exclusivity = Exclusivity::personal;
    } else if (change.exclusivity_ends && licence.exclusivity == Exclusivity::exclusive) {
      licence.exclusivity = Exclusivity::non_exclusive;
    }
  }
  append(rows.licences, change.added.licences);
  append(rows.liens, change.added.liens);
  append(rows.holds, change.added.holds);
  if (rows.empty()) return nullptr;
  return std::make_shared<const Encumbrances>(std::move(rows));
}

Money secured_sum(const Encumbrances* encumbrances, Instant now) {
  Money sum;
  if (encumbrances == nullptr) return sum;
  for (const Lien& lien : encumbrances->liens) {
    if (lien.ends_at > now) sum += lien.secured;
  }
  return sum;
}

bool is_exclusively_licensed(const Encumbrances* encumbrances, Instant now) {
  if (encumbrances == nullptr) return false;
  return std::ranges::any_of(encumbrances->licences, [now](const RecordedLicence& licence) {
    return licence.exclusivity == Exclusivity::exclusive && licence.ends_at > now;
  });
}

std::optional<Instant> last_hold_end(const Encumbrances* encumbrances) {
  if (encumbrances == nullptr || encumbrances->holds.empty()) return std::nullopt;
  return std::ranges::max_element(encumbrances->holds, {}, &Hold::ends_at)->ends_at;
}

std::optional<Instant> first_hold_end(const Encumbrances* encumbrances) {
  if (encumbrances == nullptr || encumbrances->holds.empty()) return std::nullopt;
  return std::ranges::min_element(encumbrances->holds, {}, &Hold::ends_at)->ends_at;
}

}  // namespace quitrent
