// SPDX-License-Identifier: EUPL-1.2
//
// The list of assets. The full-text index finds words; all other filters use the catalogue in
// memory. In order of registration a page ends as soon as it is full. In the other orders all rows
// are read and the first ones kept, which takes some ten milliseconds for a million assets. The
// catalogue's lock is held for a few rows at a time and never during a query of the index, since
// the writer of the catalogue, and all later readers, wait for it.
#include "api/views/asset_list.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>

namespace quitrent::api {
namespace {

/// Number of adjacent rows that are read under one lock, in some 40 µs.
constexpr Ordinal kRowsAtOnce = 4'096;
/// Number of scattered rows that are read under one lock.
constexpr std::size_t kScatteredAtOnce = 1'024;

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// The words as a query for the full-text index: each is the beginning of a word, and all must
/// occur. Words without letters and digits are left out. Empty where no word is left.
std::string match_of(std::string_view words) {
  std::string match;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin;
    while (end < words.size() && !is_blank(words[end])) ++end;
    bool searchable = false;
    std::string quoted = "\"";
    for (const char c : words.substr(begin, end - begin)) {
      searchable = searchable || is_of_word(c);
      quoted += c;
      if (c == '"') quoted += c;
    }
    if (searchable) match += quoted + "\"* ";
    begin = end + 1;
  }
  return match;
}

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
  const auto deadline = reader.source().now() + kLongestSearch;
  const Database::Watch watch{reader.database(),
                              [&reader, deadline] { return reader.source().now() > deadline; }};
  Statement& statement = reader.prepared(
      "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? ORDER BY rowid");
  const Rows rows{statement};
  statement.bind_text(1, match).bind(2, first);
  std::vector<Ordinal> found;
  std::size_t wanted = page.limit() + 1;  // the first page rarely needs more
  for (bool more = true; more; wanted = kScatteredAtOnce) {
    found.clear();
    while (found.size() < std::min(wanted, kScatteredAtOnce) && (more = statement.step())) {
      found.push_back(static_cast<Ordinal>(statement.number(0)));
    }
    const auto lock = reader.catalogue().reading();
    for (const Ordinal ordinal : found) {
      // The tables may be ahead of the catalogue. A later read shows what it does not hold yet.
      if (ordinal < reader.catalogue().asset_count() && !page.take(ordinal)) return;
    }
  }
}

}  // namespace

AssetPage assets(ViewReader& reader, const AssetQuery& query) {
  const std::string match = match_of(query.words);
  if (match.empty() && !std::ranges::all_of(query.words, is_blank)) return {};
  const bool in_order = query.order == AssetOrder::registered_at;
  const Ordinal first = in_order && query.after ? query.after->ordinal : 0;
  PageBuilder page = [&] {
    const auto lock = reader.catalogue().reading();
    return PageBuilder{query, reader.catalogue()};
  }();
  if (!match.empty()) {
    try {
      take_matches(reader, match, first, page);
    } catch (const SqliteFault& fault) {
      if (!fault.interrupted()) throw;
      throw SearchTooLong("a search took longer than it may");
    }
  } else if (query.holder) {
    take_held(reader, first, page);
  } else {
    take_all(reader, first, page);
  }
  const auto lock = reader.catalogue().reading();
  return page.page();
}

}  // namespace quitrent::api
