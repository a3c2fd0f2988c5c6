// SPDX-License-Identifier: EUPL-1.2
#include "api/views/folding.hpp"

#include <variant>

#include "api/views/uuid_bytes.hpp"
#include "market/codec.hpp"

namespace quitrent {
namespace {

void set_standing(ListedAsset& row, const Standing& standing) {
  const bool ended = is_terminal(standing.state);
  const bool accrues = !ended && standing.state != AssetState::auction;
  row.state = standing.state;
  row.rank = ended ? 0 : -standing.assessment.micro();
  row.funded_until = (accrues ? standing.funded_until : kEndOfTime).seconds();
}

}  // namespace

Folding::Folding(Database& database, Catalogue& catalogue, PrivateEvents private_events)
    : database_{database},
      catalogue_{catalogue},
      private_events_{std::move(private_events)},
      there_{read_mark(database, Marked::tables)},
      mark_{read_mark(database, Marked::catalogue)},
      insert_words_{database, "INSERT INTO search(rowid, words) VALUES(?, ?)"},
      insert_asset_record_{database, "INSERT INTO asset_record VALUES(?, ?, ?, ?, ?)"},
      insert_party_record_{database, "INSERT INTO party_record VALUES(?, ?, ?, ?, ?)"},
      insert_purchase_{database, "INSERT INTO purchase VALUES(?, ?, ?)"} {}

void Folding::take(const Entry& entry) {
  const auto public_events = decoded(entry.public_part);
  const auto private_events = decoded(private_events_(entry.private_part));
  mark_.sequence = entry.sequence;
  mark_.digest = entry.digest;
  ++taken_;
  // Private first: whoever holds an asset was registered before, maybe in this very entry.
  for (const auto* events : {&private_events, &public_events}) {
    for (const Event& event : *events) {
      std::visit(
          [this](const auto& fact) {
            if constexpr (requires { note(fact); }) note(fact);
          },
          event);
    }
  }
}

void Folding::note(const PartyRegistered& event) {
  const auto place = static_cast<Ordinal>(mark_.parties++);
  parties_[place].id = event.id;
  new_parties_[event.id] = place;
}

void Folding::note(const AssetRegistered& event) {
  const auto place = static_cast<Ordinal>(mark_.assets++);
  ListedAsset& row = assets_[place];
  row.id = event.id;
  row.asset_class = event.asset_class;
  row.holder = party_of(event.holder.id);
  set_standing(row, event.standing);
  touch(row, true);
  new_assets_[event.id] = place;
  std::string words = event.particulars->name;
  for (const ExternalIdentifier& identifier : event.particulars->identifiers) {
    words += '\n' + identifier.value;
  }
  words_.push_back({place, std::move(words)});
}

void Folding::note(const StandingChanged& event) {
  ListedAsset& row = changed(event.asset);
  set_standing(row, event.standing);
  touch(row, false);
}

void Folding::note(const AssetConveyed& event) {
  ListedAsset& row = changed(event.asset);
  const Conveyance& link = event.conveyance;
  row.holder = link.has_holder ? party_of(link.holder.id) : kNone;
  set_standing(row, event.standing);
  touch(row, true);
  // A basket has one event an item, all with the same purchase, one after the other.
  if (event.purchase && (purchases_.empty() || purchases_.back().id != *event.purchase)) {
    purchases_.push_back({*event.purchase, ++mark_.purchases, mark_.sequence});
  }
}

void Folding::note(const MoneyPosted& event) {
  for (const PostingLine& line : event.posting.lines) {
    if (line.account.kind != AccountKind::cash) continue;
    ListedParty& row = changed(line.account.owner);
    row.cash += line.amount;
    record(party_records_, mark_.party_records, row.history).value = row.cash.micro();
  }
}

ListedAsset& Folding::changed(const AssetId& id) {
  auto place = catalogue_.find(id);
  if (!place) {
    const auto found = new_assets_.find(id);
    if (found == new_assets_.end()) {
      throw ViewsUnsound("an event of an asset that was never registered");
    }
    place = found->second;
  }
  const auto [row, is_new] = assets_.try_emplace(*place);
  if (is_new) row->second = catalogue_.asset(*place);
  return row->second;
}

ListedParty& Folding::changed(Ordinal party) {
  if (party >= mark_.parties) throw ViewsUnsound("money of a party that was never registered");
  const auto [row, is_new] = parties_.try_emplace(party);
  if (is_new) row->second = catalogue_.party(party);
  return row->second;
}

Ordinal Folding::party_of(const PartyId& id) const {
  if (const auto place = catalogue_.find(id)) return *place;
  const auto found = new_parties_.find(id);
  if (found == new_parties_.end()) throw ViewsUnsound("a holder who was never registered");
  return found->second;
}

void Folding::touch(ListedAsset& asset, bool conveyed) {
  Record& added = record(asset_records_, mark_.asset_records, asset.history);
  if (conveyed) asset.conveyance = asset.history.last;
  added.value = static_cast<std::int64_t>(asset.conveyance);
}

Folding::Record& Folding::record(std::vector<Record>& records, std::int64_t& count,
                                 HistoryHead& head) {
  // One record an entry, however often the entry names the asset or the party.
  if (!records.empty() && static_cast<std::int64_t>(head.last) >= records.front().number) {
    Record& last = records[head.last - static_cast<std::uint64_t>(records.front().number)];
    if (last.sequence == mark_.sequence) return last;
  }
  records.push_back({.number = ++count, .sequence = mark_.sequence, .before = head});
  head.last = static_cast<std::uint64_t>(count);
  ++head.length;
  if (head.length % kAnchorDistance == 0) head.anchor = head.last;
  return records.back();
}

void Folding::write() {
  if (taken_ == 0) return;
  if (mark_.sequence > there_.sequence) {
    database_.execute("BEGIN IMMEDIATE");
    write_tables();
    write_mark(database_, Marked::tables, mark_);
    database_.execute("COMMIT");
  }
  publish();
  asset_records_.clear();
  party_records_.clear();
  purchases_.clear();
  words_.clear();
  taken_ = 0;
}

void Folding::write_tables() {
  write_records(insert_asset_record_, asset_records_, there_.asset_records);
  write_records(insert_party_record_, party_records_, there_.party_records);
  for (const CompletedPurchase& purchase : purchases_) {
    if (purchase.number <= there_.purchases) continue;
    insert_purchase_.bind(1, purchase.number)
        .bind_blob(2, bytes_of(purchase.id.uuid))
        .bind(3, static_cast<std::int64_t>(purchase.sequence))
        .run();
  }
  for (const NewWords& asset : words_) {
    if (asset.asset < there_.assets) continue;
    insert_words_.bind(1, asset.asset).bind_text(2, asset.words).run();
  }
}

void Folding::write_records(Statement& insert, const std::vector<Record>& records,
                            std::int64_t there) {
  for (const Record& record : records) {
    if (record.number <= there) continue;
    insert.bind(1, record.number)
        .bind(2, static_cast<std::int64_t>(record.sequence))
        .bind(3, static_cast<std::int64_t>(record.before.last))
        .bind(4, static_cast<std::int64_t>(record.before.anchor))
        .bind(5, record.value)
        .run();
  }
}

void Folding::publish() {
  const auto lock = catalogue_.writing();
  // New rows go behind the others in their order; holders before what they hold.
  for (Ordinal place = catalogue_.party_count(); place < mark_.parties; ++place) {
    catalogue_.put(place, parties_.extract(place).mapped());
  }
  for (const auto& [place, row] : parties_) catalogue_.put(place, row);
  for (Ordinal place = catalogue_.asset_count(); place < mark_.assets; ++place) {
    catalogue_.put(place, assets_.extract(place).mapped());
  }
  for (const auto& [place, row] : assets_) catalogue_.put(place, row);
  parties_.clear();
  assets_.clear();
  new_assets_.clear();
  new_parties_.clear();
}

}  // namespace quitrent
