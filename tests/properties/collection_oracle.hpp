// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "tests/market/trial_register.hpp"

namespace quitrent::properties {

using namespace market;

/// Watches what the creditors of a party and the treasury can collect from it, before and after
/// each filing of a member. Amounts are in µ.
///
/// Of a party that is frozen or in debt, at one second:
///   collectable = its cash, and what is held of it in purchases and as bonds
///               + the escrow of each asset that it holds, or lost in an auction that goes on
///               + the price of each such asset less what liens secure, or 0, where it had the
///               asset
///                 before the filing
///               + all that the treasury has received and accrued
///               - what the party owes to other parties.
/// A payment to a creditor or to the treasury leaves that sum as it is. No filing of any member
/// lowers it; nor does one license, pledge or withdraw such an asset or restate its terms.
///
/// Of a party in arrears, what must stay is the lesser of its cash and its arrears and surcharges:
/// its own filing leaves that much in its cash, in the escrows of its delinquent assets and with
/// the treasury together, and does not lower, license, pledge, withdraw or restate those assets.
/// Source: MECHANISM.md, sections 4 and 6.
class CollectionOracle {
 public:
  using Whole = boost::multiprecision::cpp_int;

  /// `stage` must outlive the oracle.
  explicit CollectionOracle(const trial::TrialRegister& stage) : stage_{stage} {}
  /// To be called before a filing, and with whether it was accepted after it.
  void before(const PartyId& by, const Filing::Request& request);
  void after(bool accepted);
  /// To be called at every second in which something happened. Where the debt of a party grew,
  /// nothing may be left above the cover in the escrows of its other active assets.
  void settle();
  /// Everything that was not so.
  const std::vector<std::string>& broken() const { return broken_; }
  /// How many filings were watched, refused ones included: of frozen parties, of debtors, of
  /// parties in arrears, and of others while a party was frozen or in debt; and how often a debt
  /// grew.
  struct Counts {
    int frozen = 0;
    int debtor = 0;
    int in_arrears = 0;
    int others = 0;
    int debts = 0;
  };
  const Counts& counts() const { return counts_; }

 private:
  /// What the register shows of one asset of a party.
  struct Holding {
    AssetState state = AssetState::active;
    Whole escrow;  ///< after the accrued tax
    Whole worth;   ///< price less what liens secure; 0 or more
    Money assessment;
    Money secured;  ///< by liens
    std::size_t licences = 0;
    Instant withdraws_at;
    Terms terms;
  };
  /// What the register shows of one party.
  struct Standing {
    bool frozen = false;
    bool debtor = false;
    Whole overdue;  ///< arrears and surcharges of its assets in delinquency and in auction
    Whole cash;
    Whole held;  ///< in purchases and as bonds
    Whole owed_to_parties;
    std::map<Ordinal, Holding> assets;
  };

  Standing standing(Ordinal party) const;
  Holding holding(const Asset& row, Whole& overdue) const;
  /// Received and accrued.
  Whole treasury() const;
  static Whole collectable(const Standing& standing, const std::map<Ordinal, Holding>& of);
  void compare(Ordinal party, const Standing& then, const Standing& now);
  void compare_in_arrears(Ordinal party, const Standing& then, const Standing& now);
  void compare_asset(Ordinal asset, const Holding& then, const Standing& now);
  void must(bool kept, const std::string& what);

  const trial::TrialRegister& stage_;
  std::optional<Ordinal> by_;  ///< nothing: no filing of a member is under way
  std::string filing_;
  Whole treasury_;
  std::map<Ordinal, Standing> then_;
  std::map<Ordinal, Debt> debts_;
  std::vector<std::string> broken_;
  Counts counts_;
};

}  // namespace quitrent::properties
