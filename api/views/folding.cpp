// SPDX-License-Identifier: EUPL-1.2
#include "api/views/folding.hpp"

#include <algorithm>
#include <ranges>
#include <tuple>
#include <variant>

#include "api/views/uuid_bytes.hpp"
#include "market/codec.hpp"

namespace quitrent {
namespace {

/// The columns of an asset that change, one bit each, in the order of kColumns.
enum Column : unsigned { state_column = 1, holder_column = 2, rank_column = 4, funding_column = 8 };
constexpr std::array<const char*, 4> kColumns{"state", "holder", "rank", "funded_until"};

}  // namespace

Folding::Folding(Database& database, PrivateEvents private_events)
    : database_{database},
      private_events_{std::move(private_events)},
      folded_{read_folded(database)},
      find_asset_{database,
                  "SELECT ordinal, class, state, holder, rank, funded_until FROM asset"
                  " WHERE id = ?"},
      insert_asset_{database, "INSERT INTO asset VALUES(?, ?, ?, ?, ?, ?, ?)"},
      insert_words_{database, "INSERT INTO search(rowid, words) VALUES(?, ?)"},
      insert_touch_{database, "INSERT INTO touch VALUES(?, ?, ?)"},
      insert_movement_{database, "INSERT INTO movement VALUES(?, ?, ?)"},
      insert_purchase_{database, "INSERT INTO purchase VALUES(?, ?, ?)"},
      update_folded_{database,
                     "UPDATE folded SET sequence = ?, digest = ?, assets = ?, purchases = ?"} {}

void Folding::take(const Entry& entry) {
  folded_.sequence = entry.sequence;
  folded_.digest = entry.digest;
  ++taken_;
  const auto note_each = [this](std::string_view part) {
    for (const Event& event : decoded(part)) {
      std::visit(
          [this](const auto& fact) {
            if constexpr (requires { note(fact); }) note(fact);
          },
          event);
    }
  };
  note_each(entry.public_part);
  note_each(private_events_(entry.private_part));
}

void Folding::note(const AssetRegistered& event) {
  ChangedAsset& asset = assets_[event.id];
  asset.after = {.id = event.id,
                 .ordinal = static_cast<Ordinal>(folded_.assets++),
                 .asset_class = event.asset_class,
                 .holder = event.holder.id};
  set_standing(asset.after, event.standing);
  asset.words = event.particulars->name;
  for (const ExternalIdentifier& identifier : event.particulars->identifiers) {
    asset.words += '\n' + identifier.value;
  }
  touch(asset.after.ordinal, true);
}

void Folding::note(const StandingChanged& event) {
  ChangedAsset& asset = changed(event.asset);
  set_standing(asset.after, event.standing);
  touch(asset.after.ordinal, false);
}

void Folding::note(const AssetConveyed& event) {
  ChangedAsset& asset = changed(event.asset);
  asset.after.holder.reset();
  if (event.conveyance.has_holder) asset.after.holder = event.conveyance.holder.id;
  set_standing(asset.after, event.standing);
  touch(asset.after.ordinal, true);
  // A basket has one event an item, all with the same purchase, one after the other.
  if (event.purchase && (purchases_.empty() || purchases_.back().id != *event.purchase)) {
    purchases_.push_back({*event.purchase, folded_.sequence});
  }
}

void Folding::note(const MoneyPosted& event) {
  for (const PostingLine& line : event.posting.lines) {
    if (line.account.kind != AccountKind::cash) continue;
    movements_.push_back({line.account.owner, folded_.sequence, line.amount});
  }
}

Folding::ChangedAsset& Folding::changed(const AssetId& id) {
  const auto [place, is_new] = assets_.try_emplace(id);
  ChangedAsset& asset = place->second;
  if (!is_new) return asset;
  const Rows rows{find_asset_};
  find_asset_.bind_blob(1, bytes_of(id.uuid));
  if (!find_asset_.step()) throw DamagedBytes("an event of an asset that was never registered");
  AssetRow& row = asset.after;
  row.id = id;
  row.ordinal = static_cast<Ordinal>(find_asset_.number(0));
  row.asset_class = static_cast<AssetClass>(find_asset_.number(1));
  row.state = static_cast<AssetState>(find_asset_.number(2));
  if (!find_asset_.is_null(3)) row.holder = PartyId{uuid_of(find_asset_.bytes(3))};
  row.rank = find_asset_.number(4);
  row.funded_until = find_asset_.number(5);
  asset.before = row;
  return asset;
}

void Folding::touch(Ordinal asset, bool conveyed) {
  touches_.push_back({asset, folded_.sequence, conveyed});
}

void Folding::set_standing(AssetRow& row, const Standing& standing) {
  const bool ended = is_terminal(standing.state);
  const bool accrues = !ended && standing.state != AssetState::auction;
  row.state = standing.state;
  row.rank = ended ? 0 : -standing.assessment.micro();
  row.funded_until = (accrues ? standing.funded_until : kEndOfTime).seconds();
}

void Folding::write() {
  if (taken_ == 0) return;
  database_.execute("BEGIN IMMEDIATE");
  write_assets();
  write_histories();
  write_folded();
  database_.execute("COMMIT");
  taken_ = 0;
}

void Folding::write_assets() {
  std::vector<const ChangedAsset*> in_order;
  in_order.reserve(assets_.size());
  for (const auto& [id, asset] : assets_) in_order.push_back(&asset);
  std::ranges::sort(in_order, {}, [](const ChangedAsset* asset) { return asset->after.ordinal; });
  for (const ChangedAsset* asset : in_order) {
    asset->before ? write_change(*asset) : write_new(*asset);
  }
  assets_.clear();
}

void Folding::write_new(const ChangedAsset& asset) {
  const AssetRow& row = asset.after;
  insert_asset_.bind(1, row.ordinal)
      .bind_blob(2, bytes_of(row.id.uuid))
      .bind(3, static_cast<std::int64_t>(row.asset_class))
      .bind(4, static_cast<std::int64_t>(row.state));
  row.holder ? insert_asset_.bind_blob(5, bytes_of(row.holder->uuid)) : insert_asset_.bind_null(5);
  insert_asset_.bind(6, row.rank).bind(7, row.funded_until).run();
  insert_words_.bind(1, row.ordinal).bind_text(2, asset.words).run();
}

void Folding::write_change(const ChangedAsset& asset) {
  const AssetRow& before = *asset.before;
  const AssetRow& after = asset.after;
  // SQLite rewrites the index of every column that a statement names, changed or not.
  const unsigned columns = (before.state != after.state ? state_column : 0U) |
                           (before.holder != after.holder ? holder_column : 0U) |
                           (before.rank != after.rank ? rank_column : 0U) |
                           (before.funded_until != after.funded_until ? funding_column : 0U);
  if (columns == 0) return;
  Statement& update = update_of(columns);
  int place = 1;
  if ((columns & state_column) != 0) update.bind(place++, static_cast<std::int64_t>(after.state));
  if ((columns & holder_column) != 0) {
    after.holder ? update.bind_blob(place, bytes_of(after.holder->uuid)) : update.bind_null(place);
    ++place;
  }
  if ((columns & rank_column) != 0) update.bind(place++, after.rank);
  if ((columns & funding_column) != 0) update.bind(place++, after.funded_until);
  update.bind(place, after.ordinal).run();
}

Statement& Folding::update_of(unsigned columns) {
  auto& update = updates_[columns];
  if (update) return *update;
  std::string sql = "UPDATE asset SET ";
  for (std::size_t place = 0; place < kColumns.size(); ++place) {
    if ((columns >> place & 1U) == 0) continue;
    if (!sql.ends_with(' ')) sql += ',';
    sql += std::string{kColumns[place]} + "=?";
  }
  update = std::make_unique<Statement>(database_, sql + " WHERE ordinal = ?");
  return *update;
}

void Folding::write_histories() {
  // One row an entry, however often it names the asset or the party.
  std::ranges::stable_sort(touches_, {}, [](const Touch& touch) {
    return std::tuple{touch.asset, touch.sequence, !touch.conveyed};
  });
  const auto repeated = std::ranges::unique(
      touches_, {}, [](const Touch& touch) { return std::pair{touch.asset, touch.sequence}; });
  touches_.erase(repeated.begin(), repeated.end());
  for (const Touch& touch : touches_) {
    insert_touch_.bind(1, touch.asset)
        .bind(2, static_cast<std::int64_t>(touch.sequence))
        .bind(3, touch.conveyed ? 1 : 0)
        .run();
  }
  touches_.clear();
  const auto key = [](const Movement& movement) {
    return std::pair{movement.party, movement.sequence};
  };
  std::ranges::stable_sort(movements_, {}, key);
  for (std::size_t place = 0; place < movements_.size();) {
    Movement whole = movements_[place];
    while (++place < movements_.size() && key(movements_[place]) == key(whole)) {
      whole.amount += movements_[place].amount;
    }
    insert_movement_.bind(1, whole.party)
        .bind(2, static_cast<std::int64_t>(whole.sequence))
        .bind(3, whole.amount.micro())
        .run();
  }
  movements_.clear();
}

void Folding::write_folded() {
  for (const CompletedPurchase& purchase : purchases_) {
    insert_purchase_.bind(1, ++folded_.purchases)
        .bind_blob(2, bytes_of(purchase.id.uuid))
        .bind(3, static_cast<std::int64_t>(purchase.sequence))
        .run();
  }
  purchases_.clear();
  update_folded_.bind(1, static_cast<std::int64_t>(folded_.sequence))
      .bind_blob(2, view(folded_.digest))
      .bind(3, folded_.assets)
      .bind(4, folded_.purchases)
      .run();
}

}  // namespace quitrent
