// SPDX-License-Identifier: EUPL-1.2
#include "api/views/folding.hpp"

#include <algorithm>
#include <variant>

#include "api/views/activity.hpp"
#include "market/codec/events.hpp"
#include "market/state/figures.hpp"
#include "registry/title/external_identifier.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent::api {
namespace {

/// Whether the event makes a link of an asset's chain of title.
bool is_conveyance(const market::Event& event) {
  return std::holds_alternative<market::AssetRegistered>(event) ||
         std::holds_alternative<market::AssetConveyed>(event);
}

}  // namespace

Folding::Folding(ViewFile& file, Catalogue& catalogue, const ViewsSource& source)
    : file_{file},
      database_{file.database()},
      catalogue_{catalogue},
      private_events_{source.private_events},
      steps_{source.steps},
      tables_mark_{read_mark(database_, Marked::tables)},
      mark_{read_mark(database_, Marked::catalogue)},
      asset_records_{database_, "asset_record", steps_},
      party_records_{database_, "party_record", steps_},
      purchases_{database_, steps_, mark_},
      sums_{database_},
      asset_words_{database_, SearchTable::assets},
      party_words_{database_, SearchTable::parties},
      insert_register_record_{database_, "INSERT INTO register_record VALUES(?, ?)"},
      insert_origin_{database_, "INSERT OR IGNORE INTO lineage VALUES(?, ?)"},
      insert_contest_{database_, "INSERT OR IGNORE INTO contest_record VALUES(?, ?)"} {}

void Folding::take(const Entry& entry) {
  const auto public_events = market::decoded(entry.public_part);
  const auto private_events = market::decoded(private_events_(entry.private_part));
  mark_.sequence = entry.sequence;
  mark_.digest = entry.digest;
  ++taken_;
  purchases_.begin_entry(public_events);
  activities_.clear();
  // Private events first: they register parties, and this same entry may convey an asset to one.
  for (const auto* events : {&private_events, &public_events}) {
    for (const market::Event& event : *events) take(event);
  }
  // Revenue last: a registration fee names the asset, which this same entry registers.
  for (const auto* events : {&private_events, &public_events}) {
    for (const market::Event& event : *events) {
      add(mark_.revenue, event, [this](std::uint32_t asset) { return class_of(asset); });
    }
  }
  append(mark_.recent_activities, mark_.sequence, activities_);
  for (const Activity& activity : activities_) add(mark_.activity, activity);
  sums_.take(mark_);
}

/// What each kind of event adds to the views. Where a kind is missing, this does not compile.
struct Folding::Projection {
  Folding& views;

  void operator()(const market::PartyRegistered& event) const { views.project_party(event); }
  void operator()(const market::AssetRegistered& event) const { views.project_asset(event); }
  void operator()(const market::AssetConveyed& event) const { views.project_conveyance(event); }
  void operator()(const market::PurchaseChanged& event) const { views.project_purchase(event); }
  void operator()(const market::MoneyPosted& event) const { views.project_posting(event); }
  void operator()(const market::AssetStatusChanged& event) const { project_status(event); }
  void operator()(const market::EncumbrancesChanged& event) const {
    project_status(event);
    if (!event.change.added.holds.empty()) views.changed(event.asset).was_held = true;
  }
  void operator()(const market::RegistrarNoted& event) const { project_status(event); }
  void operator()(const market::TermsChanged& event) const {
    project_status(event);
    ListedAsset& row = views.changed(event.asset);
    row.degree = event.degree;
    row.terms = views.terms_of(*event.particulars);
    if (event.cause != market::TermsCause::finding) return;
    views.project_origins(event.asset, event.particulars->derived_from);
  }
  void operator()(const market::ContestFiled& event) const { project_contest(event.contest); }
  void operator()(const market::ContestDecided& event) const { project_contest(event.contest); }
  void operator()(const market::ContestChanged& event) const { project_contest(event.contest); }
  void operator()(const market::FindingChanged& event) const { project_status(event); }
  void operator()(const market::SchedulePublished& /*event*/) const { views.project_for_all(); }
  void operator()(const market::DegreeBasisRecorded& /*event*/) const { views.project_for_all(); }
  void operator()(const market::OutageRecorded& /*event*/) const { views.project_for_all(); }
  // These add nothing but records for the assets that subjects() names.
  void operator()(const market::RegisterLevied& /*event*/) const {}
  void operator()(const market::RevenueApportioned& /*event*/) const {}
  void operator()(const market::ProfileRecorded& /*event*/) const {}
  void operator()(const market::ProfileConsidered& /*event*/) const {}
  void operator()(const market::LossAccepted& /*event*/) const {}
  void operator()(const market::RegisterFounded& /*event*/) const {}
  void operator()(const market::ActProposed& /*event*/) const {}
  void operator()(const market::ActEnded& /*event*/) const {}
  void operator()(const market::CharterRecorded& /*event*/) const {}
  void operator()(const market::HeldTimeEnded& /*event*/) const {}
  void operator()(const market::ScheduleProposed& /*event*/) const {}
  void operator()(const market::ScheduleDecided& /*event*/) const {}
  void operator()(const market::CreditProposed& /*event*/) const {}
  void operator()(const market::CreditCounted& /*event*/) const {}
  void operator()(const market::DebtChanged& /*event*/) const {}
  void operator()(const market::PartyFrozen& /*event*/) const {}

