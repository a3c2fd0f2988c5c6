// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/views/revenue_sums.hpp"
#include "market/event.hpp"
#include "registry/journal/journal.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/conveyance.hpp"

namespace quitrent::api {

/// What happens to assets and is counted. Views hold the numbers.
enum class ActivityKind : std::uint8_t {
  registered = 0,
  purchased = 1,          ///< from its holder, at once or after a notice; not in an auction
  bought_at_auction = 2,  ///< after a foreclosure
  raised = 3,             ///< its assessment, by its holder, a buyer or at a redemption
  lowered = 4,            ///< the same
  opened = 5,             ///< its degree fell, by its holder's terms or on a day that they state
  opened_to_all = 6,      ///< of these, to degree 0
  closed = 7,             ///< its degree rose: its holder took a commitment back
  corrected = 8,          ///< a registrar's finding or profile changed its degree, or ceased to
  became_delinquent = 9,
  foreclosed = 10,
  redeemed = 11,
  escheated = 12,  ///< unsold in its auction; a trademark is then surrendered
  dedicated = 13,
  expired = 14,
  withdrawn = 15,
  struck = 16,
  rectified = 17  ///< conveyed by the order of a court
};
/// The number of kinds.
inline constexpr std::size_t kActivityKinds = 18;

/// Something that happened to an asset.
struct Activity {
  ActivityKind kind = ActivityKind::registered;
  AssetClass asset_class = AssetClass::patent;
  /// The price of a purchase; by how much an assessment was raised or lowered; else the assessment
  /// before, of a registration that after it, and 0 where the asset had ended.
  Money amount;
  /// Equal where all fields are.
  friend bool operator==(const Activity&, const Activity&) = default;
};

/// What an event changes in an asset, as it stood before.
struct AssetBefore {
  AssetClass asset_class = AssetClass::patent;
  AssetState state = AssetState::active;  ///< never `pending`
  Money assessment;                       ///< 0 in a terminal state
  /// As its registration or the newest event about its terms stated it. Weights of a schedule that
  /// took effect since may have changed it; that is no activity of its holder.
  Share degree;
};

/// An asset before the event.
using BeforeEvent = std::function<AssetBefore(const AssetId& asset)>;

/// Whether a conveyance is a sale: title passed to a buyer.
constexpr bool is_sale(ConveyanceCause cause) {
  return cause == ConveyanceCause::purchase || cause == ConveyanceCause::auction;
}

/// Adds to `found` what the event says that happened. Most events of levies and money say nothing.
void find_activities(const market::Event& event, const BeforeEvent& before,
                     std::vector<Activity>& found);

/// How often something happened, and the sum of the amounts.
struct ActivityTally {
  std::uint64_t count = 0;
  WideMoney amount = {};
  /// Equal where both are.
  friend bool operator==(const ActivityTally&, const ActivityTally&) = default;
};

/// What happened to assets by class and kind, up to an entry or between two entries.
struct ActivitySums {
  std::array<std::array<ActivityTally, kActivityKinds>, kAssetClasses.size()> by_class = {};
  /// The tally of a class and a kind.
  const ActivityTally& of(AssetClass asset_class, ActivityKind kind) const;
  /// Equal where all tallies are.
  friend bool operator==(const ActivitySums&, const ActivitySums&) = default;
};

/// Adds something that happened.
void add(ActivitySums& sums, const Activity& activity);
/// The sums between two entries of the same register; `before` is the earlier one.
ActivitySums between(const ActivitySums& before, const ActivitySums& after);

/// The sums as bytes; what did not happen takes none.
std::string encoded(const ActivitySums& sums);
/// The sums that the bytes encode; where `bytes` is empty, all are 0. Throws DamagedBytes.
ActivitySums activity_sums(std::string_view bytes);

/// Appends what an entry says that happened to the bytes of the entries before it.
void append(std::string& bytes, Sequence entry, const std::vector<Activity>& activities);
/// Adds what happened in entries up to `last`. Throws DamagedBytes.
void add_up_to(ActivitySums& sums, std::string_view bytes, Sequence last);

}  // namespace quitrent::api
