// SPDX-License-Identifier: EUPL-1.2
//
// The list of assets. The full-text index finds words; all other filters use the catalogue in
// memory. In order of registration a page ends as soon as it is full. In the other orders all rows
// are read and the first ones kept, which takes some ten milliseconds for a million assets. The
// catalogue's lock is held for a few rows at a time and never during a query of the index, since
// the writer of the catalogue, and all later readers, wait for it.
#include "api/views/asset_list.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <tuple>

#include "api/views/search_index.hpp"

namespace quitrent::api {
namespace {

/// Number of adjacent rows that are read under one lock, in some 40 µs.
constexpr Ordinal kRowsAtOnce = 4'096;
/// Selects the rows of one page, and one more, which shows whether there is a next page. For one
/// reader. The caller holds the catalogue's lock.
class PageBuilder {
 public:
  PageBuilder(const AssetQuery& query, const Catalogue& catalogue)
      : query_{query}, catalogue_{catalogue} {
    if (query.holder) holder_ = catalogue.find(*query.holder).value_or(kNone);
  }

  /// The holder that the query names; kNone where the register has no such party.
  Ordinal holder() const { return holder_; }
  /// The most rows of the page.
  std::size_t limit() const { return query_.limit; }

  /// Takes a row if the filters match it. False once no later row can belong to the page.
  bool take(Ordinal ordinal) {
    const ListedAsset& row = catalogue_.asset(ordinal);
    const AssetPosition position{rank(row), ordinal};
    if (!matches(row) || (query_.after && !before(*query_.after, position))) return true;
    if (kept_.size() > query_.limit) {
      if (!before(position, kept_.front())) return !in_order_;
      std::ranges::pop_heap(kept_, before);
      kept_.pop_back();
    }
    kept_.push_back(position);
    std::ranges::push_heap(kept_, before);
    return !in_order_ || kept_.size() <= query_.limit;
  }

  /// The page, in order.
  AssetPage page() {
    std::ranges::sort_heap(kept_, before);
    AssetPage page;
    if (kept_.size() > query_.limit) {
      kept_.pop_back();
      page.next = kept_.back();
    }
    for (const AssetPosition& position : kept_) {
      page.assets.push_back(catalogue_.asset(position.ordinal).id);
    }
    page.positions = std::move(kept_);
    return page;
  }

 private:
  static bool before(const AssetPosition& left, const AssetPosition& right) {
    return std::tie(left.rank, left.ordinal) < std::tie(right.rank, right.ordinal);
  }
  std::int64_t rank(const ListedAsset& row) const {
    if (in_order_) return 0;
    return query_.order == AssetOrder::dearest ? row.rank : row.funded_until;
  }
  bool matches(const ListedAsset& row) const {
    return (!query_.asset_class || row.asset_class == *query_.asset_class) &&
           (!query_.state || row.state == *query_.state) &&
           (!query_.holder || (holder_ != kNone && row.holder == holder_));
  }

  const AssetQuery& query_;
  const Catalogue& catalogue_;
  bool in_order_ = query_.order == AssetOrder::registered_at;
  Ordinal holder_ = kNone;
  std::vector<AssetPosition> kept_;  // a heap whose front is the last in order
};

/// Reads every asset from `first` on, in order of registration, until the page is full.
void take_all(ViewReader& reader, Ordinal first, PageBuilder& page) {
  for (Ordinal ordinal = first;;) {
    const auto lock = reader.catalogue().reading();
    const Ordinal count = reader.catalogue().asset_count();
    if (ordinal >= count) return;
    const Ordinal end = ordinal + std::min(kRowsAtOnce, count - ordinal);
    for (; ordinal < end; ++ordinal) {
      if (!page.take(ordinal)) return;
    }
  }
}

/// Reads the assets that one party holds.
void take_held(ViewReader& reader, Ordinal first, PageBuilder& page) {
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
      std::ranges::sort(held);
      for (const Ordinal ordinal : held) {
        if (!page.take(ordinal)) return;
      }
      return;
    }
  }
  // The ring of a large holder may change between two locks. The order of all assets does not.
  take_all(reader, first, page);
}

/// Reads the assets that match the words, from `first` on, in order of registration.
void take_matches(ViewReader& reader, const std::string& match, Ordinal first, PageBuilder& page) {
  const MatchQuery query{.table = SearchTable::assets,
                         .match = match,
                         .first = first,
                         .first_rows = page.limit() + 1};  // the first page rarely needs more
  each_match(reader, query, [&](std::span<const Ordinal> found) {
    const auto lock = reader.catalogue().reading();
    return std::ranges::all_of(found, [&](Ordinal ordinal) {
      // The tables may be ahead of the catalogue. A later read shows what it does not hold yet.
      return ordinal >= reader.catalogue().asset_count() || page.take(ordinal);
    });
  });
}

}  // namespace

AssetPage assets(ViewReader& reader, const AssetQuery& query) {
  const Search search = search_of(query.words);
  if (search.is_vain()) return {};
  const bool in_order = query.order == AssetOrder::registered_at;
  const Ordinal first = in_order && query.after ? query.after->ordinal : 0;
  PageBuilder page = [&] {
    const auto lock = reader.catalogue().reading();
    return PageBuilder{query, reader.catalogue()};
  }();
  if (!search.blank) {
    take_matches(reader, search.match, first, page);
  } else if (query.holder) {
    take_held(reader, first, page);
  } else {
    take_all(reader, first, page);
  }
  const auto lock = reader.catalogue().reading();
  return page.page();
}

}  // namespace quitrent::api
