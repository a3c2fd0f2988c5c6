// SPDX-License-Identifier: EUPL-1.2
#include "market/state/apply.hpp"

#include <algorithm>
#include <iterator>

#include "market/state/books.hpp"
#include "market/state/figures.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "tax/degree_timeline.hpp"
#include "tax/schedule/recorded_schedule.hpp"

namespace quitrent::market {

/// The effect of each kind of event on the books.
struct Books::Applier {
  Books& books;

  /// The ordinal of an asset that an event names.
  Ordinal named(const AssetId& id) const {
    const auto ordinal = books.assets_.ordinal(id);
    ensure(ordinal.has_value(), "an event names an asset of the register");
    return *ordinal;
  }

  /// Sets the status of an asset and keeps the index of overdue assets.
  void set_status(Ordinal ordinal, const AssetStatus& status) const {
    Asset& asset = books.assets_.change(ordinal);
    const AssetState before = asset.status.state;
    asset.status = status;
    if (before != status.state) books.index_change(ordinal, asset.holder, before);
  }

  /// Time for which registrars hold the asset: what new holds add, nothing once it has ended.
  void record_held_time(Ordinal ordinal, const EncumbranceChange& change) const {
    if (is_terminal(books.assets_.at(ordinal).status.state)) {
      return books.held_time_.forget(ordinal);
    }
    for (const Hold& hold : change.added.holds) {
      books.held_time_.hold(ordinal, {hold.recorded_at, hold.ends_at});
    }
  }

  void operator()(const AssetRegistered& event) const {
    const auto holder = books.parties_.ordinal(event.holder.id);
    ensure(holder.has_value(), "an asset is registered by a party of the register");
    Asset asset;
    asset.id = event.id;
    asset.asset_class = event.asset_class;
    asset.registered_at = event.status.levied_to;
    asset.taxed_alike_since = event.status.levied_to;
    asset.expires_at = event.expires_at;
    asset.status = event.status;
    asset.particulars = event.particulars;
    asset.encumbrances = event.encumbrances;
    convey(asset,
           {.cause = ConveyanceCause::registration,
            .has_holder = true,
            .holder = event.holder,
            .at = event.status.levied_to,
            .price = {}},
           *holder);
    books.inherit_past(asset, books.asset_count());
    books.add_asset(std::move(asset));
  }

  void operator()(const AssetStatusChanged& event) const {
    const Ordinal ordinal = named(event.asset);
    Asset& asset = books.assets_.change(ordinal);
    if (event.status.assessment != asset.status.assessment) {
      books.remember(ordinal, event.status.levied_to);
    }
    if (event.cause == AssetStatusCause::assessment) {
      books.changes_.record({ordinal, asset.holder}, event.status.levied_to);
    }
    set_status(ordinal, event.status);
  }

  void operator()(const AssetConveyed& event) const {
    const Ordinal ordinal = named(event.asset);
    Asset& asset = books.assets_.change(ordinal);
    Ordinal holder = asset.holder;
    if (event.conveyance.has_holder) {
      const auto found = books.parties_.ordinal(event.conveyance.holder.id);
      ensure(found.has_value(), "title passes to a party of the register");
      holder = *found;
    }
    const bool goes_on = accrues(asset.status) && accrues(event.status) &&
                         asset.status.assessment == event.status.assessment &&
                         asset.holder == holder;
    if (!goes_on) {
      const bool taxed =
          accrues(asset.status) || event.conveyance.cause == ConveyanceCause::redemption;
      if (taxed) books.remember(ordinal, event.conveyance.at);
      asset.taxed_alike_since = event.conveyance.at;
    }
    const Ordinal holder_before = asset.holder;
    const AssetState state_before = asset.status.state;
    convey(asset, event.conveyance, holder);
    asset.status = event.status;
    books.index_change(ordinal, holder_before, state_before);
    if (event.conveyance.has_holder) books.index_holder(ordinal);
    const bool sold = event.conveyance.cause == ConveyanceCause::purchase ||
                      event.conveyance.cause == ConveyanceCause::auction;
    if (sold && event.waterfall.seller > Money{}) {
      books.sales_.record(ordinal, {.at = event.conveyance.at,
                                    .seller = holder_before,
                                    .buyer = holder,
                                    .received = event.waterfall.seller});
    }
    if (event.change.holds_end) books.rectified_.erase(asset.id);
    asset.encumbrances = encumbrances_after(asset.encumbrances, event.change);
    record_held_time(ordinal, event.change);
  }

