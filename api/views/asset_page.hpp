// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::api {

/// Selects the rows of one page of the list of assets, and one more, which shows whether there is a
/// next page. What the catalogue cannot tell of an asset it asks the books: the price of an asset
/// in auction or ever held by a registrar, the end of an auction, the degree of an asset that has
/// ended. All of it is as of one second. For one reader.
class AssetPageBuilder {
 public:
  /// Looks at the books where the query depends on the second. `query`, and `books` where it is
  /// needed, must outlive this. The caller does not hold the catalogue's lock.
  AssetPageBuilder(ViewReader& reader, const AssetQuery& query, const LookAtBooks& books);

  /// The holder that the query names; kNone where the register has no such party.
  Ordinal holder() const { return holder_; }
  /// The most rows of the page.
  std::size_t limit() const { return query_.limit; }

  /// Takes a row if the filters match it. False once no later row can belong to the page. The
  /// caller holds the catalogue's lock.
  bool take(Ordinal ordinal);
  /// Asks the books about the rows taken for which the catalogue does not suffice. False once no
  /// later row can belong to the page. The caller does not hold the catalogue's lock. Throws
  /// SearchTooLong.
  bool settle();
  /// The page, in order. The caller does not hold the catalogue's lock.
  AssetPage page();

 private:
  /// What a filter answered for terms that many rows share.
  enum class Known : std::uint8_t { nothing, match, mismatch };

  bool offer(const AssetPosition& position);
  bool has_room() const;
  std::int64_t rank(const ListedAsset& row, Ordinal ordinal) const;
  bool matches(const ListedAsset& row);
  bool matches_terms(const ListedAsset& row);
  bool matches_degree(const ListedAsset& row);
  bool matches_standing_price(const ListedAsset& row) const;
  bool is_in_range(const std::optional<Money>& price) const;
  std::optional<Money> standing_price(const ListedAsset& row) const;
  bool asks_books(const ListedAsset& row) const;
  void ask(const market::Books& books, AssetPosition position, std::vector<AssetPosition>& found);

  ViewReader& reader_;
  const AssetQuery& query_;
  const LookAtBooks& books_;
  bool by_price_;  // order or filter depend on the price
  bool in_order_;  // in order of registration or its reverse
  Ordinal holder_ = kNone;
  Instant now_;
  bool all_held_ = false;  // an outage holds every asset
  std::shared_ptr<const tax::ScheduleTimeline> timeline_;
  std::array<bool, kAssetClasses.size()> classes_{};
  std::vector<Known> licences_;  // by number of the terms
  std::array<std::vector<Known>, kAssetClasses.size()>
      degrees_;                       // by class and number of the terms
  std::vector<AssetPosition> asked_;  // rows about which to ask the books
  std::chrono::steady_clock::time_point deadline_;
  std::vector<AssetPosition> kept_;  // a heap whose front is the last in order
};

}  // namespace quitrent::api
