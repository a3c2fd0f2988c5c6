// SPDX-License-Identifier: EUPL-1.2
#include "tests/properties/collection_oracle.hpp"

#include <algorithm>
#include <variant>

#include "market/state/figures.hpp"
#include "tax/cover.hpp"

namespace quitrent::properties {

using namespace tax;
namespace {

using Whole = CollectionOracle::Whole;

Whole whole(Money money) { return money.micro(); }

Whole whole(const Debt& debt) { return (Whole{debt.high()} << 64U) + debt.low(); }

/// Whether only members file this request.
struct OfMember {
  template <class Request>
  bool operator()(const Request& /*request*/) const {
    return false;
  }
  bool operator()(const WithdrawCash& /*request*/) const { return true; }
  bool operator()(const RegisterAsset& /*request*/) const { return true; }
  bool operator()(const AssessAsset& /*request*/) const { return true; }
  bool operator()(const DepositEscrow& /*request*/) const { return true; }
  bool operator()(const WithdrawEscrow& /*request*/) const { return true; }
  bool operator()(const PurchaseAssets& /*request*/) const { return true; }
  bool operator()(const RecordLicence& /*request*/) const { return true; }
  bool operator()(const EndLicence& request) const { return !request.by_order; }
  bool operator()(const RecordLien& /*request*/) const { return true; }
  bool operator()(const ReleaseLien& request) const { return !request.by_order; }
  bool operator()(const DedicateAsset& /*request*/) const { return true; }
  bool operator()(const RedeemAsset& /*request*/) const { return true; }
  bool operator()(const WithdrawAsset& /*request*/) const { return true; }
  bool operator()(const StateTerms& /*request*/) const { return true; }
  bool operator()(const ContestDegree& /*request*/) const { return true; }
};

/// The tax of an asset since its last levy.
Levy since_levy(const Books& books, const Asset& row, Instant now) {
  return levied(*books.timeline(), taxed(*books.timeline(), row), accrual_state(row.status), now);
}

/// The price in an auction: V less V · e / T, rounded down, where e is what is over of T.
Money auction_price(const Asset& row, Instant now) {
  const AssetStatus& status = row.status;
  Instant clock = now;
  for (const Hold& hold : row.encumbrances ? row.encumbrances->holds : std::vector<Hold>{}) {
    clock = std::max(clock, hold.ends_at);
  }
  const Whole length = status.auction_length.seconds();
  const Whole left = std::clamp<std::int64_t>((status.auction_ends_at - clock).seconds(), 0,
                                              status.auction_length.seconds());
  if (length == 0) return status.assessment;
  const Whole fallen = whole(status.assessment) * (length - left) / length;
  return status.assessment - Money::from_micro(static_cast<std::int64_t>(fallen));
}

}  // namespace

void CollectionOracle::must(bool kept, const std::string& what) {
  if (!kept) broken_.push_back(to_text(stage_.now()) + ' ' + filing_ + ": " + what);
}

CollectionOracle::Holding CollectionOracle::holding(const Asset& row, Whole& overdue) const {
  const Instant now = stage_.now();
  Holding one{.state = row.status.state,
              .escrow = whole(row.status.escrow),
              .worth = 0,
              .assessment = row.status.assessment,
              .secured = {},
              .licences = 0,
              .withdraws_at = row.status.withdraws_at,
              .terms = row.particulars->terms};
  if (row.encumbrances) {
    for (const Lien& lien : row.encumbrances->liens) {
      if (lien.ends_at > now) one.secured += lien.secured;
    }
    for (const RecordedLicence& licence : row.encumbrances->licences) {
      if (licence.ends_at > now) ++one.licences;
    }
  }
  Money price = row.status.assessment;
  if (row.status.state == AssetState::auction) {
    price = auction_price(row, std::max(now, stage_.books().outage_until()));
    overdue += whole(row.status.arrears) + whole(surcharge_due(row.status));
  } else {
    const Levy levy = since_levy(stage_.books(), row, now);
    one.escrow -= whole(levy.paid);
    if (row.status.state == AssetState::delinquent) {
      const AssetStatus status = after_levy(row.status, levy);
      overdue += whole(status.arrears) + whole(surcharge_due(status));
    }
  }
  one.worth = std::max<Whole>(0, whole(price) - whole(one.secured));
  return one;
}

CollectionOracle::Standing CollectionOracle::standing(Ordinal party) const {
  const Books& books = stage_.books();
  Standing answer{.frozen = books.party(party).frozen,
                  .debtor = books.debt(party).outstanding(),
                  .overdue = 0,
                  .cash = whole(books.cash(party)),
                  .held = whole(books.reserved(books.party(party).id)),
                  .owed_to_parties = 0,
                  .assets = {}};
  for (const PartyDebts::Item& item : books.debts(party).items()) {
    if (item.creditor) answer.owed_to_parties += whole(item.owed);
  }
  for (Ordinal asset = 0; asset < books.asset_count(); ++asset) {
    const Asset& row = books.asset(asset);
    if (row.holder != party || is_terminal(row.status.state)) continue;
    answer.assets[asset] = holding(row, answer.overdue);
  }
  return answer;
}

CollectionOracle::Whole CollectionOracle::treasury() const {
  const Books& books = stage_.books();
  Whole sum = whole(books.ledger().balance({AccountKind::revenue, 0}));
  for (std::uint32_t account = 0; account < books.beneficiaries().size(); ++account) {
    sum += whole(books.ledger().balance({AccountKind::beneficiary, account}));
  }
  for (Ordinal asset = 0; asset < books.asset_count(); ++asset) {
    const Asset& row = books.asset(asset);
    if (accrues(row.status)) sum += whole(since_levy(books, row, stage_.now()).paid);
  }
  return sum;
}

void CollectionOracle::before(const PartyId& by, const Filing::Request& request) {
  by_.reset();
  if (!std::visit(OfMember{}, request)) return;
  by_ = stage_.ordinal(by);
  filing_ = stage_.books().party(*by_).name + " files request " + std::to_string(request.index());
  treasury_ = treasury();
  then_.clear();
  for (Ordinal party = 0; party < stage_.books().party_count(); ++party) {
    Standing one = standing(party);
    const bool in_arrears = one.overdue > 0;
    if (!one.frozen && !one.debtor && !in_arrears) continue;
    if (party == *by_) {
      counts_.frozen += one.frozen ? 1 : 0;
      counts_.debtor += one.debtor ? 1 : 0;
      counts_.in_arrears += in_arrears ? 1 : 0;
    } else if (one.frozen || one.debtor) {
      ++counts_.others;
    }
    then_[party] = std::move(one);
  }
}

void CollectionOracle::after(bool accepted) {
  if (accepted && by_) {
    for (const auto& [party, then] : then_) {
      const Standing now = standing(party);
      if (then.frozen || then.debtor) {
        compare(party, then, now);
      } else if (party == *by_) {
        compare_in_arrears(party, then, now);
      }
    }
  }
  by_.reset();
  settle();
}

Whole CollectionOracle::collectable(const Standing& standing,
                                    const std::map<Ordinal, Holding>& of) {
  Whole sum = standing.cash + standing.held - standing.owed_to_parties;
  for (const auto& [asset, one] : standing.assets) {
    sum += one.escrow;
    if (of.contains(asset)) sum += one.worth;
  }
  return sum;
}

void CollectionOracle::compare(Ordinal party, const Standing& then, const Standing& now) {
  const Whole had = collectable(then, then.assets) + treasury_;
  const Whole has = collectable(now, then.assets) + treasury();
  must(has >= had, stage_.books().party(party).name + " had " + had.str() + ", has " + has.str());
  for (const auto& [asset, one] : then.assets) compare_asset(asset, one, now);
}

void CollectionOracle::compare_in_arrears(Ordinal party, const Standing& then,
                                          const Standing& now) {
  Whole left = now.cash + treasury() - treasury_;
  for (const auto& [asset, one] : then.assets) {
    if (one.state != AssetState::delinquent) continue;
    compare_asset(asset, one, now);
    const auto still = now.assets.find(asset);
    must(still != now.assets.end(), "a delinquent asset is given away");
    if (still == now.assets.end()) continue;
    left += still->second.escrow - one.escrow;
    must(still->second.assessment >= one.assessment, "a delinquent asset is valued lower");
  }
  const Whole due = std::min(then.cash, then.overdue);
  must(left >= due,
       stage_.books().party(party).name + " must keep " + due.str() + ", leaves " + left.str());
}

void CollectionOracle::compare_asset(Ordinal asset, const Holding& then, const Standing& now) {
  const auto found = now.assets.find(asset);
  if (found == now.assets.end()) return;
  const Holding& one = found->second;
  must(one.licences <= then.licences, "an asset is licensed");
  must(one.secured <= then.secured, "an asset is pledged");
  must(one.terms == then.terms, "terms are stated");
  must(then.withdraws_at < kEndOfTime || one.withdraws_at == kEndOfTime, "an asset is withdrawn");
}

void CollectionOracle::settle() {
  const Books& books = stage_.books();
  for (Ordinal party = 0; party < books.party_count(); ++party) {
    const Debt debt = books.debt(party);
    const Debt before = std::exchange(debts_[party], debt);
    if (debt <= before) continue;
    ++counts_.debts;
    for (Ordinal asset = 0; asset < books.asset_count(); ++asset) {
      const Asset& row = books.asset(asset);
      if (row.holder != party || row.status.state != AssetState::active) continue;
      const Money escrow = row.status.escrow - since_levy(books, row, stage_.now()).paid;
      const Money least =
          cover(*books.timeline(), taxed(*books.timeline(), row), stage_.now(), row.expires_at);
      must(escrow <= least, "a debt arises beside a spare escrow of " + to_text(escrow));
    }
  }
}

}  // namespace quitrent::properties
