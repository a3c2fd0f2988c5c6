// SPDX-License-Identifier: EUPL-1.2
#include "api/views/tax_walk.hpp"

#include <utility>
#include <variant>

#include "api/views/chain.hpp"

namespace quitrent::api {
namespace {

bool is_redemption(const market::Event& event) {
  const auto* conveyed = std::get_if<market::AssetConveyed>(&event);
  return conveyed != nullptr && conveyed->conveyance.cause == ConveyanceCause::redemption;
}

}  // namespace

bool ViewReader::TaxWalk::begin_at(const Record& milestone) {
  auto state = reader_.kept_tax(milestone.number);
  if (!state) return false;
  through_ = milestone.sequence;
  books_at_ = milestone;
  before_ = state->before;
  ended_ = state->ended;
  making_.go_on(std::move(state->open));
  return true;
}

bool ViewReader::TaxWalk::skip_to(const Record& milestone) {
  auto state = reader_.kept_tax(milestone.number);
  if (!state || state->ended != ended()) return false;
  through_ = milestone.sequence;
  books_at_ = milestone;
  replay_.reset();
  making_.go_on(std::move(state->open));
  return true;
}

void ViewReader::TaxWalk::begin_before(Sequence end) {
  AnchorWalk walk{reader_, kAssetRecord, row_.history};
  while (const auto anchor = walk.next()) {
    if (anchor->is_milestone && anchor->record.sequence < end && begin_at(anchor->record)) return;
  }
}

bool ViewReader::TaxWalk::go_to(Sequence end, Instant begin, std::vector<Record>& ahead) {
  const auto enough = [this, begin] {
    return replayed_ >= reader_.source_.steps.replayed && ended_at() > begin;
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

void ViewReader::TaxWalk::leave_auction(Sequence end, std::vector<Record>& ahead) {
  while (making_.open() && making_.open()->state == AssetState::auction && through_ + 1 < end) {
    if (!ahead.empty() && skip_to(ahead.back())) {
      ahead.pop_back();
      continue;
    }
    replay_to(ahead.empty() ? end : ahead.back().sequence + 1);
    if (!ahead.empty()) ahead.pop_back();
  }
}

const AssetReplay& ViewReader::TaxWalk::replay() {
  if (!replay_) {
    if (books_at_) {
      replay_.emplace(reader_.kept_replay(row_.id, books_at_->number));
    } else {
      replay_.emplace(row_.id);
    }
  }
  return *replay_;
}

void ViewReader::TaxWalk::replay_to(Sequence end) {
  std::ignore = replay();
  reader_.each_event_between(row_, {through_, end}, [this](const NumberedEvent& numbered) {
    ++replayed_;
    at_ = numbered.at;
    replay_->take(numbered.event);
    const Asset* const asset = replay_->asset();
    if (asset == nullptr) return;
    if (is_redemption(numbered.event) &&
        std::get<market::AssetConveyed>(numbered.event).asset == row_.id) {
      making_.redeemed(numbered.at);
    }
    making_.stands(numbered.at, *asset, replay_->books().named(asset->holder));
  });
  through_ = end - 1;
}

}  // namespace quitrent::api
