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
#include <vector>

#include "market/event.hpp"
#include "market/state/overlay.hpp"
#include "market/state/recent_changes.hpp"
#include "market/state/taxed_past.hpp"
#include "registry/ledger/general_ledger.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/layered_rows.hpp"
#include "registry/title/ordinal_index.hpp"
#include "registry/title/party.hpp"
#include "tax/clawback.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::market {

/// The books of record in memory: parties, assets, money, keys, schedules. Either whole, or an
/// overlay: what has changed over books that it leaves alone and that must outlive it. Only `apply`
/// and `merge` change books. One thread may change them while nobody reads.
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
  /// How many assets there are, ended ones included.
  Ordinal asset_count() const { return assets_.size(); }
  /// The asset that keeps this identifier from being registered again; nothing where there is none.
  /// Struck assets give theirs free, withdrawn ones for their last holder. Source: MECHANISM.md, 7.
  std::optional<Ordinal> identifier_owner(const ExternalIdentifier& identifier) const;
  /// The asset that bore this identifier last, if it was withdrawn; nothing where it was not, or
  /// where there is none.
  std::optional<Ordinal> withdrawn_identifier_owner(const ExternalIdentifier& identifier) const;

  /// The party with this id, or null.
  const Party* party(const PartyId& id) const { return parties_.find(id); }
  /// The party at an ordinal below party_count().
  const Party& party(Ordinal ordinal) const { return parties_.at(ordinal); }
  /// The ordinal of a party; nothing where there is none.
  std::optional<Ordinal> party_ordinal(const PartyId& id) const { return parties_.ordinal(id); }
  /// How many parties there are.
  Ordinal party_count() const { return parties_.size(); }
  /// The party whose API key has this keyed hash, or nothing.
  std::optional<Ordinal> key_owner(const Digest& key) const;
  /// The party as the public register names it.
  NamedParty named(Ordinal party) const { return {parties_.at(party).id, parties_.at(party).name}; }

  /// All balances.
  const GeneralLedger& ledger() const { return ledger_; }
  /// What a party has at hand.
  Money cash(Ordinal party) const { return ledger_.balance({AccountKind::cash, party}); }
  /// What a party owes, asset by asset.
  const PartyDebts& debts(Ordinal party) const;
  /// The sum of it.
  Debt debt(Ordinal party) const;
  /// Whether the bank's reference was counted before.
  bool counted(const std::string& reference) const;

  /// Whether the register was founded; before, there is no timeline.
  bool founded() const { return timeline() != nullptr; }
  /// All published schedules; null before the founding.
  const std::shared_ptr<const tax::ScheduleTimeline>& timeline() const { return timeline_.get(); }
  /// Every published schedule in the order of publication, as handed in; the first founded the
  /// register. Requires a founded register.
  const std::vector<SchedulePublished>& schedules() const;
  /// The founding schedule.
  const SchedulePublished& founding() const { return schedules().front(); }

  /// The purchase of this number while it waits for the end of its notice, else null.
  const PendingPurchase* pending(std::uint32_t number) const { return pending_.find(number); }
  /// Every purchase that waits, by number.
  std::map<std::uint32_t, PendingPurchase> all_pending() const;
  /// How many purchases ever waited: the highest number given.
  std::uint32_t pending_count() const { return pending_count_.get(); }
  /// What a party has in purchases that wait.
  Money reserved(const PartyId& buyer) const;
  /// The end of the newest outage, which counts as a hold on every asset; long ago: none.
  Instant outage_until() const { return outage_until_.get(); }
  /// When the whole register was levied last; before the first time: when it was founded.
  Instant register_levied_at() const { return register_levied_at_.get(); }
  /// Everybody to whom revenue was ever apportioned, by account.
  const std::vector<std::string>& beneficiaries() const { return beneficiaries_.get(); }

  /// What a registrar recorded for a `LicenseRef-`; nothing where none has.
  std::optional<RecordedProfile> profile(std::string_view reference) const;
  /// All that registrars have recorded, by reference.
  std::vector<RecordedProfile> profiles() const;
  /// The assets whose terms name this reference, by ordinal.
  std::vector<Ordinal> mentioning(std::string_view reference) const;
  /// How many references lead to how many assets, in all: what terms of today name. Of whole books.
  std::size_t mentions() const;
  /// The contests of an asset's degree that are not decided, in the order of filing.
  std::vector<Contest> contests(const AssetId& asset) const;
  /// On what an asset was taxed before its assessment and terms came to be as they are, as far back
  /// as a clawback reaches, by time.
  std::vector<tax::PastInterval> past(Ordinal asset) const { return past_.intervals(asset); }
  /// The clawbacks of an asset within their own reach, by time.
  std::vector<tax::ClawedBack> clawed_back(Ordinal asset) const { return past_.clawed_back(asset); }
  /// From when on its holder may change the value or the terms of an asset again; before now: at
  /// once. Source: MECHANISM.md, section 1.
  Instant next_change_at(Ordinal asset) const { return changes_.next_at(asset); }

  /// Takes over what an overlay over these books changed.
  void merge(Books&& overlay);

 private:
  explicit Books(const Books* base);
  friend void apply(Books& books, const Event& event);
  friend void reforecast(Books& books, Ordinal first, Ordinal end);
  friend class BooksCodec;
  struct Applier;

  /// Adds an asset behind all others and what it is found by.
  void enter(Asset asset);
  /// Puts in place what a party owes.
  void owe(Ordinal party, const PartyDebts& debts);
  /// Puts in place how far a purchase has come.
  void follow(std::uint32_t number, std::optional<PendingPurchase> purchase);
  /// Adds to what the buyer of a purchase that waits has in such purchases.
  void reserve(const PendingPurchase& purchase, Money change);
  /// Keeps on what `asset`, as it stands, was taxed until now, and begins a new interval.
  void remember(Asset& asset, Instant until);
  /// Names, for the asset that will stand at `ordinal`, the withdrawn assets with the same
  /// identifiers, whose past is its own: whoever withdraws and registers anew sheds no clawback.
  void inherit_past(const Asset& asset, Ordinal ordinal);
  /// Makes the asset be found by the references that its terms name.
  void index_references(const Asset& asset);
  /// The asset is no longer found by the references that its terms named until now.
  void forget_references(const Asset& asset);
  /// Settles the tax of every asset to `at`.
  void levy_all(Instant at);
  /// Stops every clock over `down`.
  void hold_all(Period down);
  /// Calls `visit(ordinal)` for every asset that has this identifier.
  template <class Visit>
  void each_identifier_owner(const ExternalIdentifier& identifier, Visit&& visit) const;

  const Books* base_;
  LayeredRows<AssetId, Asset> assets_;
  LayeredRows<PartyId, Party> parties_;
  GeneralLedger ledger_;
  // By a hash of scheme and value; whoever looks up compares the texts.
  OrdinalIndex identifier_owners_;
  std::unordered_map<Digest, Ordinal, DigestHash, SameDigest> keys_;
  std::unordered_set<std::string> references_;
  OverlayMap<Ordinal, PartyDebts> debts_;
  OverlayValue<std::shared_ptr<const tax::ScheduleTimeline>> timeline_;
  OverlayValue<std::shared_ptr<const std::vector<SchedulePublished>>> schedules_;
  OverlayMap<std::uint32_t, PendingPurchase> pending_;
  OverlayMap<PartyId, Money> reserved_;  // in purchases that wait, by buyer
  OverlayValue<std::uint32_t> pending_count_;
  OverlayValue<Instant> outage_until_;
  OverlayValue<Instant> register_levied_at_;
  OverlayValue<std::vector<std::string>> beneficiaries_;
  // An overlay: what is added. Whoever looks up asks the terms that stand now.
  std::map<std::string, std::set<Ordinal>, std::less<>> mentions_;
  OverlayMap<std::string, RecordedProfile> profiles_;
  OverlayMap<std::pair<AssetId, ContestId>, Contest> contests_;
  TaxedPast past_;
  RecentChanges changes_;
};

/// Forecasts anew, under all published schedules, when the escrows of the assets from `first` up to
/// `end` run dry. Whoever applies a schedule that follows another does this for all assets, in one
/// go or slice by slice: until an asset's turn comes, its forecast is the one under the schedules
/// before, which no schedule can put into the past.
void reforecast(Books& books, Ordinal first, Ordinal end);

}  // namespace quitrent::market
