// SPDX-License-Identifier: EUPL-1.2
//
// The list of assets. The full-text index finds words, and the books find identifiers; all other
// filters use the catalogue in memory. In order of registration a page ends as soon as it is full.
// In the other orders all rows are read and the first ones kept, which takes some ten milliseconds
// for a million assets. The catalogue's lock is held for a few rows at a time and never during a
// query of the index or a look at the books, since the writer of the catalogue, and all later
// readers, wait for it.
#include "api/views/asset_list.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <span>

#include "api/views/asset_page.hpp"
#include "api/views/search_index.hpp"
#include "market/state/books.hpp"

namespace quitrent::api {
namespace {

/// Number of adjacent rows that are read under one lock, in some 40 µs.
constexpr Ordinal kRowsAtOnce = 4'096;

/// The first row to read, and the direction: another order than that of registration needs all
/// rows.
struct Scan {
  Direction direction = Direction::ascending;
  Ordinal first = 0;
};

Scan scan_of(const AssetQuery& query) {
  if (query.order == AssetOrder::newest) {
    return {Direction::descending, query.after ? query.after->ordinal : kNone - 1};
  }
  const bool in_order = query.order == AssetOrder::registered_at;
  return {Direction::ascending, in_order && query.after ? query.after->ordinal : 0};
}

/// Reads every asset from the first on, in order of registration, until the page is full.
void take_ascending(ViewReader& reader, Ordinal first, AssetPageBuilder& page) {
  for (Ordinal ordinal = first;;) {
    bool goes_on = true;
    {
      const auto lock = reader.catalogue().reading();
      const Ordinal count = reader.catalogue().asset_count();
      if (ordinal >= count) return;
      const Ordinal end = ordinal + std::min(kRowsAtOnce, count - ordinal);
      while (goes_on && ordinal < end) goes_on = page.take(ordinal++);
    }
    if (!page.settle() || !goes_on) return;
  }
}

/// Reads every asset from the first on, the newest first, until the page is full.
void take_descending(ViewReader& reader, Ordinal first, AssetPageBuilder& page) {
  for (Ordinal behind = first + 1;;) {
    bool goes_on = true;
    {
      const auto lock = reader.catalogue().reading();
      behind = std::min(behind, reader.catalogue().asset_count());
      if (behind == 0) return;
      const Ordinal end = behind - std::min(kRowsAtOnce, behind);
      while (goes_on && behind > end) goes_on = page.take(--behind);
    }
    if (!page.settle() || !goes_on) return;
  }
}

void take_all(ViewReader& reader, const Scan& scan, AssetPageBuilder& page) {
  if (scan.direction == Direction::descending) {
    take_descending(reader, scan.first, page);
  } else {
    take_ascending(reader, scan.first, page);
  }
}

/// Takes some rows, in any order.
void take_these(ViewReader& reader, std::span<const Ordinal> ordinals, AssetPageBuilder& page) {
  const auto lock = reader.catalogue().reading();
  for (const Ordinal ordinal : ordinals) {
    // The tables and the books may be ahead of the catalogue. A later read shows what it lacks.
    if (ordinal < reader.catalogue().asset_count()) page.take(ordinal);
  }
}

/// Reads the assets that one party holds.
void take_held(ViewReader& reader, const Scan& scan, AssetPageBuilder& page) {
  if (page.holder() == kNone) return;
  std::vector<Ordinal> held;
  {
    const auto lock = reader.catalogue().reading();
    const Ordinal begin = reader.catalogue().party(page.holder()).first_held;
    for (Ordinal ordinal = begin; ordinal != kNone && held.size() <= kScatteredAtOnce;) {
      held.push_back(ordinal);
      ordinal = reader.catalogue().asset(ordinal).next_held;
      if (ordinal == begin) break;
    }
    if (held.size() <= kScatteredAtOnce) {
      for (const Ordinal ordinal : held) page.take(ordinal);
    }
  }
  // The ring of a large holder may change between two locks. The order of all assets does not.
  if (held.size() > kScatteredAtOnce) return take_all(reader, scan, page);
  page.settle();
}

/// Reads the assets that match the words.
void take_matches(ViewReader& reader, const std::string& match, const Scan& scan,
                  AssetPageBuilder& page) {
  const MatchQuery query{.table = SearchTable::assets,
                         .match = match,
                         .direction = scan.direction,
                         .first = scan.first,
                         .first_rows = page.limit() + 1};  // the first page rarely needs more
  each_match(reader, query, [&](std::span<const Ordinal> found) {
    take_these(reader, found, page);
    return page.settle();
  });
}

/// Reads the assets with one of the identifiers. They are few: most identifiers are unique.
void take_identified(ViewReader& reader, const AssetQuery& query, const LookAtBooks& books,
                     AssetPageBuilder& page) {
  std::set<Ordinal> owners;
  books([&](const market::Books& present, Instant) {
    for (const ExternalIdentifier& identifier : query.identifiers) {
      owners.merge(present.identifier_owners(identifier));
    }
  });
  const Search search = search_of(query.words);
  std::vector<Ordinal> found;
  for (const Ordinal ordinal : owners) {
    const bool match =
        search.blank ||
        matches(reader, {.table = SearchTable::assets, .match = search.match}, ordinal);
    if (match) found.push_back(ordinal);
  }
  take_these(reader, found, page);
  page.settle();
}

}  // namespace

AssetPage assets(ViewReader& reader, const AssetQuery& query, const LookAtBooks& books) {
  const Search search = search_of(query.words);
  if (search.is_vain()) return {};
  AssetPageBuilder page{reader, query, books};
  const Scan scan = scan_of(query);
  if (!query.identifiers.empty()) {
    take_identified(reader, query, books, page);
  } else if (!search.blank) {
    take_matches(reader, search.match, scan, page);
  } else if (query.holder) {
    take_held(reader, scan, page);
  } else {
    take_all(reader, scan, page);
  }
  return page.page();
}

}  // namespace quitrent::api
