// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/encumbrance.hpp"

#include <algorithm>

namespace quitrent {

Money secured_sum(const Encumbrances* encumbrances) {
  Money sum;
  if (encumbrances == nullptr) return sum;
  for (const Lien& lien : encumbrances->liens) sum += lien.secured;
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
