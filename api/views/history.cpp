// SPDX-License-Identifier: EUPL-1.2
//
// Histories: the tables say which entries, the entries say what.
#include <algorithm>
#include <variant>

#include "api/views/chain.hpp"
#include "api/views/reading.hpp"
#include "market/codec/events.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

bool is_about(const market::Event& event, const AssetId& asset) {
  const std::vector<AssetId> about = subjects(event);
  return std::ranges::find(about, asset) != about.end();
}

}  // namespace

std::vector<TitleLink> ViewReader::chain_of_title(const AssetId& asset, std::uint64_t after,
                                                  std::size_t limit) {
  std::vector<TitleLink> links;
  const auto row = listed(asset);
  const Sequence first = journal_->holding_public(after + 1);
  if (!row || first == 0) return links;
  const auto add = [&](const NumberedEvent& numbered) {
    if (numbered.number <= after || links.size() >= limit) return;
    if (!is_about(numbered.event, asset)) return;
    if (const auto* conveyed = std::get_if<market::AssetConveyed>(&numbered.event)) {
      links.push_back({numbered.number, conveyed->conveyance});
    } else if (const auto* registered = std::get_if<market::AssetRegistered>(&numbered.event)) {
      links.push_back({numbered.number,
                       {.cause = ConveyanceCause::registration,
                        .has_holder = true,
                        .holder = registered->holder,
                        .at = numbered.at,
                        .price = {}}});
    }
  };
  Chain chain{*this, kAssetRecord, row->history, first - 1};
  for (auto interval = chain.next_conveyances(); !interval.empty();
       interval = chain.next_conveyances()) {
    for (const Record& found : interval) {
      each_public_event(entry_at(found.sequence), add);
      if (links.size() >= limit) return links;
    }
  }
  return links;
}

void ViewReader::events_of(const AssetId& asset, std::uint64_t after, const TakeEvent& take) {
  const auto row = listed(asset);
  const Sequence first = journal_->holding_public(after + 1);
  if (!row || first == 0) return;
  Chain chain{*this, kAssetRecord, row->history, first - 1};
  bool more = true;
  for (auto interval = chain.next(); !interval.empty(); interval = chain.next()) {
    for (const Record& found : interval) {
      each_public_event(entry_at(found.sequence), [&](const NumberedEvent& numbered) {
        if (more && numbered.number > after && is_about(numbered.event, asset)) {
          more = take(numbered);
        }
      });
      if (!more) return;
    }
  }
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

AccountStatement ViewReader::statement(const StatementQuery& query) {
  AccountStatement answer;
  ListedParty row;
  {
    const auto lock = catalogue_->reading();
    if (query.party >= catalogue_->party_count()) return answer;
    row = catalogue_->party(query.party);
  }
  const Sequence end = read_mark(database_, Marked::tables).sequence + 1;
  const Sequence first = query.after ? std::clamp<Sequence>(query.after->entry, 1, end)
                                     : first_at_or_after(query.period.begin, end);
  const Sequence last = std::max(first, first_at_or_after(query.period.end, end));
  answer.opening = answer.closing = row.cash;
  Chain chain{*this, kPartyRecord, row.history, first - 1};
  bool opened = false;
  for (auto interval = chain.next(); !interval.empty(); interval = chain.next()) {
    for (const Record& found : interval) {
      if (!opened) {
        opened = true;
        answer.opening = found.previous == 0
                             ? Money{}
                             : Money::from_micro(record(kPartyRecord, found.previous).value);
        answer.closing = answer.opening;
      }
      if (found.sequence >= last) return answer;
      add_lines(entry_at(found.sequence), query, answer);
      if (answer.next) return answer;
    }
  }
  return answer;
}

void ViewReader::add_lines(const Entry& entry, const StatementQuery& query,
                           AccountStatement& answer) {
  const bool begun = query.after && query.after->entry == entry.sequence;
  StatementPosition ordinal{.entry = entry.sequence, .lines = 0};
  for (const market::Event& event : market::decoded(source_.private_events(entry.private_part))) {
    const auto* posted = std::get_if<market::MoneyPosted>(&event);
    if (posted == nullptr) continue;
    const Posting& posting = posted->posting;
    for (const PostingLine& line : posting.lines) {
      if (line.account != Account{AccountKind::cash, query.party}) continue;
      if (begun && ordinal.lines < query.after->lines) {
        // The page before showed it.
        answer.opening += line.amount;
        answer.closing = answer.opening;
        ++ordinal.lines;
        continue;
      }
      if (answer.lines.size() >= query.limit) {
        answer.next = ordinal;
        return;
      }
      answer.closing += line.amount;
      answer.lines.push_back({.at = entry.at,
                              .kind = posting.kind,
                              .amount = line.amount,
                              .balance = answer.closing,
                              .asset = asset_of(posting),
                              .reference = posting.reference});
      ++ordinal.lines;
    }
  }
}

std::optional<AssetId> ViewReader::asset_of(const Posting& posting) const {
  if (!posting.has_asset) return std::nullopt;
  const auto lock = catalogue_->reading();
  if (posting.asset >= catalogue_->asset_count()) return std::nullopt;
  return catalogue_->asset(posting.asset).id;
}

}  // namespace quitrent::api
