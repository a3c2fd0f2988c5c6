// SPDX-License-Identifier: EUPL-1.2
#include "api/views/view_reader.hpp"

#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {

Statement& ViewReader::prepared(const std::string& sql) {
  auto& statement = statements_[sql];
  if (!statement) statement = std::make_unique<Statement>(database_, sql);
  return *statement;
}

HistoryRecord ViewReader::record(const char* query, std::uint64_t number) {
  Statement& statement = prepared(query);
  const Rows rows{statement};
  if (!statement.bind(1, static_cast<std::int64_t>(number)).step()) {
    throw DamagedBytes("the views miss a record of a history");
  }
  const HistoryRecord found{.number = number,
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

}  // namespace quitrent::api
