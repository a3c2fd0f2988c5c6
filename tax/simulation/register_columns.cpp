// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/register_columns.hpp"

#include "tax/degree_timeline.hpp"

namespace quitrent::tax {

void RegisterColumns::reserve(std::size_t assets) {
  assessment.reserve(assets);
  escrow.reserve(assets);
  carry.reserve(assets);
  expires_at.reserve(assets);
  holder.reserve(assets);
  terms_of.reserve(assets);
  asset.reserve(assets);
  delinquent.reserve(assets);
}

void RegisterColumns::add(const SimulatedAsset& row) {
  assessment.push_back(row.assessment);
  escrow.push_back(row.escrow);
  carry.push_back(row.carry);
  expires_at.push_back(row.expires_at);
  holder.push_back(row.holder);
  terms_of.push_back(row.terms);
  asset.push_back(row.asset);
  delinquent.push_back(row.delinquent ? 1 : 0);
}

std::size_t RegisterColumns::bytes() const {
  return assessment.capacity() * sizeof(Money) + escrow.capacity() * sizeof(Money) +
         carry.capacity() * sizeof(std::int64_t) + expires_at.capacity() * sizeof(Instant) +
         holder.capacity() * sizeof(Ordinal) + terms_of.capacity() * sizeof(std::uint32_t) +
         asset.capacity() * sizeof(Ordinal) + delinquent.capacity();
}

std::vector<Taxed> taxed_terms(const ScheduleTimeline& timeline,
                               const std::vector<TaxedTerms>& terms, Instant at) {
  std::vector<Taxed> taxed;
  taxed.reserve(terms.size());
  for (const TaxedTerms& one : terms) {
    taxed.push_back({.asset_class = one.asset_class,
                     .assessment = {},
                     .degree = degree_at(timeline, one.asset_class, one.levels, at),
                     .steps = degree_steps(timeline, one.asset_class, one.levels, at)});
  }
  return taxed;
}

}  // namespace quitrent::tax
