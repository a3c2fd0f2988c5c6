// SPDX-License-Identifier: EUPL-1.2
#include "api/views/tax_history_reader.hpp"

#include <functional>
#include <set>
#include <utility>
#include <variant>

#include "api/views/chain.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

bool is_redemption(const market::Event& event) {
  const auto* conveyed = std::get_if<market::AssetConveyed>(&event);
  return conveyed != nullptr && conveyed->conveyance.cause == ConveyanceCause::redemption;
}

/// The tax kept at a milestone; nothing where no state is kept there.
std::optional<TaxState> kept_tax(ViewReader& reader, std::uint64_t milestone) {
  Statement& statement = reader.prepared("SELECT tax FROM asset_state WHERE number = ?");
  const Rows rows{statement};
  if (!statement.bind(1, static_cast<std::int64_t>(milestone)).step()) return std::nullopt;
  return tax_state(statement.bytes(0));
}

/// The books kept at a milestone; throws DamagedBytes where none are kept there.
AssetReplay kept_replay(ViewReader& reader, const AssetId& asset, std::uint64_t milestone) {
  Statement& statement = reader.prepared("SELECT books FROM asset_state WHERE number = ?");
  const Rows rows{statement};
  if (!statement.bind(1, static_cast<std::int64_t>(milestone)).step()) {
    throw DamagedBytes("the views miss a state of an asset");
  }
  return replay_from(asset, statement.bytes(0));
}

/// The entries after `after` and before `end`.
struct Entries {
  Sequence after = 0;
  Sequence end = 0;
};

/// Calls `visit` in order with the public events of those entries `between` that are about the
/// asset or about all assets.
void each_event_between(ViewReader& reader, const ListedAsset& row, const Entries& between,
                        const std::function<void(const NumberedEvent&)>& visit) {
  std::set<Sequence> entries;
  {
    Statement& statement = reader.prepared("SELECT sequence FROM register_record ORDER BY number");
    const Rows rows{statement};
    while (statement.step()) {
      const auto sequence = static_cast<Sequence>(statement.number(0));
      if (sequence > between.after) entries.insert(sequence);
    }
  }
  RecordChain chain{reader, kAssetRecord, row.history, between.after};
  for (auto interval = chain.next(); !interval.empty(); interval = chain.next()) {
    for (const HistoryRecord& found : interval) entries.insert(found.sequence);
    if (interval.back().sequence >= between.end) break;
  }
  for (const Sequence sequence : entries) {
    if (sequence >= between.end) return;
    each_public_event(reader.entry_at(sequence), visit);
  }
}

}  // namespace

bool TaxHistoryReader::begin_at(const HistoryRecord& milestone) {
  auto state = kept_tax(reader_, milestone.number);
  if (!state) return false;
  through_ = milestone.sequence;
  books_at_ = milestone;
  before_ = state->before;
  ended_ = state->ended;
  builder_.replace_open(std::move(state->open));
  return true;
}

bool TaxHistoryReader::skip_to(const HistoryRecord& milestone) {
  auto state = kept_tax(reader_, milestone.number);
  if (!state || state->ended != ended()) return false;
  through_ = milestone.sequence;
  books_at_ = milestone;
  replay_.reset();
  builder_.replace_open(std::move(state->open));
  return true;
}

void TaxHistoryReader::begin_before(Sequence end) {
  AnchorReader anchors{reader_, kAssetRecord, row_.history};
  while (const auto anchor = anchors.next()) {
    if (anchor->is_milestone && anchor->record.sequence < end && begin_at(anchor->record)) return;
  }
}

bool TaxHistoryReader::go_to(Sequence end, Instant begin, std::vector<HistoryRecord>& ahead) {
  const auto enough = [this, begin] {
    return replayed_ >= reader_.source().steps.replayed && ended_at() > begin;
  };
  for (; !ahead.empty() && ahead.back().sequence + 1 < end; ahead.pop_back()) {
    if (skip_to(ahead.back())) continue;
    if (enough()) return false;
    replay_to(ahead.back().sequence + 1);
  }
  if (enough()) return false;
  replay_to(end);
  return true;
}

void TaxHistoryReader::leave_auction(Sequence end, std::vector<HistoryRecord>& ahead) {
  while (builder_.open() && builder_.open()->state == AssetState::auction && through_ + 1 < end) {
    if (!ahead.empty() && skip_to(ahead.back())) {
      ahead.pop_back();
      continue;
    }
    replay_to(ahead.empty() ? end : ahead.back().sequence + 1);
    if (!ahead.empty()) ahead.pop_back();
  }
}

const AssetReplay& TaxHistoryReader::replay() {
  if (!replay_) {
    if (books_at_) {
      replay_.emplace(kept_replay(reader_, row_.id, books_at_->number));
    } else {
      replay_.emplace(row_.id);
    }
  }
  return *replay_;
}

void TaxHistoryReader::replay_to(Sequence end) {
  std::ignore = replay();
  each_event_between(reader_, row_, {through_, end}, [this](const NumberedEvent& numbered) {
    ++replayed_;
    at_ = numbered.at;
    replay_->take(numbered.event);
    const Asset* const asset = replay_->asset();
    if (asset == nullptr) return;
    if (is_redemption(numbered.event) &&
        std::get<market::AssetConveyed>(numbered.event).asset == row_.id) {
      builder_.redeemed(numbered.at);
    }
    builder_.record_state(numbered.at, *asset, replay_->books().named(asset->holder));
  });
  through_ = end - 1;
}

}  // namespace quitrent::api
