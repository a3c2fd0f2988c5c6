// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "market/event.hpp"
#include "registry/ledger/debt.hpp"
#include "registry/title/terms.hpp"

namespace quitrent::api {

/// An amount that only grows, over all time: 128 bits, so that no register outlives it. It has the
/// form of a debt.
using WideMoney = Debt;

/// What went through the account of one beneficiary.
struct BeneficiarySums {
  std::string name;
  WideMoney apportioned;  ///< in
  WideMoney paid_out;     ///< out to the bank
};

/// What ever came into the revenue account and where it went, up to an entry or between two.
struct RevenueSums {
  std::array<WideMoney, kAssetClasses.size()> by_class = {};  ///< tax and surcharge
  WideMoney debts = {};                                       ///< paid by those who owed tax
  std::vector<BeneficiarySums> beneficiaries = {};            ///< by account
};

/// The class of the asset at an ordinal in the order of registration.
using ClassOfAsset = std::function<AssetClass(std::uint32_t asset)>;

/// Adds what the event moved into revenue or from there on; nothing for most events.
void add(RevenueSums& sums, const market::Event& event, const ClassOfAsset& class_of);

/// What `left` has more than `right`, which has no more.
WideMoney difference(const WideMoney& left, const WideMoney& right);

/// All that came in.
WideMoney received(const RevenueSums& sums);
/// All that went to beneficiaries.
WideMoney apportioned(const RevenueSums& sums);
/// What the account holds once `sums` is all that ever happened.
WideMoney balance(const RevenueSums& sums);

/// What moved between two states of the same register, the earlier one first.
RevenueSums between(const RevenueSums& before, const RevenueSums& after);

/// The sums as bytes.
std::string encoded(const RevenueSums& sums);
/// The sums that the bytes stand for; throws DamagedBytes. No bytes: nothing yet.
RevenueSums revenue_sums(std::string_view bytes);

}  // namespace quitrent::api
