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

/// A sum that only grows. It has 128 bits, like a debt, so that it never overflows.
using WideMoney = Debt;

/// The movements on the account of one beneficiary.
struct BeneficiarySums {
  std::string name;
  WideMoney apportioned;  ///< revenue received
  WideMoney paid_out;     ///< paid out to the bank
};

/// The revenue received and how it was apportioned, up to an entry or between two entries.
struct RevenueSums {
  std::array<WideMoney, kAssetClasses.size()> by_class = {};  ///< tax and surcharge
  WideMoney debts = {};                                       ///< tax debts that were paid off
  std::vector<BeneficiarySums> beneficiaries = {};            ///< by account
};

/// The class of the asset at an ordinal in the order of registration.
using ClassOfAsset = std::function<AssetClass(std::uint32_t asset)>;

/// Adds what the event moved into revenue or out of it. Most events change nothing.
void add(RevenueSums& sums, const market::Event& event, const ClassOfAsset& class_of);

/// `left` minus `right`; `right` must not be greater than `left`.
WideMoney difference(const WideMoney& left, const WideMoney& right);

/// All revenue received.
WideMoney received(const RevenueSums& sums);
/// All revenue apportioned to beneficiaries.
WideMoney apportioned(const RevenueSums& sums);
/// The balance of the revenue account, for `sums` from the founding on: received minus apportioned.
WideMoney balance(const RevenueSums& sums);

/// The sums between two entries of the same register; `before` is the earlier one.
RevenueSums between(const RevenueSums& before, const RevenueSums& after);

/// The sums as bytes.
std::string encoded(const RevenueSums& sums);
/// The sums that the bytes encode; where `bytes` is empty, all are 0. Throws DamagedBytes.
RevenueSums revenue_sums(std::string_view bytes);

}  // namespace quitrent::api
