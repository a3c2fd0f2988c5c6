// SPDX-License-Identifier: EUPL-1.2
//
// The past: an asset as it stood, its tax, and the revenue of a period.
#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "api/views/chain.hpp"
#include "api/views/reading.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent {
namespace {

constexpr Duration kOneSecond = Duration::from_seconds(1);

bool is_redemption(const Event& event) {
  const auto* conveyed = std::get_if<AssetConveyed>(&event);
  return conveyed != nullptr && conveyed->conveyance.cause == ConveyanceCause::redemption;
}

/// What answers about an asset look at besides it.
void check(const AssetReplay& replay) {
  const std::uint32_t pending = replay.asset()->standing.pending;
  if (!replay.books().founded() || (pending != 0 && replay.books().pending(pending) == nullptr)) {
    throw DamagedBytes("the views miss an event that an asset's past rests on");
  }
}

}  // namespace

void ViewReader::each_event_about(const AssetId& asset, const Past& past,
                                  const std::function<void(const NumberedEvent&)>& visit) {
  const auto row = listed(asset);
  if (!row) return;
  const Sequence end = first_at_or_after(past.at + kOneSecond, past.newest + 1);
  std::set<Sequence> entries;
  {
    Statement& statement = prepared("SELECT sequence FROM register_record ORDER BY number");
    const Rows rows{statement};
    while (statement.step()) entries.insert(static_cast<Sequence>(statement.number(0)));
  }
  Chain chain{*this, kAssetRecord, row->history, 0};
  for (auto stretch = chain.next(); !stretch.empty(); stretch = chain.next()) {
    for (const Record& found : stretch) entries.insert(found.sequence);
    if (stretch.back().sequence >= end) break;
  }
  for (const Sequence sequence : entries) {
    if (sequence >= end) return;
    each_public_event(entry_at(sequence), visit);
  }
}

std::optional<AssetReplay> ViewReader::asset_at(const AssetId& asset, const Past& past) {
  AssetReplay replay{asset};
  each_event_about(asset, past,
                   [&replay](const NumberedEvent& numbered) { replay.take(numbered.event); });
  if (replay.asset() == nullptr) return std::nullopt;
  check(replay);
  return replay;
}

std::optional<TaxHistory> ViewReader::tax_history(const AssetId& asset, const Past& past) {
  AssetReplay replay{asset};
  TaxHistoryMaking making;
  each_event_about(asset, past, [&](const NumberedEvent& numbered) {
    replay.take(numbered.event);
    const Asset* const row = replay.asset();
    if (row == nullptr) return;
    if (is_redemption(numbered.event) && std::get<AssetConveyed>(numbered.event).asset == asset) {
      making.redeemed(numbered.at);
    }
    making.stands(numbered.at, *row, replay.books().named(row->holder));
  });
  const Asset* const row = replay.asset();
  if (row == nullptr) return std::nullopt;
  check(replay);
  return TaxHistory{.asset_class = row->asset_class,
                    .registered_at = row->registered_at,
                    .stretches = making.take(past.at),
                    .calendar = replay.books().calendar()};
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
  const ClassOfAsset class_of = [this](std::uint32_t place) {
    const auto lock = catalogue_->reading();
    if (place >= catalogue_->asset_count()) throw DamagedBytes("the views miss an asset");
    return catalogue_->asset(place).asset_class;
  };
  journal_->read(number * kEntriesASum, [&](const Entry& entry) {
    for (const Event& event : decoded(source_.private_events(entry.private_part))) {
      add(sums, event, class_of);
    }
    for (const Event& event : decoded(entry.public_part)) add(sums, event, class_of);
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

}  // namespace quitrent
