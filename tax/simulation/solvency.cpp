// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/solvency.hpp"

#include <algorithm>

#include "tax/delinquency.hpp"
#include "tax/simulation/tax_table.hpp"

namespace quitrent::tax {
namespace {

constexpr std::size_t kMostListed = 10;

/// Whether the asset's escrow fails within the period of the table. Until an expiry in the period
/// it may not fail any more, so that case asks funded_until() itself.
bool fails(const RegisterColumns& assets, const TaxTable& table, std::size_t row) {
  const std::uint32_t terms = assets.terms_of[row];
  const Money assessment = assets.assessment[row];
  if (assets.expires_at[row] > table.over().end) {
    return table.charge(terms, assessment, assets.carry[row]).due > assets.escrow[row];
  }
  Taxed taxed = table.terms()[terms];
  taxed.assessment = assessment;
  return funded_until(table.timeline(), taxed,
                      {.escrow = assets.escrow[row],
                       .arrears = {},
                       .carry = assets.carry[row],
                       .levied_to = table.over().begin},
                      assets.expires_at[row])
      .has_value();
}

TaxTable table_over(const std::shared_ptr<const ScheduleTimeline>& timeline,
                    const std::vector<TaxedTerms>& terms, Period over) {
  return {timeline, taxed_terms(*timeline, terms, over.begin), over};
}

/// The cover of an asset: the tax of the table's period, rounded up.
Money cover_at(const RegisterColumns& assets, const TaxTable& table, std::size_t row) {
  constexpr std::int64_t kRoundUp = kCarryLimit - 1;
  const std::uint32_t terms = assets.terms_of[row];
  const Instant expires_at = assets.expires_at[row];
  if (expires_at >= table.over().end) {
    return table.charge(terms, assets.assessment[row], kRoundUp).due;
  }
  return table.charge_until(terms, {assets.assessment[row], kRoundUp, expires_at}).due;
}

}  // namespace

Delinquencies delinquencies(const RegisterColumns& assets, const ComparedTimelines& timelines,
                            Instant from, Duration within) {
  const Period over{from, from + within};
  const TaxTable baseline = table_over(timelines.baseline, assets.terms, over);
  const TaxTable reform = table_over(timelines.reform, assets.terms, over);
  Delinquencies found{.within = within};
  const auto larger = [&](std::size_t left, std::size_t right) {
    return assets.assessment[left] != assets.assessment[right]
               ? assets.assessment[left] > assets.assessment[right]
               : left < right;
  };
  for (std::size_t row = 0; row < assets.size(); ++row) {
    if (assets.delinquent[row] != 0) continue;
    const bool before = fails(assets, baseline, row);
    const bool after = fails(assets, reform, row);
    found.baseline += before ? 1U : 0U;
    found.reform += after ? 1U : 0U;
    if (before || !after) continue;
    ++found.newly;
    found.newly_assessed += assets.assessment[row];
    found.largest.insert(std::ranges::lower_bound(found.largest, row, larger), row);
    if (found.largest.size() > kMostListed) found.largest.pop_back();
  }
  return found;
}

Covers covers(const RegisterColumns& assets, const ComparedTimelines& timelines, Instant at) {
  const auto over = [at](const ScheduleTimeline& timeline) {
    return Period{at, at + timeline.procedure(at).escrow_cover};
  };
  const TaxTable baseline = table_over(timelines.baseline, assets.terms, over(*timelines.baseline));
  const TaxTable reform = table_over(timelines.reform, assets.terms, over(*timelines.reform));
  Covers sums{.at = at};
  for (std::size_t row = 0; row < assets.size(); ++row) {
    if (assets.expires_at[row] <= at) continue;
    const Money escrow = assets.escrow[row];
    const Money before = cover_at(assets, baseline, row);
    const Money after = cover_at(assets, reform, row);
    sums.baseline += before;
    sums.reform += after;
    if (before > escrow) {
      ++sums.short_baseline;
      sums.missing_baseline += before - escrow;
    }
    if (after > escrow) {
      ++sums.short_reform;
      sums.missing_reform += after - escrow;
    }
  }
  return sums;
}

}  // namespace quitrent::tax
