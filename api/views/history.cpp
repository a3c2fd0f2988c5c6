// SPDX-License-Identifier: EUPL-1.2
//
// Histories: the tables say which entries, the entries say what.
#include <algorithm>
#include <ranges>
#include <variant>

#include "api/views/reading.hpp"
#include "api/views/uuid_bytes.hpp"
#include "market/codec.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent {
namespace {

constexpr const char* kAssetRecord =
    "SELECT sequence, previous, anchor, conveyance FROM asset_record WHERE number = ?";
constexpr const char* kPartyRecord =
    "SELECT sequence, previous, anchor, balance FROM party_record WHERE number = ?";

/// The asset that a public event is about; nothing for those about none.
const AssetId* subject(const Event& event) {
  if (const auto* registered = std::get_if<AssetRegistered>(&event)) return &registered->id;
  if (const auto* changed = std::get_if<StandingChanged>(&event)) return &changed->asset;
  if (const auto* conveyed = std::get_if<AssetConveyed>(&event)) return &conveyed->asset;
  return nullptr;
}

bool is_about(const Event& event, const AssetId& asset) {
  const AssetId* about = subject(event);
  return about != nullptr && *about == asset;
}

/// Calls `visit` with each public event of the entry, numbered.
template <class Visit>
void each_public_event(const Entry& entry, Visit&& visit) {
  std::uint64_t number = entry.first_public;
  for (Event& event : decoded(entry.public_part)) {
    visit(NumberedEvent{number++, entry.sequence, entry.at, std::move(event)});
  }
}

}  // namespace

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
  return {.number = number,
          .sequence = static_cast<Sequence>(statement.number(0)),
          .previous = static_cast<std::uint64_t>(statement.number(1)),
          .anchor = static_cast<std::uint64_t>(statement.number(2)),
          .value = statement.number(3)};
}

std::optional<ListedAsset> ViewReader::listed(const AssetId& asset) const {
  const auto lock = catalogue_->reading();
  const auto place = catalogue_->find(asset);
  if (!place) return std::nullopt;
  return catalogue_->asset(*place);
}

/// Walks from the newest record back to the first after an entry, by anchors, and then forward one
/// stretch between two anchors after the other.
class ViewReader::Chain {
 public:
  /// The records of `table` that end at `head` and belong to entries after `after`.
  Chain(ViewReader& reader, const char* table, const HistoryHead& head, Sequence after)
      : reader_{reader}, table_{table}, after_{after} {
    if (head.last != 0) ends_.push_back(head.last);
    for (std::uint64_t anchor = head.anchor; anchor != 0;) {
      const Record found = reader_.record(table_, anchor);
      if (found.sequence <= after_) break;
      if (found.number != head.last) ends_.push_back(found.number);
      anchor = found.anchor;
    }
  }

  /// The next stretch, oldest record first; empty after the last.
  std::vector<Record> next() {
    std::vector<Record> stretch;
    while (stretch.empty() && !ends_.empty()) {
      for (std::uint64_t number = ends_.back(); number > done_;) {
        const Record found = reader_.record(table_, number);
        if (found.sequence <= after_) break;
        stretch.push_back(found);
        number = found.previous;
      }
      done_ = ends_.back();
      ends_.pop_back();
    }
    std::ranges::reverse(stretch);
    return stretch;
  }

 private:
  ViewReader& reader_;
  const char* table_;
  Sequence after_;
  std::uint64_t done_ = 0;           // the newest record of the stretches so far
  std::vector<std::uint64_t> ends_;  // the newest record of each stretch to come, the newest first
};

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

std::vector<Conveyance> ViewReader::chain_of_title(const AssetId& asset) {
  std::vector<Conveyance> chain;
  const auto row = listed(asset);
  if (!row) return chain;
  std::vector<Sequence> conveyances;
  for (std::uint64_t number = row->conveyance; number != 0;) {
    const Record found = record(kAssetRecord, number);
    conveyances.push_back(found.sequence);
    number = found.previous == 0
                 ? 0
                 : static_cast<std::uint64_t>(record(kAssetRecord, found.previous).value);
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

PurchaseView ViewReader::purchase_in(const CompletedPurchase& completed) {
  const Entry entry = entry_at(completed.sequence);
  PurchaseView purchase{
      .number = completed.number, .id = completed.id, .at = entry.at, .items = {}};
  each_public_event(entry, [&](const NumberedEvent& numbered) {
    const auto* conveyed = std::get_if<AssetConveyed>(&numbered.event);
    if (conveyed == nullptr || conveyed->purchase != completed.id) return;
    purchase.items.push_back({.asset = conveyed->asset,
                              .price = conveyed->conveyance.price,
                              .seller = conveyed->from.id});
  });
  return purchase;
}

std::optional<PurchaseView> ViewReader::purchase(const PurchaseId& id) {
  CompletedPurchase completed{.id = id};
  {
    Statement& statement = prepared("SELECT number, sequence FROM purchase WHERE id = ?");
    const Rows rows{statement};
    if (!statement.bind_blob(1, bytes_of(id.uuid)).step()) return std::nullopt;
    completed.number = statement.number(0);
    completed.sequence = static_cast<Sequence>(statement.number(1));
  }
  return purchase_in(completed);
}

std::vector<PurchaseView> ViewReader::purchases_after(std::int64_t after, std::size_t limit) {
  std::vector<CompletedPurchase> found;
  {
    Statement& statement = prepared(
        "SELECT number, id, sequence FROM purchase WHERE number > ? ORDER BY number LIMIT ?");
    const Rows rows{statement};
    statement.bind(1, after).bind(2, static_cast<std::int64_t>(limit));
    while (statement.step()) {
      found.push_back({.number = statement.number(0),
                       .id = {uuid_of(statement.bytes(1))},
                       .sequence = static_cast<Sequence>(statement.number(2))});
    }
  }
  std::vector<PurchaseView> purchases;
  purchases.reserve(found.size());
  for (const CompletedPurchase& completed : found) purchases.push_back(purchase_in(completed));
  return purchases;
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
