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

void RegisterColumns::add(const SimulatedAsset& row) { place(size(), row); }

void RegisterColumns::place(std::size_t position, const SimulatedAsset& row) {
  if (position >= size()) resize(position + 1);
  assessment[position] = row.assessment;
  escrow[position] = row.escrow;
  carry[position] = row.carry;
  expires_at[position] = row.expires_at;
  holder[position] = row.holder;
  terms_of[position] = row.terms;
  asset[position] = row.asset;
  delinquent[position] = row.delinquent ? 1 : 0;
}

SimulatedAsset RegisterColumns::at(std::size_t position) const {
  return {.asset = asset[position],
          .holder = holder[position],
          .terms = terms_of[position],
          .delinquent = delinquent[position] != 0,
          .assessment = assessment[position],
          .escrow = escrow[position],
          .carry = carry[position],
          .expires_at = expires_at[position]};
}

void RegisterColumns::resize(std::size_t assets) {
  assessment.resize(assets);
  escrow.resize(assets);
  carry.resize(assets);
  expires_at.resize(assets);
  holder.resize(assets);
  terms_of.resize(assets);
  asset.resize(assets);
  delinquent.resize(assets);
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
