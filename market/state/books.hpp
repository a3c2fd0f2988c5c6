// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "market/event.hpp"
#include "market/state/act_books.hpp"
#include "market/state/held_time.hpp"
#include "market/state/holdings.hpp"
#include "market/state/overlay.hpp"
#include "market/state/profile_books.hpp"
#include "market/state/recent_changes.hpp"
#include "market/state/recent_sales.hpp"
#include "market/state/schedule_books.hpp"
#include "market/state/taxed_past.hpp"
#include "registry/ledger/general_ledger.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/finding.hpp"
#include "registry/title/layered_rows.hpp"
#include "registry/title/ordinal_index.hpp"
#include "registry/title/party.hpp"
#include "tax/clawback.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::market {

/// The books of record in memory: parties, assets, money, keys, schedules. They are either whole or
/// an overlay. An overlay holds the changes to other books; it does not change those, and they must
/// outlive it. Only `apply`, `merge` and `reforecast` change books. One thread may change them
/// while no other thread reads.
class Books {
 public:
  /// Empty books.
  Books() : Books{nullptr} {}
  /// An overlay over `base`.
  explicit Books(const Books& base) : Books{&base} {}
  Books(Books&&) noexcept = default;
  Books& operator=(Books&&) = delete;
  Books& operator=(const Books&) = delete;
  ~Books() = default;

  /// The asset with this id, or null.
  const Asset* asset(const AssetId& id) const { return assets_.find(id); }
  /// The asset at an ordinal below asset_count().
  const Asset& asset(Ordinal ordinal) const { return assets_.at(ordinal); }
  /// The ordinal of an asset; nothing where there is none.
  std::optional<Ordinal> asset_ordinal(const AssetId& id) const { return assets_.ordinal(id); }
  /// The number of assets, ended ones included.
  Ordinal asset_count() const { return assets_.size(); }
  /// Calls `visit(ordinal)` for each asset of the base whose row this overlay changed.
  template <class Visit>
  void each_changed_asset(Visit&& visit) const {
    assets_.each_changed([&visit](Ordinal ordinal, const Asset&) { visit(ordinal); });
  }
  /// The asset because of which this identifier cannot be registered again; nothing where there is
  /// none. The identifiers of a struck asset are free; those of a withdrawn asset are free for its
  /// last holder. Source: MECHANISM.md, section 7.
  std::optional<Ordinal> identifier_owner(const ExternalIdentifier& identifier) const;
  /// Every asset that has this identifier, ended ones included, in the order of registration.
  std::set<Ordinal> identifier_owners(const ExternalIdentifier& identifier) const;
  /// The newest asset with this identifier, if it was withdrawn; otherwise nothing.
  std::optional<Ordinal> withdrawn_identifier_owner(const ExternalIdentifier& identifier) const;
  /// The withdrawn assets that an asset continues which is registered with these particulars, in
  /// the order of registration: see withdrawn_identifier_owner().
  std::set<Ordinal> withdrawn_before(const Particulars& particulars) const;

  /// The party with this id, or null.
  const Party* party(const PartyId& id) const { return parties_.find(id); }
  /// The party at an ordinal below party_count().
  const Party& party(Ordinal ordinal) const { return parties_.at(ordinal); }
  /// The ordinal of a party; nothing where there is none.
  std::optional<Ordinal> party_ordinal(const PartyId& id) const { return parties_.ordinal(id); }
  /// The number of parties.
  Ordinal party_count() const { return parties_.size(); }
  /// The party whose API key has this keyed hash, or nothing.
  std::optional<Ordinal> key_owner(const Digest& key) const;
  /// The party as the public register names it.
  NamedParty named(Ordinal party) const { return {parties_.at(party).id, parties_.at(party).name}; }

