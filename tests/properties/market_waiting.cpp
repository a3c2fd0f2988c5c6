// SPDX-License-Identifier: EUPL-1.2
//
// Purchases under notice, followed by their public events: none waits longer than the asset, the
// price and the terms that it waits for. Source: MECHANISM.md, section 6.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "tests/properties/market_crowd.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::properties;

namespace {

/// Follows the entries of a register and the purchases that wait.
class WaitingRoom {
 public:
  explicit WaitingRoom(const trial::TrialRegister& stage) : stage_{stage} {}

  void follow() {
    for (; read_ < stage_.entries().size(); ++read_) {
      now_ = stage_.entered_at()[read_];
      ended_.clear();
      frozen_.clear();
      for (const Event& event : decoded(stage_.entries()[read_].private_events)) {
        if (const auto* fact = std::get_if<PartyFrozen>(&event)) frozen_.insert(fact->party);
      }
      for (const Event& event : decoded(stage_.entries()[read_].public_events)) {
        std::visit([this](const auto& fact) { take(fact); }, event);
      }
      account_for();
    }
    for (auto& [number, waits] : waiting_) look_at(number, waits);
  }

  int begun = 0;
  int completed = 0;
  int expired = 0;  ///< cancelled because an asset expired
  int frozen = 0;   ///< cancelled because the buyer was frozen
  int ordered = 0;  ///< cancelled because a registrar struck or conveyed an asset
  int baskets = 0;  ///< with several assets

 private:
  struct Known {
    AssetClass asset_class = AssetClass::patent;
    AssetStatus status;
    Instant expires_at;
    Instant at_once_until;  ///< purchases close at once before this second
  };
  struct Waits {
    PendingPurchase purchase;
    std::map<AssetId, std::size_t> against;  ///< licences and liens when it was seen last
  };

  template <class Fact>
  void take(const Fact& /*fact*/) {}
  void take(const AssetRegistered& fact) {
    known_[fact.id] = {fact.asset_class, fact.status, fact.expires_at, {}};
  }
  void take(const AssetStatusChanged& fact) { restate(fact.asset, fact.status); }
  void take(const EncumbrancesChanged& fact) { restate(fact.asset, fact.status); }
  void take(const FindingChanged& fact) { restate(fact.asset, fact.status); }
  void take(const AssetConveyed& fact) {
    ended_.emplace(fact.asset, fact.conveyance.cause);
    restate(fact.asset, fact.status);
  }
  void take(const RegistrarNoted& fact) {
    known_.at(fact.asset).expires_at = fact.expires_at;
    restate(fact.asset, fact.status);
  }
  void take(const TermsChanged& fact) {
    const bool by_holder =
        fact.cause == TermsCause::opening || fact.cause == TermsCause::withdrawal;
    REQUIRE((fact.status.pending == 0 || !by_holder));
    restate(fact.asset, fact.status);
  }

  void restate(const AssetId& id, const AssetStatus& status) {
    Known& asset = known_.at(id);
    if (status.assessment < asset.status.assessment) {
      at_once(asset, stage_.books().timeline()->notice(asset.asset_class, now_));
    }
    // Title changes when a purchase closes; until then nothing is locked less than it was.
    if (asset.status.pending != 0 && status.pending == asset.status.pending) {
      REQUIRE(status.assessment == asset.status.assessment);
    }
    asset.status = status;
  }

  void at_once(Known& asset, Duration length) {
    asset.at_once_until = std::max(asset.at_once_until, now_ + length);
  }

  void take(const PurchaseChanged& fact) {
    const auto waits = waiting_.find(fact.number);
    if (waits == waiting_.end()) return begin(fact);
    if (fact.status == PurchaseStatus::pending) {
      waits->second.purchase = fact.purchase;
      return;
    }
    const PendingPurchase& purchase = waits->second.purchase;
    for (const PendingItem& item : purchase.items) {
      at_once(known_.at(item.asset), now_ - purchase.begun_at);
    }
    if (fact.status == PurchaseStatus::completed) {
      complete(purchase);
    } else {
      cancel(purchase);
    }
    waiting_.erase(waits);
  }

  void begin(const PurchaseChanged& fact) {
    REQUIRE(fact.status == PurchaseStatus::pending);
    const PendingPurchase& purchase = fact.purchase;
    Duration longest;
    for (const PendingItem& item : purchase.items) {
      const Known& asset = known_.at(item.asset);
      const Duration notice = stage_.books().timeline()->notice(asset.asset_class, now_);
      longest = std::max(longest, notice);
      REQUIRE(notice > Duration{});
      REQUIRE(asset.at_once_until <= now_);
      REQUIRE(asset.status.state <= AssetState::delinquent);
      REQUIRE(item.price == asset.status.assessment);
      REQUIRE(asset.expires_at > purchase.closes_at);
    }
    REQUIRE(purchase.closes_at == now_ + longest);
    ++begun;
    if (purchase.items.size() > 1) ++baskets;
    waiting_[fact.number] = Waits{.purchase = purchase, .against = {}};
  }

