// SPDX-License-Identifier: EUPL-1.2
#include "market/state/origins.hpp"

namespace quitrent::market {

bool states_one_version(const Particulars& particulars) {
  return particulars.derived_from.size() == 1 &&
         particulars.derived_from.front().relation == Relation::version;
}

std::uint32_t origins_ordinal(const Books& books, const Particulars& particulars) {
  if (!states_one_version(particulars)) return 0;
  const auto before = books.asset_ordinal(particulars.derived_from.front().asset);
  if (!before) return 0;  // books that hold only one asset
  const Asset& version = books.asset(*before);
  if (states_one_version(*version.particulars)) return version.origins_at;
  return version.particulars->derived_from.empty() ? 0 : *before + 1;
}

}  // namespace quitrent::market
