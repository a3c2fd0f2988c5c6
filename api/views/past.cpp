// SPDX-License-Identifier: EUPL-1.2
//
// The past of an asset: its state at a second, and its tax.
#include "api/views/past.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "api/views/chain.hpp"
#include "api/views/tax_walk.hpp"
#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

constexpr Duration kOneSecond = Duration::from_seconds(1);

/// Checks that the books hold what an answer about the asset needs besides the asset.
void check(const AssetReplay& replay) {
  const std::uint32_t pending = replay.asset()->status.pending;
  if (!replay.books().founded() || (pending != 0 && replay.books().pending(pending) == nullptr)) {
    throw DamagedBytes("the views miss an event that an asset's past rests on");
  }
}

/// The milestones of an asset's history in entries before `end`, newest first. The last one is the
/// newest in an entry before `begin`, if there is any.
std::vector<HistoryRecord> milestones(ViewReader& reader, const ListedAsset& row, Sequence begin,
                                      Sequence end) {
  std::vector<HistoryRecord> found;
  AnchorWalk walk{reader, kAssetRecord, row.history};
  while (const auto anchor = walk.next()) {
    if (!anchor->is_milestone || anchor->record.sequence >= end) continue;
    found.push_back(anchor->record);
    if (anchor->record.sequence < begin) break;
  }
  return found;
}

}  // namespace

std::optional<AssetReplay> asset_at(ViewReader& reader, const AssetId& asset, const Past& past) {
  const auto row = reader.listed(asset);
  if (!row) return std::nullopt;
  const Sequence end = reader.first_at_or_after(past.at + kOneSecond, past.newest + 1);
  TaxWalk walk{reader, *row};
  walk.begin_before(end);
  walk.replay_to(end);
  if (walk.replay().asset() == nullptr) return std::nullopt;
  check(walk.replay());
  return walk.take_replay();
}

KeptState state_at(ViewReader& reader, const AssetId& asset, std::uint64_t milestone) {
  const auto row = reader.listed(asset);
  if (!row) throw DamagedBytes("the views miss an asset");
  const Sequence sequence = reader.record(kAssetRecord, milestone).sequence;
  TaxWalk walk{reader, *row};
  walk.begin_before(sequence);
  walk.replay_to(sequence + 1);
  if (walk.replay().asset() == nullptr) throw DamagedBytes("an asset was never registered");
  check(walk.replay());
  TaxState state{.ended = walk.ended(), .open = walk.making().open()};
  const TaxHistory ended{.asset_class = row->asset_class,
                         .before = walk.before(),
                         .intervals = walk.making().take_ended(),
                         .timeline = walk.replay().books().timeline()};
  state.before = tax_up_to(ended, kEndOfTime);
  return {.tax = encoded(state), .books = encoded_books(walk.replay().books())};
}

std::optional<TaxHistory> tax_history(ViewReader& reader, const AssetId& asset, Period over,
                                      Sequence newest) {
  const auto row = reader.listed(asset);
  if (!row) return std::nullopt;
  const Sequence end = reader.first_at_or_after(over.end + kOneSecond, newest + 1);
  TaxWalk walk{reader, *row};
  const Sequence begin = reader.first_at_or_after(over.begin, end);
  std::vector<HistoryRecord> ahead = milestones(reader, *row, begin, newest + 1);
  const bool before = !ahead.empty() && ahead.back().sequence < begin;
  if (before && walk.begin_at(ahead.back())) ahead.pop_back();
  const bool whole = walk.go_to(end, over.begin, ahead);
  // The tax of an auction is known only after its end.
  if (whole) walk.leave_auction(newest + 1, ahead);
  const Asset* const stands = walk.replay().asset();
  if (stands == nullptr) return std::nullopt;
  check(walk.replay());
  TaxHistory history{.asset_class = stands->asset_class,
                     .registered_at = stands->registered_at,
                     .before = walk.before(),
                     .intervals = {},
                     .until = whole ? over.end : walk.ended_at(),
                     .timeline = walk.replay().books().timeline()};
  history.intervals =
      whole ? walk.making().take(std::max(over.end, walk.at())) : walk.making().take_ended();
  return history;
}

}  // namespace quitrent::api