 private:
  void project_contest(const Contest& contest) const { views.project_contest(contest); }
  /// For events that change an asset's figures but not its holder.
  template <class Fact>
  void project_status(const Fact& event) const {
    set_status(views.changed(event.asset), event.status);
  }
};

void Folding::take(const market::Event& event) {
  const BeforeEvent before = [this](const AssetId& id) { return asset_before(changed(id)); };
  find_activities(event, before, activities_);
  std::visit(Projection{*this}, event);
  for (const AssetId& id : subjects(event)) touch(changed(id), is_conveyance(event));
}

void Folding::project_party(const market::PartyRegistered& event) {
  const auto ordinal = static_cast<Ordinal>(mark_.parties++);
  ListedParty& row = parties_[ordinal];
  row.id = event.id;
  row.roles = event.roles;
  new_parties_[event.id] = ordinal;
  party_words_.add(ordinal, event.name);
}

void Folding::project_asset(const market::AssetRegistered& event) {
  const auto ordinal = static_cast<Ordinal>(mark_.assets++);
  ListedAsset& row = assets_[ordinal];
  row.id = event.id;
  row.asset_class = event.asset_class;
  row.holder = party_of(event.holder.id);
  row.degree = event.degree;
  row.terms = terms_of(*event.particulars);
  set_status(row, event.status);
  new_assets_[event.id] = ordinal;
  std::string words = event.particulars->name;
  for (const ExternalIdentifier& identifier : event.particulars->identifiers) {
    words += '\n' + identifier.value;
    // Identifiers that were recorded before canonical forms existed are found by that form too.
    const auto form = canonical(identifier);
    if (form && form->value != identifier.value) words += '\n' + form->value;
  }
  asset_words_.add(ordinal, std::move(words));
  project_origins(event.id, event.particulars->derived_from);
}

void Folding::project_origins(const AssetId& asset, std::span<const Origin> origins) {
  for (const Origin& origin : origins) {
    origins_.push_back({.parent = ordinal_of(origin.asset), .child = ordinal_of(asset)});
  }
}

std::uint32_t Folding::terms_of(const Particulars& particulars) {
  std::string bytes = bytes_of(listed_terms(particulars));
  if (const auto number = catalogue_.terms().find(bytes)) return *number;
  const auto next = static_cast<std::uint32_t>(catalogue_.terms().size() + new_terms_.size());
  const auto [there, is_new] = new_terms_.try_emplace(bytes, next);
  if (is_new) new_terms_rows_.push_back(std::move(bytes));
  return there->second;
}

void Folding::project_conveyance(const market::AssetConveyed& event) {
  ListedAsset& row = changed(event.asset);
  const Conveyance& link = event.conveyance;
  row.holder = link.has_holder ? party_of(link.holder.id) : kNone;
  set_status(row, event.status);
  if (!event.change.added.holds.empty()) row.was_held = true;
  if (is_sale(link.cause) && link.has_holder) {
    ++changed(party_of(event.from.id)).sold;
    ++changed(row.holder).bought;
  }
  if (!event.purchase) return;
  const auto* pending = purchases_.change_of(*event.purchase);
  if (pending == nullptr) {
    link_purchase(purchases_.begun_now(*event.purchase),
                  {.asset = event.asset, .buyer = link.holder.id, .seller = event.from.id});
    return;
  }
  const auto item =
      std::ranges::find(pending->purchase.items, event.asset, &market::PendingItem::asset);
  if (item != pending->purchase.items.end() && item->seller != event.from.id) {
    purchases_.add_late_seller(party_of(event.from.id), *event.purchase);
  }
}

void Folding::project_purchase(const market::PurchaseChanged& event) {
  const auto number = purchases_.take(event);
  if (!number) return;
  for (const market::PendingItem& item : event.purchase.items) {
    link_purchase(*number,
                  {.asset = item.asset, .buyer = event.purchase.buyer.id, .seller = item.seller});
  }
}

void Folding::link_purchase(std::int64_t purchase, const Trade& trade) {
  purchases_.link(purchase, changed(trade.asset).purchases);
  purchases_.link(purchase, changed(party_of(trade.buyer)).purchases);
  purchases_.link(purchase, changed(party_of(trade.seller)).sales);
}

void Folding::project_contest(const Contest& contest) {
  contests_.push_back({ordinal_of(contest.asset), mark_.sequence});
}