  void operator()(const EncumbrancesChanged& event) const {
    const Ordinal ordinal = named(event.asset);
    Asset& asset = books.assets_.change(ordinal);
    asset.encumbrances = encumbrances_after(asset.encumbrances, event.change);
    if (event.cause == EncumbranceCause::rectification_held) {
      books.rectified_.put(event.asset, HoldId{event.subject});
    } else if (const HoldId* hold = books.rectified_.find(event.asset)) {
      if (std::ranges::find(event.change.ended_holds, *hold) != event.change.ended_holds.end()) {
        books.rectified_.erase(event.asset);
      }
    }
    set_status(ordinal, event.status);
    record_held_time(ordinal, event.change);
  }

  void operator()(const RegistrarNoted& event) const {
    const Ordinal ordinal = named(event.asset);
    Asset& asset = books.assets_.change(ordinal);
    asset.expires_at = event.expires_at;
    if (event.note == RegistrarNote::evidence) asset.title_evidence = TitleEvidence::confirmed;
    set_status(ordinal, event.status);
  }

  void operator()(const PurchaseChanged& event) const {
    const bool pending = event.status == PurchaseStatus::pending;
    books.set_pending_purchase(event.number,
                               pending ? std::optional{event.purchase} : std::nullopt);
  }

  void operator()(const OutageRecorded& event) const { books.hold_all(event.down); }

  void operator()(const RegisterLevied& event) const { books.levy_all(event.at); }

  void operator()(const RevenueApportioned& event) const {
    std::vector<std::string> names = books.beneficiaries();
    for (const ApportionedShare& share : event.shares) {
      if (std::ranges::find(names, share.to) == names.end()) names.push_back(share.to);
    }
    books.beneficiaries_.set(std::move(names));
  }

  void operator()(const TermsChanged& event) const {
    const Ordinal ordinal = named(event.asset);
    Asset& asset = books.assets_.change(ordinal);
    // Dated terms are in the levels from the beginning, so they begin no new interval. The levels
    // of an asset in auction keep their past, since a redemption pays for that time.
    if (event.cause != TermsCause::dated && accrues(asset.status)) {
      books.remember(ordinal, event.at);
    }
    if (event.cause == TermsCause::withdrawal || event.cause == TermsCause::finding) {
      claim(ordinal, event);
    }
    if (event.cause == TermsCause::opening || event.cause == TermsCause::withdrawal) {
      books.changes_.record({ordinal, asset.holder}, event.at);
    }
    books.forget_documents(asset);
    asset.particulars = event.particulars;
    set_status(ordinal, event.status);
    books.index_documents(asset);
  }

  /// The origins that particulars state and earlier ones do not.
  static std::vector<Origin> added_origins(const Particulars& before, const Particulars& after) {
    std::vector<Origin> added;
    std::ranges::copy_if(after.derived_from, std::back_inserter(added), [&](const Origin& origin) {
      return std::ranges::find(before.derived_from, origin) == before.derived_from.end();
    });
    return added;
  }

  /// Stores what a finding or a withdrawn commitment claims, and the finding until it is due.
  void claim(Ordinal ordinal, const TermsChanged& event) const {
    const Asset& asset = books.assets_.at(ordinal);
    PastClawback claimed{.until = event.at,
                         .levels = tax::choices_at(event.particulars->levels, event.at),
                         .asset = ordinal};
    if (event.cause == TermsCause::withdrawal) claimed.payer = asset.holder;
    if (event.finding) {
      claimed.finding = event.finding->id;
      claimed.pending = !event.finding->parts.empty();
    }
    books.past_.remember(claimed);
    if (!claimed.pending) return;
    books.findings_.put({asset.id, event.finding->id},
                        {.finding = *event.finding,
                         .asset = asset.id,
                         .stated = event.particulars->terms,
                         .before = asset.particulars->terms,
                         .levels_before = asset.particulars->levels,
                         .origins = added_origins(*asset.particulars, *event.particulars)});
  }

  void operator()(const FindingChanged& event) const {
    const Ordinal ordinal = named(event.asset);
    set_status(ordinal, event.status);
    const std::pair key{event.asset, event.finding};
    const PendingFinding* const found = books.findings_.find(key);
    if (found == nullptr) return;  // an amount that a finding or withdrawal before it claims now
    PendingFinding pending = *found;
    if (event.outcome == FindingOutcome::pending) {
      pending.finding.parts = event.parts;
      if (event.levels_before) pending.levels_before = *event.levels_before;
      books.findings_.put(key, std::move(pending));
      return;
    }
    books.findings_.erase(key);
    if (event.outcome == FindingOutcome::due) {
      books.past_.settle(ordinal, event.finding);
    } else {
      replace_terms_before(ordinal, pending);
      books.past_.drop(ordinal, event.finding);
    }
  }

