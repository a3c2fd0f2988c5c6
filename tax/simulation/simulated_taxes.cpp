// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/simulated_taxes.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "registry/vocabulary/ensure.hpp"
#include "tax/simulation/order_statistics.hpp"

namespace quitrent::tax {
namespace {

constexpr std::size_t kMostNamed = 10;

/// The tax of the asset at a position.
Money tax_at(const RegisterColumns& assets, const TaxTable& table, std::size_t row) {
  const std::uint32_t terms = assets.terms_of.data()[row];
  const Money assessment = assets.assessment.data()[row];
  const std::int64_t carry = assets.carry.data()[row];
  const Instant expires_at = assets.expires_at.data()[row];
  if (expires_at < table.over().end) [[unlikely]] {
    return table.charge_until(terms, {assessment, carry, expires_at}).due;
  }
  return table.charge(terms, assessment, carry).due;
}

/// Reform minus baseline of the asset at a position.
std::int64_t change_at(const SimulatedTaxes& taxes, std::size_t row) {
  // Both are from 0 to the highest Money.
  return taxes.reform.data()[row].micro() - taxes.baseline.data()[row].micro();
}

/// The `kMostNamed` largest changes so far, the largest first.
class Largest {
 public:
  void offer(std::size_t row, std::int64_t change) {
    if (change <= bar_) return;
    const auto place = std::ranges::find_if(
        ranked_, [change](const Ranked& other) { return other.change < change; });
    ranked_.insert(place, {row, change});
    if (ranked_.size() > kMostNamed) ranked_.pop_back();
    if (ranked_.size() == kMostNamed) bar_ = ranked_.back().change;
  }
  std::vector<ChangedAsset> named(const SimulatedTaxes& taxes) const {
    std::vector<ChangedAsset> assets;
    for (const Ranked& one : ranked_) {
      assets.push_back({one.row, taxes.baseline[one.row], taxes.reform[one.row]});
    }
    return assets;
  }

 private:
  struct Ranked {
    std::size_t row;
    std::int64_t change;
  };
  std::int64_t bar_ = 0;
  std::vector<Ranked> ranked_;
};

/// The changes in one direction, as they are counted.
struct CountedSide {
  TaxSum change = {};
  Largest largest = {};
  SizeBuckets buckets = {};

  ChangedSide side(const SimulatedTaxes& taxes) {
    return {.assets = buckets.counted(),
            .change = change,
            .p10 = {},
            .p50 = {},
            .p90 = {},
            .largest = largest.named(taxes)};
  }
};

/// Asks for the three percentiles, where there are changes.
void want_percentiles(SizeBuckets& buckets) {
  const std::uint64_t all = buckets.counted();
  if (all == 0) return;
  for (const std::uint64_t percent : {10U, 50U, 90U}) buckets.want(all * percent / 100);
}

void set_percentiles(ChangedSide& side, SizeBuckets& buckets) {
  const std::vector<std::int64_t> values = buckets.found();
  if (values.empty()) return;
  side.p10 = Money::from_micro(values[0]);
  side.p50 = Money::from_micro(values[1]);
  side.p90 = Money::from_micro(values[2]);
}

}  // namespace

TaxTotals& TaxTotals::operator+=(const TaxTotals& more) {
  assets += more.assets;
  higher += more.higher;
  lower += more.lower;
  assessed += more.assessed;
  baseline += more.baseline;
  reform += more.reform;
  return *this;
}

SimulatedTaxes simulated_taxes(const RegisterColumns& assets, const SimulationTables& tables) {
  ensure(tables.baseline.over() == tables.reform.over(), "both tables are of one period");
  ensure(tables.baseline.terms().size() == assets.terms.size() &&
             tables.reform.terms().size() == assets.terms.size(),
         "a table has a row for each of the terms");
  SimulatedTaxes taxes;
  const std::size_t count = assets.size();
  taxes.baseline.resize(count);
  taxes.reform.resize(count);
  taxes.by_terms.resize(assets.terms.size());
  TaxTotals* const by_terms = taxes.by_terms.data();
  for (std::size_t row = 0; row < count; ++row) {
    const Money before = tax_at(assets, tables.baseline, row);
    const Money after = tax_at(assets, tables.reform, row);
    taxes.baseline.data()[row] = before;
    taxes.reform.data()[row] = after;
    by_terms[assets.terms_of.data()[row]].add(assets.assessment.data()[row], before, after);
  }
  return taxes;
}

TaxSum simulated_revenue(const RegisterColumns& assets, const TaxTable& table) {
  TaxSum sum;
  for (std::size_t row = 0; row < assets.size(); ++row) sum += tax_at(assets, table, row);
  return sum;
}

Changes changes_of(const SimulatedTaxes& taxes) {
  std::array<CountedSide, 2> sides;  // those who pay less, those who pay more
  const std::size_t count = taxes.baseline.size();
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t change = change_at(taxes, row);
    if (change == 0) continue;
    CountedSide& side = sides.data()[change > 0 ? 1 : 0];
    const std::int64_t size = std::abs(change);
    side.change += Money::from_micro(size);
    side.buckets.count(size);
    side.largest.offer(row, size);
  }
  Changes changes{.winners = sides[0].side(taxes), .losers = sides[1].side(taxes)};
  changes.unchanged = count - changes.winners.assets - changes.losers.assets;
  for (CountedSide& side : sides) want_percentiles(side.buckets);
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t change = change_at(taxes, row);
    if (change != 0) sides.data()[change > 0 ? 1 : 0].buckets.keep(std::abs(change));
  }
  set_percentiles(changes.winners, sides[0].buckets);
  set_percentiles(changes.losers, sides[1].buckets);
  return changes;
}

}  // namespace quitrent::tax
