// SPDX-License-Identifier: EUPL-1.2
#include "api/views/chain.hpp"

#include <algorithm>

#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {

AnchorReader::AnchorReader(ViewReader& reader, const char* table, const HistoryHead& head)
    : reader_{reader},
      table_{table},
      number_{head.anchor},
      ordinal_{head.length - head.length % reader.source().steps.anchor} {}

std::optional<AnchorReader::Anchor> AnchorReader::next() {
  if ((number_ == 0) != (ordinal_ == 0)) {
    throw DamagedBytes("the views miss an anchor of a history");
  }
  if (number_ == 0) return std::nullopt;
  const HistorySteps& steps = reader_.source().steps;
  const Anchor found{.record = reader_.record(table_, number_),
                     .is_milestone = ordinal_ % steps.milestone == 0};
  number_ = found.record.anchor;
  ordinal_ -= found.is_milestone ? steps.milestone : steps.anchor;
  return found;
}

RecordChain::RecordChain(ViewReader& reader, const char* table, const HistoryHead& head,
                         Sequence after)
    : reader_{reader}, table_{table}, after_{after} {
  if (head.last != 0) ends_.push_back({head.last, false});
  AnchorReader anchors{reader, table, head};
  while (const auto anchor = anchors.next()) {
    if (anchor->record.sequence <= after_) break;
    if (anchor->record.number == head.last) ends_.pop_back();
    ends_.push_back({anchor->record.number, anchor->is_milestone});
  }
}

void RecordChain::divide(std::uint64_t milestone) {
  ends_.push_back({milestone, false});
  const HistoryRecord last = reader_.record(table_, milestone);
  if (last.previous <= done_) return;
  // The record before it names the newest anchor below.
  for (std::uint64_t number = reader_.record(table_, last.previous).anchor; number > done_;) {
    const HistoryRecord anchor = reader_.record(table_, number);
    if (anchor.sequence <= after_) return;
    ends_.push_back({number, false});
    number = anchor.anchor;
  }
}

std::vector<HistoryRecord> RecordChain::next() {
  std::vector<HistoryRecord> interval;
  while (interval.empty() && !ends_.empty()) {
    const End end = ends_.back();
    ends_.pop_back();
    if (end.is_milestone) {
      divide(end.number);
      continue;
    }
    for (std::uint64_t number = end.number; number > done_;) {
      const HistoryRecord found = reader_.record(table_, number);
      if (found.sequence <= after_) break;
      interval.push_back(found);
      number = found.previous;
    }
    done_ = end.number;
  }
  std::ranges::reverse(interval);
  return interval;
}

std::vector<HistoryRecord> RecordChain::next_conveyances() {
  const auto newest = [this](std::uint64_t record) {
    const auto conveyance = static_cast<std::uint64_t>(reader_.record(table_, record).value);
    if (conveyance > record) throw DamagedBytes("a conveyance comes after a later one");
    return conveyance;
  };
  std::vector<HistoryRecord> interval;
  while (interval.empty() && !ends_.empty()) {
    const End end = ends_.back();
    ends_.pop_back();
    std::uint64_t number = newest(end.number);
    if (end.is_milestone && number > done_) {
      divide(end.number);
      continue;
    }
    while (number > done_) {
      const HistoryRecord found = reader_.record(table_, number);
      if (found.sequence <= after_) break;
      if (found.previous >= number) throw DamagedBytes("a record comes after a later one");
      interval.push_back(found);
      number = found.previous == 0 ? 0 : newest(found.previous);
    }
    done_ = end.number;
  }
  std::ranges::reverse(interval);
  return interval;
}

}  // namespace quitrent::api