  /// All balances.
  const GeneralLedger& ledger() const { return ledger_; }
  /// The cash of a party.
  Money cash(Ordinal party) const { return ledger_.balance({AccountKind::cash, party}); }
  /// The debts of a party, per asset.
  const PartyDebts& debts(Ordinal party) const;
  /// The sum of a party's debts.
  Debt debt(Ordinal party) const;
  /// The assets that a party holds, in the order of registration.
  std::vector<Ordinal> held_by(Ordinal party) const;
  /// The assets for whose tax a party owes: those that it holds and that are delinquent, pending or
  /// not, and those in auction that it held. In the order of registration.
  std::vector<Ordinal> overdue_of(Ordinal party) const;
  /// The sales of an asset in the reach of a strike at `now`, the oldest first.
  std::vector<PastSale> recent_sales(Ordinal asset, Instant now) const {
    return sales_.of(asset, now);
  }
  /// When the cover of an asset falls due that a registrar rectified: the end of the hold that the
  /// rectification placed; nothing where there is no such hold. Source: MECHANISM.md, section 7.
  std::optional<Instant> cover_due_at(const Asset& asset) const;
  /// Whether a rectification of the asset placed this hold, which stands.
  bool is_rectification_hold(const AssetId& asset, const HoldId& hold) const {
    const HoldId* const placed = rectified_.find(asset);
    return placed != nullptr && *placed == hold;
  }
  /// Whether a credit with this bank reference is recorded.
  bool counted(const std::string& reference) const;

  /// Whether the register was founded; before that there is no timeline.
  bool founded() const { return timeline() != nullptr; }
  /// All published schedules; null before the founding.
  const std::shared_ptr<const tax::ScheduleTimeline>& timeline() const { return timeline_.get(); }
  /// Every published schedule in the order of publication, as filed; the first one founded the
  /// register. Requires a founded register.
  const std::vector<SchedulePublished>& schedules() const;
  /// The founding schedule.
  const SchedulePublished& founding() const { return schedules().front(); }

  /// The purchase of this number while it is pending, else null.
  const PendingPurchase* pending(std::uint32_t number) const { return pending_.find(number); }
  /// All pending purchases, by number.
  std::map<std::uint32_t, PendingPurchase> all_pending() const;
  /// The number of purchases that ever were pending: the highest number given.
  std::uint32_t pending_count() const { return pending_count_.get(); }
  /// The money of a party that is held: in pending purchases, and as bonds of its contests.
  Money reserved(const PartyId& party) const;
  /// The end of the newest outage, which counts as a hold on every asset; an instant long ago means
  /// none.
  Instant outage_until() const { return outage_until_.get(); }
  /// When the whole register was levied last; before the first levy: when it was founded.
  Instant register_levied_at() const { return register_levied_at_.get(); }
  /// The beneficiaries to whom revenue was ever apportioned, by the ordinal of their account.
  const std::vector<std::string>& beneficiaries() const { return beneficiaries_.get(); }

  /// The profile that counts for a reference with this text; without a digest, the one of reach
  /// name. Nothing where there is none.
  std::optional<RecordedProfile> profile(const LicenceDocument& document) const {
    return profiles_.profile(document);
  }
  /// All profiles that registrars have recorded, by reference, then by document.
  std::vector<RecordedProfile> profiles() const { return profiles_.all(); }
  /// How far the newest profile was considered; nothing where it was considered for all assets.
  const std::optional<ProfileConsidered>& unfinished_profile() const {
    return profiles_.unfinished();
  }
  /// The first assets for whose terms a profile counts, by ordinal.
  std::vector<Ordinal> reached_by(const RecordedProfile& profile,
                                  const FirstAssets& range = {}) const;
  /// The number of pairs of an asset and a document of its present terms. Requires whole books.
  std::size_t mentions() const { return profiles_.mentions(); }
  /// The contests of an asset's degree that are undecided, in the order of filing.
  std::vector<Contest> contests(const AssetId& asset) const;
  /// The findings about an asset that are not due yet, in the order of finding.
  std::vector<PendingFinding> findings(const AssetId& asset) const;
  /// All findings that are not due yet.
  std::vector<PendingFinding> findings() const;
  /// The past of all assets: who held them, what they were taxed on, what was clawed back.
  const TaxedPast& past() const { return past_; }
  /// The first instant at which the holder may change the value or the terms of an asset again; an
  /// instant before now means at once. Source: MECHANISM.md, section 1.
  Instant next_change_at(Ordinal ordinal) const {
    return changes_.next_at({ordinal, asset(ordinal).holder});
  }

  /// The acts of two persons and the charter's rules for them.
  const ActBooks& acts() const { return acts_; }
  /// The proposals of schedules.
  const ScheduleBooks& schedule_proposals() const { return proposals_; }
  /// When registrars held each asset in the last three years.
  const HeldTime& held_time() const { return held_time_; }