void Folding::project_posting(const market::MoneyPosted& event) {
  for (const PostingLine& line : event.posting.lines) {
    if (line.account.kind != AccountKind::cash) continue;
    ListedParty& row = changed(line.account.owner);
    row.cash += line.amount;
    party_records_.add(mark_.party_records, mark_.sequence, row.history).value = row.cash.micro();
  }
}

void Folding::project_for_all() {
  if (!register_records_.empty() && register_records_.back().sequence == mark_.sequence) return;
  register_records_.push_back({++mark_.register_records, mark_.sequence});
}

AssetClass Folding::class_of(std::uint32_t asset) const {
  if (asset < catalogue_.asset_count()) return catalogue_.asset(asset).asset_class;
  const auto found = assets_.find(asset);
  if (found == assets_.end()) throw ViewsUnsound("money of an asset that was never registered");
  return found->second.asset_class;
}

Ordinal Folding::ordinal_of(const AssetId& id) const {
  if (const auto ordinal = catalogue_.find(id)) return *ordinal;
  const auto found = new_assets_.find(id);
  if (found == new_assets_.end()) {
    throw ViewsUnsound("an event of an asset that was never registered");
  }
  return found->second;
}

ListedAsset& Folding::changed(const AssetId& id) {
  const Ordinal ordinal = ordinal_of(id);
  const auto [row, is_new] = assets_.try_emplace(ordinal);
  if (is_new) row->second = catalogue_.asset(ordinal);
  return row->second;
}

ListedParty& Folding::changed(Ordinal party) {
  if (party >= mark_.parties) throw ViewsUnsound("money of a party that was never registered");
  const auto [row, is_new] = parties_.try_emplace(party);
  if (is_new) row->second = catalogue_.party(party);
  return row->second;
}

Ordinal Folding::party_of(const PartyId& id) const {
  if (const auto ordinal = catalogue_.find(id)) return *ordinal;
  const auto found = new_parties_.find(id);
  if (found == new_parties_.end()) throw ViewsUnsound("a holder who was never registered");
  return found->second;
}

void Folding::touch(ListedAsset& asset, bool conveyed) {
  const std::uint32_t length = asset.history.length;
  HistoryRecords::Record& added =
      asset_records_.add(mark_.asset_records, mark_.sequence, asset.history);
  if (asset.history.length > length && asset.history.length % steps_.milestone == 0) {
    milestones_.push_back({asset.id, asset.history.last});
  }
  if (conveyed) asset.conveyance = asset.history.last;
  added.value = static_cast<std::int64_t>(asset.conveyance);
}

void Folding::write() {
  if (taken_ == 0) return;
  if (mark_.sequence > tables_mark_.sequence) {
    file_.begin();
    write_tables();
    write_mark(database_, Marked::tables, mark_);
    file_.commit();
  }
  publish();
  asset_records_.clear();
  party_records_.clear();
  purchases_.clear();
  register_records_.clear();
  sums_.clear();
  asset_words_.clear();
  party_words_.clear();
  origins_.clear();
  contests_.clear();
  taken_ = 0;
}

void Folding::write_tables() {
  asset_records_.write(tables_mark_.asset_records);
  party_records_.write(tables_mark_.party_records);
  asset_words_.write(tables_mark_.assets);
  party_words_.write(tables_mark_.parties);
  purchases_.write(tables_mark_);
  write_lineage();
  for (const RegisterRecord& added : register_records_) {
    if (added.number <= tables_mark_.register_records) continue;
    insert_register_record_.bind(1, added.number)
        .bind(2, static_cast<std::int64_t>(added.sequence))
        .run();
  }
  sums_.write(tables_mark_.sequence);
}

void Folding::write_lineage() {
  for (const NewOrigin& origin : origins_) {
    insert_origin_.bind(1, origin.parent).bind(2, origin.child).run();
  }
  for (const NewContest& contest : contests_) {
    insert_contest_.bind(1, contest.asset)
        .bind(2, static_cast<std::int64_t>(contest.sequence))
        .run();
  }
}

void Folding::publish() {
  const auto lock = catalogue_.writing();
  // New rows are appended in their order; what an asset names comes before it.
  for (const std::string& terms : new_terms_rows_) catalogue_.put_terms(terms);
  for (Ordinal ordinal = catalogue_.party_count(); ordinal < mark_.parties; ++ordinal) {
    catalogue_.put(ordinal, parties_.extract(ordinal).mapped());
  }
  for (const auto& [ordinal, row] : parties_) catalogue_.put(ordinal, row);
  for (Ordinal ordinal = catalogue_.asset_count(); ordinal < mark_.assets; ++ordinal) {
    catalogue_.put(ordinal, assets_.extract(ordinal).mapped());
  }
  for (const auto& [ordinal, row] : assets_) catalogue_.put(ordinal, row);
  new_terms_.clear();
  new_terms_rows_.clear();
  parties_.clear();
  assets_.clear();
  new_assets_.clear();
  new_parties_.clear();
}

}  // namespace quitrent::api
