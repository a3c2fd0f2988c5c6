// SPDX-License-Identifier: EUPL-1.2
//
// The list of assets: words come from the full-text index, all else from the catalogue in memory.
// In order of registration a page ends as soon as it is full; in the other orders the least rows of
// all are kept, which for a million assets takes some ten milliseconds.
#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>

#include "api/views/reading.hpp"

namespace quitrent {
namespace {

/// Matches of words that are looked at under one lock.
constexpr std::size_t kMatchesAtOnce = 1'024;

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// The words as a query for the full-text index: each the beginning of a word, all required. Words
/// that hold nothing to search by are left out; empty where none is left.
std::string match_of(std::string_view words) {
  std::string match;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin;
    while (end < words.size() && !is_blank(words[end])) ++end;
    bool searchable = false;
    std::string quoted = "\"";
    for (const char c : words.substr(begin, end - begin)) {
      const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
      searchable = searchable || letter;
      quoted += c;
      if (c == '"') quoted += c;
    }
    if (searchable) match += quoted + "\"* ";
    begin = end + 1;
  }
  return match;
}

/// Takes rows in and keeps those of one page and one more, which tells whether there is a next.
class PageInMaking {
 public:
  PageInMaking(const AssetQuery& query, const Catalogue& catalogue)
      : query_{query}, catalogue_{catalogue} {
    if (query.holder) holder_ = catalogue.find(*query.holder).value_or(kNone);
  }

  /// The party in title that is asked for; kNone: nobody that the register knows.
  Ordinal holder() const { return holder_; }

  /// Takes a row in if it is one that is asked for; false once no later row can be.
  bool take(Ordinal ordinal) {
    const ListedAsset& row = catalogue_.asset(ordinal);
    const AssetPlace place{rank(row), ordinal};
    if (!is_lawful(row) || (query_.after && !before(*query_.after, place))) return true;
    if (kept_.size() > query_.limit) {
      if (!before(place, kept_.front())) return !in_order_;
      std::ranges::pop_heap(kept_, before);
      kept_.pop_back();
    }
    kept_.push_back(place);
    std::ranges::push_heap(kept_, before);
    return !in_order_ || kept_.size() <= query_.limit;
  }

  AssetPage page() {
    std::ranges::sort_heap(kept_, before);
    AssetPage page;
    if (kept_.size() > query_.limit) {
      kept_.pop_back();
      page.next = kept_.back();
    }
    for (const AssetPlace& place : kept_) page.assets.push_back(catalogue_.asset(place.ordinal).id);
    return page;
  }

 private:
  static bool before(const AssetPlace& left, const AssetPlace& right) {
    return std::tie(left.rank, left.ordinal) < std::tie(right.rank, right.ordinal);
  }
  std::int64_t rank(const ListedAsset& row) const {
    if (in_order_) return 0;
    return query_.order == AssetOrder::dearest ? row.rank : row.funded_until;
  }
  bool is_lawful(const ListedAsset& row) const {
    return (!query_.asset_class || row.asset_class == *query_.asset_class) &&
           (!query_.state || row.state == *query_.state) &&
           (!query_.holder || (holder_ != kNone && row.holder == holder_));
  }

  const AssetQuery& query_;
  const Catalogue& catalogue_;
  bool in_order_ = query_.order == AssetOrder::registered_at;
  Ordinal holder_ = kNone;
  std::vector<AssetPlace> kept_;  // a heap, the last in order in front
};

/// Looks at what one party holds.
void take_held(const Catalogue& catalogue, PageInMaking& page) {
  if (page.holder() == kNone) return;
  const Ordinal first = catalogue.party(page.holder()).first_held;
  std::vector<Ordinal> held;
  if (first != kNone) {
    Ordinal place = first;
    do {
      held.push_back(place);
      place = catalogue.asset(place).next_held;
    } while (place != first);
  }
  std::ranges::sort(held);
  for (const Ordinal place : held) {
    if (!page.take(place)) return;
  }
}

}  // namespace

void ViewReader::each_match(const std::string& match, Ordinal first,
                            const std::function<bool(Ordinal)>& visit) {
  Statement& statement =
      prepared("SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? ORDER BY rowid");
  const Rows rows{statement};
  statement.bind_text(1, match).bind(2, first);
  while (statement.step()) {
    if (!visit(static_cast<Ordinal>(statement.number(0)))) return;
  }
}

AssetPage ViewReader::assets(const AssetQuery& query) {
  const std::string match = match_of(query.words);
  if (match.empty() && !std::ranges::all_of(query.words, is_blank)) return {};
  const bool in_order = query.order == AssetOrder::registered_at;
  const Ordinal first = in_order && query.after ? query.after->ordinal : 0;
  auto lock = catalogue_->reading();
  PageInMaking page{query, *catalogue_};
  if (query.holder && match.empty()) {
    take_held(*catalogue_, page);
  } else if (match.empty()) {
    for (Ordinal place = first; place < catalogue_->asset_count() && page.take(place); ++place) {
    }
  } else {
    std::size_t seen = 0;
    each_match(match, first, [&](Ordinal place) {
      // Those who write get a turn between matches, which are slow to come by.
      if (++seen % kMatchesAtOnce == 0) {
        lock.unlock();
        lock = catalogue_->reading();
      }
      return place >= catalogue_->asset_count() || page.take(place);
    });
  }
  return page.page();
}

}  // namespace quitrent
