// SPDX-License-Identifier: EUPL-1.2
//
// Histories: the tables say which entries, the entries say what.
#include <algorithm>
#include <limits>
#include <variant>

#include "api/views/reading.hpp"
#include "api/views/uuid_bytes.hpp"
#include "market/codec.hpp"

namespace quitrent {
namespace {

/// How many places of a history are looked up at once.
constexpr std::int64_t kPlacesAtOnce = 256;

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

std::optional<Ordinal> ViewReader::ordinal_of(const AssetId& asset) {
  Statement& statement = prepared("SELECT ordinal FROM asset WHERE id = ?");
  const Rows rows{statement};
  if (!statement.bind_blob(1, bytes_of(asset.uuid)).step()) return std::nullopt;
  return static_cast<Ordinal>(statement.number(0));
}

std::optional<AssetId> ViewReader::asset_at(Ordinal ordinal) {
  Statement& statement = prepared("SELECT id FROM asset WHERE ordinal = ?");
  const Rows rows{statement};
  if (!statement.bind(1, ordinal).step()) return std::nullopt;
  return AssetId{uuid_of(statement.bytes(0))};
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

std::vector<Sequence> ViewReader::places(const std::string& sql, std::int64_t of, Sequence after) {
  Statement& statement = prepared(sql);
  const Rows rows{statement};
  statement.bind(1, of).bind(2, static_cast<std::int64_t>(after)).bind(3, kPlacesAtOnce);
  std::vector<Sequence> found;
  while (statement.step()) found.push_back(static_cast<Sequence>(statement.number(0)));
  return found;
}

void ViewReader::each_place(const std::string& sql, std::int64_t of, Sequence after,
                            const std::function<bool(const Entry&)>& visit) {
  for (;;) {
    const auto found = places(sql, of, after);
    for (const Sequence sequence : found) {
      if (!visit(entry_at(sequence))) return;
    }
    if (found.empty()) return;
    after = found.back();
  }
}

std::vector<Conveyance> ViewReader::chain_of_title(const AssetId& asset) {
  std::vector<Conveyance> chain;
  const auto ordinal = ordinal_of(asset);
  if (!ordinal) return chain;
  const auto link = [&](const NumberedEvent& numbered) {
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
  };
  each_place(
      "SELECT sequence FROM touch WHERE asset = ? AND sequence > ? AND conveyed = 1"
      " ORDER BY sequence LIMIT ?",
      *ordinal, 0, [&](const Entry& entry) {
        each_public_event(entry, link);
        return true;
      });
  return chain;
}

std::vector<NumberedEvent> ViewReader::events_of(const AssetId& asset, std::uint64_t after,
                                                 std::size_t limit) {
  std::vector<NumberedEvent> events;
  const auto ordinal = ordinal_of(asset);
  const Sequence first = journal_->holding_public(after + 1);
  if (!ordinal || first == 0) return events;
  each_place(
      "SELECT sequence FROM touch WHERE asset = ? AND sequence > ? ORDER BY sequence LIMIT ?",
      *ordinal, first - 1, [&](const Entry& entry) {
        each_public_event(entry, [&](NumberedEvent numbered) {
          if (numbered.number > after && events.size() < limit && is_about(numbered.event, asset)) {
            events.push_back(std::move(numbered));
          }
        });
        return events.size() < limit;
      });
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
  const Sequence end = read_folded(database_).sequence + 1;
  const Sequence first = first_at_or_after(period.begin, end);
  const Sequence last = std::max(first, first_at_or_after(period.end, end));
  AccountStatement answer;
  {
    Statement& before =
        prepared("SELECT coalesce(sum(amount), 0) FROM movement WHERE party = ? AND sequence < ?");
    const Rows rows{before};
    before.bind(1, party).bind(2, static_cast<std::int64_t>(first)).step();
    answer.opening = answer.closing = Money::from_micro(before.number(0));
  }
  each_place(
      "SELECT sequence FROM movement WHERE party = ? AND sequence > ? ORDER BY sequence LIMIT ?",
      party, first - 1, [&](const Entry& entry) {
        if (entry.sequence >= last) return false;
        add_lines(entry, party, answer);
        return true;
      });
  return answer;
}

void ViewReader::add_lines(const Entry& entry, Ordinal party, AccountStatement& answer) {
  for (const Event& event : decoded(source_.private_events(entry.private_part))) {
    const auto* posted = std::get_if<MoneyPosted>(&event);
    if (posted == nullptr) continue;
    const Posting& posting = posted->posting;
    for (const PostingLine& line : posting.lines) {
      if (line.account != Account{AccountKind::cash, party}) continue;
      answer.closing += line.amount;
      answer.lines.push_back({.at = entry.at,
                              .kind = posting.kind,
                              .amount = line.amount,
                              .balance = answer.closing,
                              .asset = posting.has_asset ? asset_at(posting.asset) : std::nullopt,
                              .reference = posting.reference});
    }
  }
}

}  // namespace quitrent
