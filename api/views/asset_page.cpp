// SPDX-License-Identifier: EUPL-1.2
#include "api/views/asset_page.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <tuple>

#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::api {
namespace {

/// Rank of the assets that come last in an order.
constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
/// Number of assets about which the books are asked under one lock.
constexpr std::size_t kAskedAtOnce = 64;

bool before(const AssetPosition& left, const AssetPosition& right) {
  return std::tie(left.rank, left.ordinal) < std::tie(right.rank, right.ordinal);
}

/// Whether a row shows an end that is not the commons: its degree is that of its end.
bool has_ended(const ListedAsset& row) {
  return is_terminal(row.state) && row.state != AssetState::commons;
}

}  // namespace

AssetPageBuilder::AssetPageBuilder(ViewReader& reader, const AssetQuery& query,
                                   const LookAtBooks& books)
    : reader_{reader},
      query_{query},
      books_{books},
      by_price_{query.min_price || query.max_price || query.order == AssetOrder::lowest_price},
      in_order_{query.order == AssetOrder::registered_at || query.order == AssetOrder::newest} {
  for (const AssetClass each : query.classes) classes_.at(static_cast<std::size_t>(each)) = true;
  if (by_price_ || query.degree_max || query.order == AssetOrder::auction_end) {
    deadline_ = reader.source().now() + kLongestSearch;
    books([this](const market::Books& present, Instant now) {
      now_ = now;
      all_held_ = now < present.outage_until();
      timeline_ = present.timeline();
    });
  }
  const auto lock = reader.catalogue().reading();
  if (query.holder) holder_ = reader.catalogue().find(*query.holder).value_or(kNone);
}

bool AssetPageBuilder::has_room() const { return !in_order_ || kept_.size() <= query_.limit; }

bool AssetPageBuilder::take(Ordinal ordinal) {
  const ListedAsset& row = reader_.catalogue().asset(ordinal);
  if (!matches(row)) return true;
  const AssetPosition position{rank(row, ordinal), ordinal};
  if (asks_books(row)) {
    asked_.push_back(position);
    return true;
  }
  return !matches_standing_price(row) || offer(position);
}

bool AssetPageBuilder::offer(const AssetPosition& position) {
  if (query_.after && !before(*query_.after, position)) return true;
  if (kept_.size() > query_.limit) {
    if (!before(position, kept_.front())) return !in_order_;
    std::ranges::pop_heap(kept_, before);
    kept_.pop_back();
  }
  kept_.push_back(position);
  std::ranges::push_heap(kept_, before);
  return has_room();
}

bool AssetPageBuilder::settle() {
  for (std::span<const AssetPosition> rest = asked_; !rest.empty();) {
    if (reader_.source().now() > deadline_) {
      throw SearchTooLong("a list of assets took longer than it may");
    }
    const auto some = rest.first(std::min(kAskedAtOnce, rest.size()));
    rest = rest.subspan(some.size());
    std::vector<AssetPosition> found;
    books_([&](const market::Books& books, Instant) {
      for (const AssetPosition& position : some) ask(books, position, found);
    });
    for (const AssetPosition& position : found) offer(position);
  }
  asked_.clear();
  return has_room();
}

AssetPage AssetPageBuilder::page() {
  std::ranges::sort_heap(kept_, before);
  AssetPage page;
  if (timeline_) page.at = now_;
  if (kept_.size() > query_.limit) {
    kept_.pop_back();
    page.next = kept_.back();
  }
  const auto lock = reader_.catalogue().reading();
  for (const AssetPosition& position : kept_) {
    page.assets.push_back(reader_.catalogue().asset(position.ordinal).id);
  }
  page.positions = std::move(kept_);
  return page;
}

/// The rank as the catalogue tells it. Of an asset about which the books are asked it may be wrong.
std::int64_t AssetPageBuilder::rank(const ListedAsset& row, Ordinal ordinal) const {
  switch (query_.order) {
    case AssetOrder::registered_at:
      return 0;
    case AssetOrder::newest:
      return -static_cast<std::int64_t>(ordinal);
    case AssetOrder::dearest:
      return row.rank;
    case AssetOrder::cheapest:
      return row.rank == 0 ? kLast : -row.rank;
    case AssetOrder::soonest_unfunded:
      return row.funded_until;
    case AssetOrder::lowest_price: {
      const auto price = standing_price(row);
      return price ? price->micro() : kLast;
    }
    case AssetOrder::auction_end:
      return kLast;
  }
  return 0;
}

