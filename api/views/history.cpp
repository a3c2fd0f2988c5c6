// SPDX-License-Identifier: EUPL-1.2
//
// Histories: the tables say which entries, the entries say what.
#include <algorithm>
#include <ranges>
#include <variant>

#include "api/views/chain.hpp"
#include "api/views/reading.hpp"
#include "market/codec.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent {
namespace {

bool is_about(const Event& event, const AssetId& asset) {
  const std::vector<AssetId> about = subjects(event);
  return std::ranges::find(about, asset) != about.end();
}

}  // namespace

std::vector<Conveyance> ViewReader::chain_of_title(const AssetId& asset) {
  std::vector<Conveyance> chain;
  const auto row = listed(asset);
  if (!row) return chain;
  std::vector<Sequence> conveyances;
  for (std::uint64_t number = row->conveyance; number != 0;) {
    const Record found = record(kAssetRecord, number);
    conveyances.push_back(found.sequence);
    const auto before =
        found.previous == 0
            ? 0
            : static_cast<std::uint64_t>(record(kAssetRecord, found.previous).value);
    if (before >= number) throw DamagedBytes("a conveyance comes after a later one");
    number = before;
  }
  for (const Sequence sequence : conveyances | std::views::reverse) {
    each_public_event(entry_at(sequence), [&](const NumberedEvent& numbered) {
      if (!is_about(numbered.event, asset)) return;
      if (const auto* conveyed = std::get_if<AssetConveyed>(&numbered.event)) {
        chain.push_back(conveyed->conveyance);
      } else if (const auto* registered = std::get_if<AssetRegistered>(&numbered.event)) {
        chain.push_back({.cause = ConveyanceCause::registration,
                         .has_holder = true,
                         .holder = registered->holder,
                         .at = numbered.at,
                         .price = {}});
      }
    });
  }
  return chain;
}

std::vector<NumberedEvent> ViewReader::events_of(const AssetId& asset, std::uint64_t after,
                                                 std::size_t limit) {
  std::vector<NumberedEvent> events;
  const auto row = listed(asset);
  const Sequence first = journal_->holding_public(after + 1);
  if (!row || first == 0) return events;
  Chain chain{*this, kAssetRecord, row->history, first - 1};
  for (auto stretch = chain.next(); !stretch.empty(); stretch = chain.next()) {
    for (const Record& found : stretch) {
      each_public_event(entry_at(found.sequence), [&](NumberedEvent numbered) {
        if (numbered.number > after && events.size() < limit && is_about(numbered.event, asset)) {
          events.push_back(std::move(numbered));
        }
      });
      if (events.size() >= limit) return events;
    }
  }
  return events;
}

std::vector<NumberedEvent> ViewReader::events_after(std::uint64_t after, std::size_t limit) {
  std::vector<NumberedEvent> events;
  const Sequence first = journal_->holding_public(after + 1);
  if (first == 0) return events;
  journal_->read(first - 1, [&](const Entry& entry) {
    each_public_event(entry, [&](NumberedEvent numbered) {
      if (numbered.number > after && events.size() < limit) events.push_back(std::move(numbered));
    });
    return events.size() < limit;
  });
  return events;
}

AccountStatement ViewReader::statement(Ordinal party, Period period) {
  AccountStatement answer;
  ListedParty row;
  {
    const auto lock = catalogue_->reading();
    if (party >= catalogue_->party_count()) return answer;
    row = catalogue_->party(party);
  }
  const Sequence end = read_mark(database_, Marked::tables).sequence + 1;
  const Sequence first = first_at_or_after(period.begin, end);
  const Sequence last = std::max(first, first_at_or_after(period.end, end));
  answer.opening = answer.closing = row.cash;
  Chain chain{*this, kPartyRecord, row.history, first - 1};
  bool opened = false;
  for (auto stretch = chain.next(); !stretch.empty(); stretch = chain.next()) {
    for (const Record& found : stretch) {
      if (!opened) {
        opened = true;
        answer.opening = found.previous == 0
                             ? Money{}
                             : Money::from_micro(record(kPartyRecord, found.previous).value);
        answer.closing = answer.opening;
      }
      if (found.sequence >= last) return answer;
      add_lines(entry_at(found.sequence), party, answer);
    }
  }
  return answer;
}

void ViewReader::add_lines(const Entry& entry, Ordinal party, AccountStatement& answer) {
  for (const Event& event : decoded(source_.private_events(entry.private_part))) {
    const auto* posted = std::get_if<MoneyPosted>(&event);
    if (posted == nullptr) continue;
    const Posting& posting = posted->posting;
    for (const PostingLine& line : posting.lines) {
      if (line.account != Account{AccountKind::cash, party}) continue;
      std::optional<AssetId> asset;
      if (posting.has_asset) {
        const auto lock = catalogue_->reading();
        if (posting.asset < catalogue_->asset_count()) asset = catalogue_->asset(posting.asset).id;
      }
      answer.closing += line.amount;
      answer.lines.push_back({.at = entry.at,
                              .kind = posting.kind,
                              .amount = line.amount,
                              .balance = answer.closing,
                              .asset = asset,
                              .reference = posting.reference});
    }
  }
}

}  // namespace quitrent