  /// Takes over the changes of an overlay over these books.
  void merge(Books&& overlay);

 private:
  explicit Books(const Books* base);
  friend void apply(Books& books, const Event& event);
  friend void reforecast(Books& books, Ordinal first, Ordinal end);
  friend class BooksCodec;
  struct Applier;

  /// Adds an asset after all others, and its entries in the indexes.
  void add_asset(Asset asset);
  /// Whether the party is in title.
  bool holds(Ordinal party, Ordinal asset) const;
  /// Adds the asset to the indexes by holder: its holder came into title, or its last holder owes.
  void index_holder(Ordinal asset);
  /// Keeps the index of overdue assets after a change of the asset's row; the arguments tell the
  /// holder and the state before it.
  void index_change(Ordinal asset, Ordinal holder_before, AssetState state_before);
  /// Sets the debts of a party.
  void set_debts(Ordinal party, const PartyDebts& debts);
  /// Sets the state of a pending purchase; nothing means that it is no longer pending.
  void set_pending_purchase(std::uint32_t number, std::optional<PendingPurchase> purchase);
  /// Changes the money of a party that is held.
  void reserve(const PartyId& party, Money change);
  /// Sets an undecided contest and the money that is held as its bond.
  void set_contest(const Contest& contest);
  /// Ends a contest.
  void end_contest(const Contest& contest);
  /// Stores the intervals in which the asset was taxed as it is until `until`, and begins a new
  /// interval.
  void remember(Ordinal ordinal, Instant until);
  /// Gives the asset at `ordinal` the past of the withdrawn assets with the same identifiers:
  /// nobody avoids a clawback by a withdrawal and a new registration.
  void inherit_past(const Asset& asset, Ordinal ordinal);
  /// Adds the asset to the index of the documents that its terms state.
  void index_documents(const Asset& asset);
  /// Removes the asset from the index of the documents that its terms state.
  void forget_documents(const Asset& asset);
  /// Levies the tax of every asset up to `at`.
  void levy_all(Instant at);
  /// Stops every clock during `down`.
  void hold_all(Period down);
  /// Calls `visit(ordinal)` for every asset that has this identifier.
  template <class Visit>
  void each_identifier_owner(const ExternalIdentifier& identifier, Visit&& visit) const;

  const Books* base_;
  LayeredRows<AssetId, Asset> assets_;
  LayeredRows<PartyId, Party> parties_;
  GeneralLedger ledger_;
  // By a hash of scheme and value; a search compares the texts.
  OrdinalIndex identifier_owners_;
  std::unordered_map<Digest, Ordinal, DigestHash, SameDigest> keys_;
  std::unordered_set<std::string> references_;
  Holdings holdings_;
  OverlayMap<std::pair<Ordinal, Ordinal>, std::monostate> overdue_;  // by holder and asset
  OverlayMap<Ordinal, PartyDebts> debts_;
  RecentSales sales_;
  OverlayValue<std::shared_ptr<const tax::ScheduleTimeline>> timeline_;
  OverlayValue<std::shared_ptr<const std::vector<SchedulePublished>>> schedules_;
  OverlayMap<std::uint32_t, PendingPurchase> pending_;
  OverlayMap<PartyId, Money> reserved_;  // in pending purchases and as bonds, by party
  OverlayValue<std::uint32_t> pending_count_;
  OverlayValue<Instant> outage_until_;
  OverlayValue<Instant> register_levied_at_;
  OverlayValue<std::vector<std::string>> beneficiaries_;
  OverlayMap<AssetId, HoldId> rectified_;  // the hold that a rectification placed, while it stands
  ProfileBooks profiles_;
  OverlayMap<std::pair<AssetId, ContestId>, Contest> contests_;
  OverlayMap<std::pair<AssetId, FindingId>, PendingFinding> findings_;
  TaxedPast past_;
  RecentChanges changes_;
  ActBooks acts_;
  ScheduleBooks proposals_;
  HeldTime held_time_;
};

/// Computes the forecasts of the assets from `first` up to `end` anew, under all published
/// schedules: when their escrows no longer pay. After a new schedule is applied, the caller does
/// this for all assets, at once or in parts. Until then an asset's forecast is the one under the
/// earlier schedules; no schedule can move it into the past.
void reforecast(Books& books, Ordinal first, Ordinal end);

}  // namespace quitrent::market
