// SPDX-License-Identifier: EUPL-1.2
//
// The past of an asset: its state at a second, and its tax.
#include "api/views/past.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "api/views/chain.hpp"
#include "api/views/tax_history_reader.hpp"
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
  AnchorReader anchors{reader, kAssetRecord, row.history};
  while (const auto anchor = anchors.next()) {
    if (!anchor->is_milestone || anchor->record.sequence >= end) continue;
    found.push_back(anchor->record);
    if (anchor->record.sequence < begin) break;
  }
  return found;
}

}  // namespace

std::optional<AssetReplay> asset_at(ViewReader& reader, const AssetId& asset,
                                    const ReadBound& bound) {
  const auto row = reader.listed(asset);
  if (!row) return std::nullopt;
  const Sequence end = reader.first_at_or_after(bound.at + kOneSecond, bound.newest + 1);
  TaxHistoryReader tax_reader{reader, *row};
  tax_reader.begin_before(end);
  tax_reader.replay_to(end);
  if (tax_reader.replay().asset() == nullptr) return std::nullopt;
  check(tax_reader.replay());
  return tax_reader.take_replay();
}

KeptState state_at(ViewReader& reader, const AssetId& asset, std::uint64_t milestone) {
  const auto row = reader.listed(asset);
  if (!row) throw DamagedBytes("the views miss an asset");
  const Sequence sequence = reader.record(kAssetRecord, milestone).sequence;
  TaxHistoryReader tax_reader{reader, *row};
  tax_reader.begin_before(sequence);
  tax_reader.replay_to(sequence + 1);
  if (tax_reader.replay().asset() == nullptr) throw DamagedBytes("an asset was never registered");
  check(tax_reader.replay());
  TaxState state{.ended = tax_reader.ended(), .open = tax_reader.builder().open()};
  const TaxHistory ended{.asset_class = row->asset_class,
                         .before = tax_reader.before(),
                         .intervals = tax_reader.builder().take_ended(),
                         .timeline = tax_reader.replay().books().timeline()};
  state.before = tax_up_to(ended, kEndOfTime);
  return {.tax = encoded(state), .books = encoded_books(tax_reader.replay().books())};
}

std::optional<TaxHistory> tax_history(ViewReader& reader, const AssetId& asset, Period over,
                                      Sequence newest) {
  const auto row = reader.listed(asset);
  if (!row) return std::nullopt;
  const Sequence end = reader.first_at_or_after(over.end + kOneSecond, newest + 1);
  TaxHistoryReader tax_reader{reader, *row};
  const Sequence begin = reader.first_at_or_after(over.begin, end);
  std::vector<HistoryRecord> ahead = milestones(reader, *row, begin, newest + 1);
  const bool before = !ahead.empty() && ahead.back().sequence < begin;
  if (before && tax_reader.begin_at(ahead.back())) ahead.pop_back();
  const bool whole = tax_reader.go_to(end, over.begin, ahead);
  // The tax of an auction is known only after its end.
  if (whole) tax_reader.leave_auction(newest + 1, ahead);
  const Asset* const last_state = tax_reader.replay().asset();
  if (last_state == nullptr) return std::nullopt;
  check(tax_reader.replay());
  TaxHistory history{.asset_class = last_state->asset_class,
                     .registered_at = last_state->registered_at,
                     .before = tax_reader.before(),
                     .intervals = {},
                     .until = whole ? over.end : tax_reader.ended_at(),
                     .timeline = tax_reader.replay().books().timeline()};
  history.intervals = whole ? tax_reader.builder().take(std::max(over.end, tax_reader.at()))
                            : tax_reader.builder().take_ended();
  return history;
}

}  // namespace quitrent::api
