// SPDX-License-Identifier: EUPL-1.2
//
// What all questions rest on: records, chains of them, entries.
#include "api/views/reading.hpp"

#include <algorithm>

#include "api/views/chain.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {

Statement& ViewReader::prepared(const std::string& sql) {
  auto& statement = statements_[sql];
  if (!statement) statement = std::make_unique<Statement>(database_, sql);
  return *statement;
}

ViewReader::Record ViewReader::record(const char* table, std::uint64_t number) {
  Statement& statement = prepared(table);
  const Rows rows{statement};
  if (!statement.bind(1, static_cast<std::int64_t>(number)).step()) {
    throw DamagedBytes("the views miss a record of a history");
  }
  const Record found{.number = number,
                     .sequence = static_cast<Sequence>(statement.number(0)),
                     .previous = static_cast<std::uint64_t>(statement.number(1)),
                     .anchor = static_cast<std::uint64_t>(statement.number(2)),
                     .value = statement.number(3)};
  if (found.previous >= number || found.anchor >= number) {
    throw DamagedBytes("a record of a history names a later one as the one before");
  }
  return found;
}

std::optional<Ordinal> ViewReader::ordinal_of(const AssetId& asset) const {
  const auto lock = catalogue_->reading();
  return catalogue_->find(asset);
}

std::optional<ListedAsset> ViewReader::listed(const AssetId& asset) const {
  const auto lock = catalogue_->reading();
  const auto ordinal = catalogue_->find(asset);
  if (!ordinal) return std::nullopt;
  return catalogue_->asset(*ordinal);
}

Entry ViewReader::entry_at(Sequence sequence) {
  std::optional<Entry> found;
  journal_->read(sequence - 1, [&](const Entry& entry) {
    found = entry;
    return false;
  });
  if (!found || found->sequence != sequence) {
    throw DamagedBytes("the views name an entry that the journal does not hold");
  }
  return std::move(*found);
}

Sequence ViewReader::first_at_or_after(Instant instant, Sequence end) {
  Sequence low = 1;
  while (low < end) {
    const Sequence middle = low + (end - low) / 2;
    if (entry_at(middle).at < instant) {
      low = middle + 1;
    } else {
      end = middle;
    }
  }
  return low;
}

ViewReader::AnchorWalk::AnchorWalk(ViewReader& reader, const char* table, const HistoryHead& head)
    : reader_{reader},
      table_{table},
      number_{head.anchor},
      ordinal_{head.length - head.length % reader.source_.steps.anchor} {}

std::optional<ViewReader::AnchorWalk::Anchor> ViewReader::AnchorWalk::next() {
  if ((number_ == 0) != (ordinal_ == 0))
    throw DamagedBytes("the views miss an anchor of a history");
  if (number_ == 0) return std::nullopt;
  const HistorySteps& steps = reader_.source_.steps;
  const Anchor found{.record = reader_.record(table_, number_),
                     .is_milestone = ordinal_ % steps.milestone == 0};
  number_ = found.record.anchor;
  ordinal_ -= found.is_milestone ? steps.milestone : steps.anchor;
  return found;
}

ViewReader::Chain::Chain(ViewReader& reader, const char* table, const HistoryHead& head,
                         Sequence after)
    : reader_{reader}, table_{table}, after_{after} {
  if (head.last != 0) ends_.push_back({head.last, false});
  AnchorWalk walk{reader, table, head};
  while (const auto anchor = walk.next()) {
    if (anchor->record.sequence <= after_) break;
    if (anchor->record.number == head.last) ends_.pop_back();
    ends_.push_back({anchor->record.number, anchor->is_milestone});
  }
}

void ViewReader::Chain::divide(std::uint64_t milestone) {
  ends_.push_back({milestone, false});
  const Record last = reader_.record(table_, milestone);
  if (last.previous <= done_) return;
  // The record before knows the newest anchor below.
  for (std::uint64_t number = reader_.record(table_, last.previous).anchor; number > done_;) {
    const Record anchor = reader_.record(table_, number);
    if (anchor.sequence <= after_) return;
    ends_.push_back({number, false});
    number = anchor.anchor;
  }
}

std::vector<ViewReader::Record> ViewReader::Chain::next() {
  std::vector<Record> interval;
  while (interval.empty() && !ends_.empty()) {
    const End end = ends_.back();
    ends_.pop_back();
    if (end.is_milestone) {
      divide(end.number);
      continue;
    }
    for (std::uint64_t number = end.number; number > done_;) {
      const Record found = reader_.record(table_, number);
      if (found.sequence <= after_) break;
      interval.push_back(found);
      number = found.previous;
    }
    done_ = end.number;
  }
  std::ranges::reverse(interval);
  return interval;
}

std::vector<ViewReader::Record> ViewReader::Chain::next_conveyances() {
  const auto newest = [this](std::uint64_t record) {
    const auto conveyance = static_cast<std::uint64_t>(reader_.record(table_, record).value);
    if (conveyance > record) throw DamagedBytes("a conveyance comes after a later one");
    return conveyance;
  };
  std::vector<Record> interval;
  while (interval.empty() && !ends_.empty()) {
    const End end = ends_.back();
    ends_.pop_back();
    std::uint64_t number = newest(end.number);
    if (end.is_milestone && number > done_) {
      divide(end.number);
      continue;
    }
    while (number > done_) {
      const Record found = reader_.record(table_, number);
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
