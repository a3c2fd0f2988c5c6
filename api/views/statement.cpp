// SPDX-License-Identifier: EUPL-1.2
#include "api/views/statement.hpp"

#include <algorithm>
#include <variant>

#include "api/views/chain.hpp"
#include "market/codec/events.hpp"

namespace quitrent::api {
namespace {

/// The asset that a posting is about; nothing where there is none or the catalogue lacks it.
std::optional<AssetId> asset_of(const ViewReader& reader, const Posting& posting) {
  if (!posting.has_asset) return std::nullopt;
  const auto lock = reader.catalogue().reading();
  if (posting.asset >= reader.catalogue().asset_count()) return std::nullopt;
  return reader.catalogue().asset(posting.asset).id;
}

/// Adds the entry's movements on the party's account to the statement, as far as there is room.
void add_lines(ViewReader& reader, const Entry& entry, const StatementQuery& query,
               AccountStatement& answer) {
  const bool begun = query.after && query.after->entry == entry.sequence;
  StatementPosition position{.entry = entry.sequence, .lines = 0};
  for (const market::Event& event :
       market::decoded(reader.source().private_events(entry.private_part))) {
    const auto* posted = std::get_if<market::MoneyPosted>(&event);
    if (posted == nullptr) continue;
    const Posting& posting = posted->posting;
    for (const PostingLine& line : posting.lines) {
      if (line.account != Account{AccountKind::cash, query.party}) continue;
      if (begun && position.lines < query.after->lines) {
        // The page before showed this line.
        answer.opening += line.amount;
        answer.closing = answer.opening;
        ++position.lines;
        continue;
      }
      if (answer.lines.size() >= query.limit) {
        answer.next = position;
        return;
      }
      answer.closing += line.amount;
      answer.lines.push_back({.at = entry.at,
                              .kind = posting.kind,
                              .amount = line.amount,
                              .balance = answer.closing,
                              .asset = asset_of(reader, posting),
                              .reference = posting.reference});
      ++position.lines;
    }
  }
}

}  // namespace

AccountStatement statement(ViewReader& reader, const StatementQuery& query) {
  AccountStatement answer;
  ListedParty row;
  {
    const auto lock = reader.catalogue().reading();
    if (query.party >= reader.catalogue().party_count()) return answer;
    row = reader.catalogue().party(query.party);
  }
  const Sequence end = read_mark(reader.database(), Marked::tables).sequence + 1;
  const Sequence first = query.after ? std::clamp<Sequence>(query.after->entry, 1, end)
                                     : reader.first_at_or_after(query.period.begin, end);
  const Sequence last = std::max(first, reader.first_at_or_after(query.period.end, end));
  answer.opening = answer.closing = row.cash;
  RecordChain chain{reader, kPartyRecord, row.history, first - 1};
  bool opened = false;
  for (auto interval = chain.next(); !interval.empty(); interval = chain.next()) {
    for (const HistoryRecord& found : interval) {
      if (!opened) {
        opened = true;
        answer.opening = found.previous == 0
                             ? Money{}
                             : Money::from_micro(reader.record(kPartyRecord, found.previous).value);
        answer.closing = answer.opening;
      }
      if (found.sequence >= last) return answer;
      add_lines(reader, reader.entry_at(found.sequence), query, answer);
      if (answer.next) return answer;
    }
  }
  return answer;
}

}  // namespace quitrent::api
