// SPDX-License-Identifier: EUPL-1.2
//
// Whatever parties file that are frozen, in debt or in arrears, and their friends with them: what
// their creditors and the treasury can collect is not lowered.
#include <memory>

#include <doctest/doctest.h>

#include "tests/properties/collection_oracle.hpp"
#include "tests/properties/market_crowd.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::properties;

namespace {

/// A party that must pay tries at random to bring its money and its assets out of reach.
class Dodger {
 public:
  Dodger(std::uint64_t seed, trial::TrialRegister& stage, CollectionOracle& oracle)
      : chance_{seed}, stage_{stage}, oracle_{oracle} {}

  void step() {
    const Books& books = stage_.books();
    if (books.asset_count() == 0) return;
    const Asset row = books.asset(some_asset());
    const PartyId holder = books.party(row.holder).id;
    if (chance_.once_in(12)) {
      const Freeze freeze = chance_.once_in(4) ? Freeze::on : Freeze::off;
      file(stage_.founder(), FreezeParty{holder, freeze, "order"});
    }
    const Money cash = books.cash(row.holder);
    const Ordinal other = static_cast<Ordinal>(chance_.number(books.asset_count()));
    file(holder, attempt(row, books.asset(other), cash));
  }

 private:
  /// Mostly an asset of a party that must pay.
  Ordinal some_asset() {
    const Books& books = stage_.books();
    const auto any = [&] { return static_cast<Ordinal>(chance_.number(books.asset_count())); };
    Ordinal asset = any();
    for (int tries = 0; tries < 12; ++tries) {
      const Ordinal holder = books.asset(asset).holder;
      const bool must_pay = books.party(holder).frozen || books.debt(holder).outstanding() ||
                            !books.overdue_of(holder).empty();
      if (must_pay && !is_terminal(books.asset(asset).status.state)) break;
      asset = any();
    }
    return asset;
  }

  /// Some part of an amount, at least 1 µ.
  Money part(Money whole) {
    return Money::from_micro(1 + chance_.number(std::max<std::int64_t>(1, whole.micro())));
  }

  Filing::Request attempt(const Asset& row, const Asset& other, Money cash) {
    const AssetRef ref{.id = row.id};
    const PartyId other_holder = stage_.books().party(other.holder).id;
    switch (chance_.number(12)) {
      case 0:
        return AssessAsset{ref, part(row.status.assessment)};
      case 1:
        return RecordLicence{.asset = ref,
                             .licensee = other_holder,
                             .licensee_name = {},
                             .exclusivity = Exclusivity::exclusive,
                             .scope = "all",
                             .document = {}};
      case 2:
        return RecordLien{ref, other_holder, part(row.status.assessment), {}};
      case 3:
        return DedicateAsset{ref};
      case 4:
        return WithdrawAsset{ref};
      case 5:
        return DepositEscrow{{.id = other.id}, part(cash)};
      case 6:
        return DepositEscrow{ref, part(cash)};
      case 7:
        return WithdrawCash{chance_.once_in(3) ? part(cash) : std::max(cash, part({})), {}};
      case 8:
        return RedeemAsset{ref, part(row.status.assessment)};
      case 9:
        return WithdrawEscrow{ref, part(row.status.escrow)};
      case 10:
        return ContestDegree{{.id = other.id}, "it is used by all"};
      default:
        return bargain(other, cash);
    }
  }

  /// The purchase of a friend's asset.
  static PurchaseAssets bargain(const Asset& other, Money cash) {
    const Money value = other.status.assessment;
    return {.items = {{.asset = other.id,
                       .max_price = value,
                       .assessment = value,
                       .escrow = cash > value ? cash - value : Money{},
                       .expected_terms = {}}}};
  }

  void file(const PartyId& by, Filing::Request request) {
    oracle_.before(by, request);
    oracle_.after(stage_.file(by, std::move(request)).has_value());
  }

  Chance chance_;
  trial::TrialRegister& stage_;
  CollectionOracle& oracle_;
};

}  // namespace

TEST_CASE("no filings of those who must pay lower what can be collected from them") {
  CollectionOracle::Counts counts;
  for (std::uint64_t seed = 1; seed <= 90; ++seed) {
    CAPTURE(seed);
    std::unique_ptr<CollectionOracle> oracle;
    // Stops at every second in which something is due.
    const auto passage = [&oracle](trial::TrialRegister& stage, Instant to) {
      for (auto due = stage.next_due(); due && due->at <= to; due = stage.next_due()) {
        stage.advance(due->at);
        if (oracle) oracle->settle();
      }
      stage.advance(to);
    };
    Crowd crowd{seed, passage, seed % 3 == 0 ? random_schedule(seed) : steep_schedule()};
    oracle = std::make_unique<CollectionOracle>(crowd.stage());
    crowd.watch_filings(
        [&](const PartyId& by, const Filing::Request& request) { oracle->before(by, request); },
        [&](bool accepted) { oracle->after(accepted); });
    Dodger dodger{seed, crowd.stage(), *oracle};
    for (int step = 0; step < 200; ++step) {
      crowd.step();
      dodger.step();
    }
    for (const std::string& what : oracle->broken()) {
      CAPTURE(what);
      CHECK(false);
    }
    counts.frozen += oracle->counts().frozen;
    counts.debtor += oracle->counts().debtor;
    counts.in_arrears += oracle->counts().in_arrears;
    counts.others += oracle->counts().others;
    counts.debts += oracle->counts().debts;
  }
  CHECK(counts.frozen > 2000);
  CHECK(counts.debtor > 300);
  CHECK(counts.in_arrears > 100);
  CHECK(counts.others > 5000);
  CHECK(counts.debts > 25);
}