  void complete(const PendingPurchase& purchase) {
    REQUIRE(now_ == purchase.closes_at);
    for (const PendingItem& item : purchase.items) {
      REQUIRE(ended_.at(item.asset) == ConveyanceCause::purchase);
      REQUIRE(known_.at(item.asset).expires_at > now_);
    }
    ++completed;
  }

  void cancel(const PendingPurchase& purchase) {
    const bool expires = std::ranges::any_of(purchase.items, [this](const PendingItem& item) {
      return known_.at(item.asset).expires_at == now_;
    });
    if (frozen_.contains(stage_.ordinal(purchase.buyer.id))) {
      ++frozen;
    } else if (expires) {
      ++expired;
    } else {
      ordered_.push_back(purchase);
    }
  }

  /// Checks the cancellations of this entry for which a registrar must be the cause.
  void account_for() {
    for (const PendingPurchase& purchase : ordered_) {
      const bool known = std::ranges::any_of(purchase.items, [this](const PendingItem& item) {
        const auto conveyed = ended_.find(item.asset);
        return conveyed != ended_.end() && (conveyed->second == ConveyanceCause::strike ||
                                            conveyed->second == ConveyanceCause::rectification);
      });
      REQUIRE(known);
      ++ordered;
    }
    ordered_.clear();
  }

  /// What the register shows of a purchase that waits at the present second.
  void look_at(std::uint32_t number, Waits& waits) {
    REQUIRE(stage_.now() < waits.purchase.closes_at);
    for (const PendingItem& item : waits.purchase.items) {
      const Asset& row = stage_.at(item.asset);
      REQUIRE(row.status.pending == number);
      REQUIRE(row.status.state <= AssetState::delinquent);
      REQUIRE(row.expires_at > stage_.now());
      REQUIRE(row.status.assessment == item.price);
      const std::size_t against =
          row.encumbrances ? row.encumbrances->licences.size() + row.encumbrances->liens.size() : 0;
      const auto seen = waits.against.emplace(item.asset, against).first;
      REQUIRE(against <= seen->second);
      seen->second = against;
    }
  }

  const trial::TrialRegister& stage_;
  std::size_t read_ = 0;
  Instant now_;
  std::map<AssetId, Known> known_;
  std::map<std::uint32_t, Waits> waiting_;
  std::map<AssetId, ConveyanceCause> ended_;  ///< in the present entry
  std::set<Ordinal> frozen_;                  ///< in the present entry
  std::vector<PendingPurchase> ordered_;
};

}  // namespace

TEST_CASE("a purchase that waits never outlives what it waits for") {
  int begun = 0;
  int baskets = 0;
  int completed = 0;
  int expired = 0;
  int frozen = 0;
  int ordered = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    CAPTURE(seed);
    const auto slowly = [](trial::TrialRegister& stage, Instant to) {
      stage.advance(stage.now() + Duration::from_seconds((to - stage.now()).seconds() / 6));
    };
    Crowd crowd{seed, slowly, seed % 3 == 0 ? steep_schedule() : random_schedule(seed)};
    trial::TrialRegister& stage = crowd.stage();
    WaitingRoom room{stage};
    // A rich member buys what is for sale, often two assets at once.
    const PartyId zoe = stage.member("zoe");
    const CreditCash credit{.party = zoe, .amount = trial::units(90'000), .reference = "zoe"};
    const PartyId olivia = stage.party("olivia", Role::operator_);
    REQUIRE(stage.file_as_two(stage.founder(), olivia, credit).has_value());
    const PartyId rita = stage.party("rita", Role::registrar);
    const PartyId ria = stage.party("ria", Role::registrar);
    Chance chance{seed};
    for (int step = 0; step < 160; ++step) {
      CAPTURE(step);
      crowd.step();
      room.follow();
      if (stage.books().asset_count() == 0) continue;
      // Now and then an asset turns out to expire before its purchase closes.
      const auto waiting = stage.books().all_pending();
      if (!waiting.empty() && chance.once_in(12)) {
        const AssetRef ref{.id = waiting.begin()->second.items.front().asset};
        const Instant soon = stage.now() + Duration::from_seconds(1 + chance.number(86'400));
        static_cast<void>(stage.file_as_two(rita, ria, ChangeExpiry{ref, soon, {"court", {}}}));
      }
      PurchaseAssets request;
      for (std::int64_t item = chance.number(2); item >= 0; --item) {
        const Asset& row =
            stage.books().asset(static_cast<Ordinal>(chance.number(stage.books().asset_count())));
        const Money value = row.status.assessment;
        if (!request.items.empty() && request.items.front().asset == row.id) continue;
        request.items.push_back({row.id, value, value, value, {}});
      }
      static_cast<void>(stage.file(zoe, std::move(request)));
      room.follow();
    }
    begun += room.begun;
    baskets += room.baskets;
    completed += room.completed;
    expired += room.expired;
    frozen += room.frozen;
    ordered += room.ordered;
  }
  CHECK(begun > 300);
  CHECK(baskets > 3);
  CHECK(completed > 50);
  CHECK(expired > 5);
  CHECK(frozen > 5);
  CHECK(ordered > 5);
}
