// SPDX-License-Identifier: EUPL-1.2
//
// The past: an asset as it stood, its tax, and the revenue of a period.
#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "api/views/chain.hpp"
#include "api/views/reading.hpp"
#include "api/views/tax_walk.hpp"
#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

constexpr Duration kOneSecond = Duration::from_seconds(1);

/// What answers about an asset look at besides it.
void check(const AssetReplay& replay) {
  const std::uint32_t pending = replay.asset()->status.pending;
  if (!replay.books().founded() || (pending != 0 && replay.books().pending(pending) == nullptr)) {
    throw DamagedBytes("the views miss an event that an asset's past rests on");
  }
}

}  // namespace

void ViewReader::each_event_between(const ListedAsset& row, const Entries& between,
                                    const std::function<void(const NumberedEvent&)>& visit) {
  std::set<Sequence> entries;
  {
    Statement& statement = prepared("SELECT sequence FROM register_record ORDER BY number");
    const Rows rows{statement};
    while (statement.step()) {
      const auto sequence = static_cast<Sequence>(statement.number(0));
      if (sequence > between.after) entries.insert(sequence);
    }
  }
  Chain chain{*this, kAssetRecord, row.history, between.after};
  for (auto interval = chain.next(); !interval.empty(); interval = chain.next()) {
    for (const Record& found : interval) entries.insert(found.sequence);
    if (interval.back().sequence >= between.end) break;
  }
  for (const Sequence sequence : entries) {
    if (sequence >= between.end) return;
    each_public_event(entry_at(sequence), visit);
  }
}

std::vector<ViewReader::Record> ViewReader::milestones(const ListedAsset& row, Sequence begin,
                                                       Sequence end) {
  std::vector<Record> found;
  AnchorWalk walk{*this, kAssetRecord, row.history};
  while (const auto anchor = walk.next()) {
    if (!anchor->is_milestone || anchor->record.sequence >= end) continue;
    found.push_back(anchor->record);
    if (anchor->record.sequence < begin) break;
  }
  return found;
}

std::optional<TaxState> ViewReader::kept_tax(std::uint64_t milestone) {
  Statement& statement = prepared("SELECT tax FROM asset_state WHERE number = ?");
  const Rows rows{statement};
  if (!statement.bind(1, static_cast<std::int64_t>(milestone)).step()) return std::nullopt;
  return tax_state(statement.bytes(0));
}

AssetReplay ViewReader::kept_replay(const AssetId& asset, std::uint64_t milestone) {
  Statement& statement = prepared("SELECT books FROM asset_state WHERE number = ?");
  const Rows rows{statement};
  if (!statement.bind(1, static_cast<std::int64_t>(milestone)).step()) {
    throw DamagedBytes("the views miss a state of an asset");
  }
  return replay_from(asset, statement.bytes(0));
}

std::optional<AssetReplay> ViewReader::asset_at(const AssetId& asset, const Past& past) {
  const auto row = listed(asset);
  if (!row) return std::nullopt;
  const Sequence end = first_at_or_after(past.at + kOneSecond, past.newest + 1);
  TaxWalk walk{*this, *row};
  walk.begin_before(end);
  walk.replay_to(end);
  if (walk.replay().asset() == nullptr) return std::nullopt;
  check(walk.replay());
  return walk.take_replay();
}

KeptState ViewReader::state_at(const AssetId& asset, std::uint64_t milestone) {
  const auto row = listed(asset);
  if (!row) throw DamagedBytes("the views miss an asset");
  const Sequence sequence = record(kAssetRecord, milestone).sequence;
  TaxWalk walk{*this, *row};
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

std::optional<TaxHistory> ViewReader::tax_history(const AssetId& asset, Period over,
                                                  Sequence newest) {
  const auto row = listed(asset);
  if (!row) return std::nullopt;
  const Sequence end = first_at_or_after(over.end + kOneSecond, newest + 1);
  TaxWalk walk{*this, *row};
  const Sequence begin = first_at_or_after(over.begin, end);
  std::vector<Record> ahead = milestones(*row, begin, newest + 1);
  const bool before = !ahead.empty() && ahead.back().sequence < begin;
  if (before && walk.begin_at(ahead.back())) ahead.pop_back();
  const bool whole = walk.go_to(end, over.begin, ahead);
  // What an auction costs is known once it has ended.
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

RevenueSums ViewReader::sums_before(Sequence end) {
  const Sequence last = end - 1;
  const Sequence number = last / kEntriesASum;
  RevenueSums sums;
  if (number > 0) {
    Statement& statement = prepared("SELECT sums FROM revenue_sum WHERE number = ?");
    const Rows rows{statement};
    if (!statement.bind(1, static_cast<std::int64_t>(number)).step()) {
      throw DamagedBytes("the views miss a sum of revenue");
    }
    sums = revenue_sums(statement.bytes(0));
  }
  if (last == number * kEntriesASum) return sums;
  const ClassOfAsset class_of = [this](std::uint32_t ordinal) {
    const auto lock = catalogue_->reading();
    if (ordinal >= catalogue_->asset_count()) throw DamagedBytes("the views miss an asset");
    return catalogue_->asset(ordinal).asset_class;
  };
  journal_->read(number * kEntriesASum, [&](const Entry& entry) {
    for (const market::Event& event : market::decoded(source_.private_events(entry.private_part))) {
      add(sums, event, class_of);
    }
    for (const market::Event& event : market::decoded(entry.public_part))
      add(sums, event, class_of);
    return entry.sequence < last;
  });
  return sums;
}

RevenueFlow ViewReader::revenue(Period period, Sequence newest) {
  const Sequence first = first_at_or_after(period.begin, newest + 1);
  const Sequence end = std::max(first, first_at_or_after(period.end, newest + 1));
  const RevenueSums before = sums_before(first);
  const RevenueSums after = sums_before(end);
  return {.opening = balance(before), .closing = balance(after), .moved = between(before, after)};
}

}  // namespace quitrent::api
