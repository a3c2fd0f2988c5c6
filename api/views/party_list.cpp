// SPDX-License-Identifier: EUPL-1.2
//
// The list of parties, in the order of registration: a page ends as soon as it is full.
#include "api/views/party_list.hpp"

#include <algorithm>
#include <span>

#include "api/views/search_index.hpp"

namespace quitrent::api {
namespace {

/// Number of adjacent rows of parties that are read under one lock.
constexpr Ordinal kPartiesAtOnce = 4'096;

PartyView view_of(const ListedParty& row, Ordinal ordinal) {
  return {
      .ordinal = ordinal, .id = row.id, .holds = row.holds, .sold = row.sold, .bought = row.bought};
}

/// Adds a party to the page if its role is asked for. False once the page has ended.
bool take_party(const Catalogue& catalogue, const PartyQuery& query, Ordinal ordinal,
                PartyPage& page) {
  const ListedParty& row = catalogue.party(ordinal);
  if (query.role && !row.roles.has(*query.role)) return true;
  page.is_last = page.parties.size() < query.limit;
  if (page.is_last) page.parties.push_back(view_of(row, ordinal));
  return page.is_last;
}

}  // namespace

PartyPage parties(ViewReader& reader, const PartyQuery& query) {
  PartyPage page;
  const Search search = search_of(query.words);
  if (search.is_vain()) return page;
  const Catalogue& catalogue = reader.catalogue();
  const Ordinal first = query.after ? *query.after + 1 : 0;
  if (!search.blank) {
    const MatchQuery matching{.table = SearchTable::parties,
                              .match = search.match,
                              .first = first,
                              .first_rows = query.limit + 1};
    each_match(reader, matching, [&](std::span<const Ordinal> found) {
      const auto lock = catalogue.reading();
      return std::ranges::all_of(found, [&](Ordinal ordinal) {
        // The tables may be ahead of the catalogue. A later read shows what it does not hold yet.
        return ordinal >= catalogue.party_count() || take_party(catalogue, query, ordinal, page);
      });
    });
    return page;
  }
  for (Ordinal ordinal = first;;) {
    const auto lock = catalogue.reading();
    const Ordinal count = catalogue.party_count();
    if (ordinal >= count) return page;
    const Ordinal end = ordinal + std::min(kPartiesAtOnce, count - ordinal);
    for (; ordinal < end; ++ordinal) {
      if (!take_party(catalogue, query, ordinal, page)) return page;
    }
  }
}

std::optional<PartyView> party(ViewReader& reader, const PartyId& id) {
  const auto lock = reader.catalogue().reading();
  const auto ordinal = reader.catalogue().find(id);
  if (!ordinal) return std::nullopt;
  return view_of(reader.catalogue().party(*ordinal), *ordinal);
}

}  // namespace quitrent::api
