// SPDX-License-Identifier: EUPL-1.2
#include "market/due.hpp"

#include <algorithm>
#include <limits>

#include "market/draft.hpp"
#include "market/figures.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kChildren = 4;

/// The escrow ran dry: tax goes on as arrears, the clock of grace begins.
void lapse(Draft& draft, Ordinal ordinal) {
  LevelledAsset asset = levelled(draft, ordinal);
  const Procedure& procedure = draft.books().calendar()->procedure(draft.now());
  Standing& standing = asset.standing;
  standing.state = AssetState::delinquent;
  standing.arisen = standing.arrears;
  standing.surcharge_paid = Money{};
  standing.late_surcharge = procedure.late_surcharge;
  standing.delinquent_at = draft.now();
  standing.forecloses_at = draft.now() + procedure.grace;
  ++standing.version;
  post_levy(draft, asset);
  draft.record(StandingChanged{.asset = draft.books().asset(ordinal).id,
                               .cause = StandingCause::delinquency,
                               .levy = asset.levy,
                               .amount = {},
                               .standing = standing});
}

/// The right itself ends: tax is settled to the second, the rest of the escrow goes back.
void expire(Draft& draft, Ordinal ordinal) {
  LevelledAsset asset = levelled(draft, ordinal);
  const Asset& row = draft.books().asset(ordinal);
  const AssetId id = row.id;
  const Ordinal holder = row.holder;
  const NamedParty from = draft.books().named(holder);
  const Money refund = asset.standing.escrow;
  const Money owed = asset.standing.arrears + surcharge_due(asset.standing);
  post_levy(draft, asset);
  Posting posting{.kind = PostingKind::expiry, .has_asset = true, .asset = ordinal};
  add_line(posting, {AccountKind::escrow, ordinal}, -refund);
  add_line(posting, {AccountKind::cash, holder}, refund);
  post(draft, std::move(posting));
  settle_debt(draft, holder, refund);
  Standing ended;
  ended.state = AssetState::expired;
  ended.assessment = asset.standing.assessment;
  ended.levied_to = draft.now();
  ended.version = asset.standing.version + 1;
  draft.record(AssetConveyed{.asset = id,
                             .purchase = {},
                             .conveyance = {.cause = ConveyanceCause::expiry,
                                            .has_holder = false,
                                            .holder = {},
                                            .at = draft.now(),
                                            .price = {}},
                             .from = from,
                             .levy = asset.levy,
                             .waterfall = {.refund = refund},
                             .standing = ended});
  collect_shortfall(draft, holder, owed);
}

}  // namespace

std::optional<DueChange> next_change(const Asset& asset, Ordinal ordinal) {
  const Standing& standing = asset.standing;
  if (is_terminal(standing.state)) return std::nullopt;
  std::optional<DueChange> next;
  if (asset.expires()) next = {asset.expires_at, ChangeKind::expiry, ordinal};
  if (standing.state == AssetState::active && standing.funded_until < kEndOfTime) {
    const DueChange delinquency{standing.funded_until, ChangeKind::delinquency, ordinal};
    if (!next || delinquency < *next) next = delinquency;
  }
  return next;
}

std::vector<Event> changes_of(const Books& books, const DueChange& due) {
  Draft draft{books, due.at};
  switch (due.kind) {
    case ChangeKind::expiry:
      expire(draft, due.asset);
      break;
    case ChangeKind::delinquency:
      lapse(draft, due.asset);
      break;
    default:
      broken_promise("a change that nothing schedules came up");
  }
  return draft.take();
}

void DueQueue::place(std::size_t slot, const DueChange& change) {
  heap_[slot] = change;
  slot_of_[change.asset] = static_cast<std::uint32_t>(slot);
}

void DueQueue::sift_up(std::size_t slot, const DueChange& change) {
  while (slot > 0) {
    const std::size_t parent = (slot - 1) / kChildren;
    if (heap_[parent] <= change) break;
    place(slot, heap_[parent]);
    slot = parent;
  }
  place(slot, change);
}

void DueQueue::sift_down(std::size_t slot, const DueChange& change) {
  while (true) {
    const std::size_t first = slot * kChildren + 1;
    if (first >= heap_.size()) break;
    const auto begin = heap_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end =
        heap_.begin() + static_cast<std::ptrdiff_t>(std::min(first + kChildren, heap_.size()));
    const auto least = std::min_element(begin, end);
    if (change <= *least) break;
    const auto child = static_cast<std::size_t>(least - heap_.begin());
    place(slot, heap_[child]);
    slot = child;
  }
  place(slot, change);
}

void DueQueue::reschedule(Ordinal asset, std::optional<DueChange> next) {
  if (asset >= slot_of_.size()) {
    if (!next) return;
    slot_of_.resize(std::max<std::size_t>(asset + std::size_t{1}, slot_of_.size() * 2), kNone);
  }
  const std::uint32_t slot = slot_of_[asset];
  if (next && slot == kNone) {
    heap_.push_back(*next);
    sift_up(heap_.size() - 1, *next);
  } else if (next) {
    if (*next < heap_[slot]) {
      sift_up(slot, *next);
    } else {
      sift_down(slot, *next);
    }
  } else if (slot != kNone) {
    const DueChange last = heap_.back();
    heap_.pop_back();
    slot_of_[asset] = kNone;
    if (last.asset == asset) return;
    if (slot > 0 && last < heap_[(slot - 1) / kChildren]) {
      sift_up(slot, last);
    } else {
      sift_down(slot, last);
    }
  }
}

std::optional<DueChange> DueQueue::first() const {
  if (heap_.empty()) return std::nullopt;
  return heap_.front();
}

}  // namespace quitrent