bool AssetPageBuilder::matches(const ListedAsset& row) {
  return (query_.classes.empty() || classes_.at(static_cast<std::size_t>(row.asset_class))) &&
         (!query_.state || row.state == *query_.state) &&
         (!query_.holder || (holder_ != kNone && row.holder == holder_)) && matches_terms(row) &&
         matches_degree(row);
}

bool AssetPageBuilder::matches_terms(const ListedAsset& row) {
  if (!query_.commitment && query_.licence.empty()) return true;
  if (licences_.size() <= row.terms) licences_.resize(reader_.catalogue().terms().size());
  Known& known = licences_[row.terms];
  if (known == Known::nothing) {
    const ListedTerms& terms = reader_.catalogue().terms().at(row.terms);
    const bool match = query_.commitment
                           ? terms.commitment == query_.commitment
                           : std::ranges::binary_search(terms.licences, query_.licence);
    known = match ? Known::match : Known::mismatch;
  }
  return known == Known::match;
}

bool AssetPageBuilder::matches_degree(const ListedAsset& row) {
  if (!query_.degree_max || row.state == AssetState::commons || has_ended(row)) return true;
  std::vector<Known>& degrees = degrees_.at(static_cast<std::size_t>(row.asset_class));
  if (degrees.size() <= row.terms) degrees.resize(reader_.catalogue().terms().size());
  Known& known = degrees[row.terms];
  if (known == Known::nothing) {
    const ListedTerms& terms = reader_.catalogue().terms().at(row.terms);
    const Share degree = tax::degree_at(*timeline_, row.asset_class, terms.levels, now_);
    known = degree <= *query_.degree_max ? Known::match : Known::mismatch;
  }
  return known == Known::match;
}

/// The price as the catalogue tells it: that of an asset which is neither held nor in auction.
std::optional<Money> AssetPageBuilder::standing_price(const ListedAsset& row) const {
  const bool sold = row.state == AssetState::active || row.state == AssetState::delinquent;
  if (!sold || all_held_) return std::nullopt;
  return Money::from_micro(-row.rank);
}

bool AssetPageBuilder::matches_standing_price(const ListedAsset& row) const {
  return (!query_.min_price && !query_.max_price) || is_in_range(standing_price(row));
}

bool AssetPageBuilder::is_in_range(const std::optional<Money>& price) const {
  return price && (!query_.min_price || *price >= *query_.min_price) &&
         (!query_.max_price || *price <= *query_.max_price);
}

bool AssetPageBuilder::asks_books(const ListedAsset& row) const {
  const bool auctioned = row.state == AssetState::auction;
  return (by_price_ && (auctioned || row.was_held)) || (query_.degree_max && has_ended(row)) ||
         (auctioned && query_.order == AssetOrder::auction_end);
}

void AssetPageBuilder::ask(const market::Books& books, AssetPosition position,
                           std::vector<AssetPosition>& found) {
  // A second is only partly committed at times: the catalogue may be ahead of the books.
  if (position.ordinal >= books.asset_count()) return;
  const Asset& asset = books.asset(position.ordinal);
  if (by_price_) {
    const auto price = market::buying_price(books, asset, now_);
    if ((query_.min_price || query_.max_price) && !is_in_range(price)) return;
    if (query_.order == AssetOrder::lowest_price) position.rank = price ? price->micro() : kLast;
  }
  if (query_.order == AssetOrder::auction_end && asset.status.state == AssetState::auction) {
    position.rank = asset.status.auction_ends_at.seconds();
  }
  if (query_.degree_max && is_terminal(asset.status.state) &&
      market::degree_at(*timeline_, asset, now_) > *query_.degree_max) {
    return;
  }
  found.push_back(position);
}

}  // namespace quitrent::api