  /// Where the next finding replaced the terms of a void one, the terms before both stand again if
  /// the next one is void too.
  void replace_terms_before(Ordinal asset, const PendingFinding& voided) const {
    const std::vector<PastClawback> all = books.past_.clawbacks(asset);
    auto next = std::ranges::find(all, voided.finding.id, &PastClawback::finding);
    if (next == all.end()) return;
    const auto is_finding = [asset](const PastClawback& one) {
      return one.asset == asset && one.finding.has_value();
    };
    next = std::find_if(std::next(next), all.end(), is_finding);
    if (next == all.end()) return;
    const std::pair key{voided.asset, *next->finding};
    const PendingFinding* const found = books.findings_.find(key);
    if (found == nullptr || found->before != voided.stated) return;
    PendingFinding after = *found;
    after.before = voided.before;
    after.levels_before = voided.levels_before;
    books.findings_.put(key, std::move(after));
  }

  void operator()(const ProfileRecorded& event) const { books.profiles_.record(event.profile); }

  void operator()(const ProfileConsidered& event) const { books.profiles_.consider(event); }

  void operator()(const ContestFiled& event) const { books.set_contest(event.contest); }

  void operator()(const ContestDecided& event) const {
    books.end_contest(event.contest);
    if (!event.contest.finding || event.outcome == ContestOutcome::upheld) return;
    const std::pair key{event.contest.asset, *event.contest.finding};
    const PendingFinding* const found = books.findings_.find(key);
    if (found == nullptr) return;
    PendingFinding pending = *found;
    pending.finding.due_at = std::max(pending.finding.due_at, event.decided_at);
    books.findings_.put(key, std::move(pending));
  }

  void operator()(const ContestChanged& event) const {
    if (event.change == ContestChange::lapsed) {
      books.end_contest(event.contest);
    } else {
      books.set_contest(event.contest);
    }
  }

  void operator()(const LossAccepted& /*event*/) const {}  // the books hold the remaining entries
  void operator()(const RegisterFounded& /*event*/) const {
  }  // has an effect at starts, not on filings

  void operator()(const ActProposed& event) const { books.acts_.propose(event.act); }
  void operator()(const ActEnded& event) const { books.acts_.end(event); }
  void operator()(const CharterRecorded& event) const { books.acts_.record(event); }
  void operator()(const ScheduleProposed& event) const {
    Instant stale_at = kEndOfTime;
    for (const SchedulePublished& published : books.schedules()) {
      if (published.effective > event.at) stale_at = std::min(stale_at, published.effective);
    }
    books.proposals_.propose(event, stale_at);
  }
  void operator()(const ScheduleDecided& event) const { books.proposals_.decide(event); }
  void operator()(const CreditProposed& event) const { books.acts_.propose(event); }
  void operator()(const CreditCounted& event) const { books.acts_.count(event); }
  void operator()(const HeldTimeEnded& event) const {
    books.held_time_.end(*books.assets_.ordinal(event.asset), event.at);
  }

  void operator()(const PartyFrozen& event) const {
    books.parties_.change(event.party).frozen = event.frozen;
  }

  void operator()(const SchedulePublished& event) const {
    std::vector<SchedulePublished> schedules;
    if (books.founded()) {
      schedules = books.schedules();
    } else {
      books.register_levied_at_.set(event.effective);
    }
    schedules.push_back(event);
    books.schedules_.set(
        std::make_shared<const std::vector<SchedulePublished>>(std::move(schedules)));
    make_timeline(books.founded() ? books.timeline()->basis() : std::nullopt);
  }

  void operator()(const DegreeBasisRecorded& event) const {
    ensure(books.founded(), "what degrees follow from is recorded after the founding schedule");
    make_timeline(event.basis);
  }

  /// Makes the timeline of the published schedules under `basis`.
  void make_timeline(const std::optional<tax::DegreeBasis>& basis) const {
    std::vector<tax::PublishedSchedule> published;
    for (const SchedulePublished& one : *books.schedules_.get()) {
      const auto schedule = tax::recorded_schedule(one.toml);
      ensure(schedule != nullptr, "a published schedule was read without fault before");
      published.push_back({.in_force_from = one.effective, .schedule = *schedule});
    }
    books.timeline_.set(std::make_shared<const tax::ScheduleTimeline>(std::move(published), basis));
  }

  void operator()(const PartyRegistered& event) const {
    const Ordinal ordinal =
        books.parties_.add({.id = event.id, .name = event.name, .roles = event.roles});
    ensure(books.keys_.emplace(event.key, ordinal).second, "no two parties share a key");
  }

  void operator()(const MoneyPosted& event) const {
    books.ledger_.post(event.posting);
    if (event.posting.kind == PostingKind::credit) {
      books.references_.insert(event.posting.reference);
    }
  }

  void operator()(const DebtChanged& event) const {
    PartyDebts debts = books.debts(event.party);
    debts.set({.asset = event.asset, .creditor = event.creditor, .owed = event.debt});
    books.set_debts(event.party, debts);
  }
};

void apply(Books& books, const Event& event) { std::visit(Books::Applier{books}, event); }

}  // namespace quitrent::market
