// SPDX-License-Identifier: EUPL-1.2
#include "market/state/simulated_columns.hpp"

#include <limits>
#include <string>

namespace quitrent::market {
namespace {

/// Stands in the column of terms for an asset that is not taxed.
constexpr std::uint32_t kNotTaxed = std::numeric_limits<std::uint32_t>::max();

/// The terms as recorded, in words.
std::string terms_in_words(const Terms& terms) {
  switch (terms.form) {
    case TermsForm::licence:
      return terms.source_withheld ? terms.spdx + " (source withheld)" : terms.spdx;
    case TermsForm::commitment:
      return "commitment " + std::string{to_text(terms.commitment)};
    case TermsForm::nothing:
      break;
  }
  return "no terms";
}

}  // namespace

SimulatedRow::SimulatedRow(Ordinal ordinal, const Asset& row)
    : asset{ordinal},
      holder{row.holder},
      asset_class{row.asset_class},
      has_holder{row.has_holder()},
      delinquent{row.status.state == AssetState::delinquent},
      assessment{row.status.assessment},
      accrued{.escrow = row.status.escrow,
              .arrears = row.status.arrears,
              .carry = row.status.carry,
              .levied_to = row.status.levied_to},
      expires_at{row.expires_at},
      particulars{row.particulars} {}

SimulatedColumns::SimulatedColumns(std::shared_ptr<const tax::ScheduleTimeline> baseline,
                                   Instant from)
    : baseline_{std::move(baseline)}, from_{from} {}

void SimulatedColumns::take(const SimulatedRow& row) {
  tax::SimulatedAsset taken{.asset = row.asset,
                            .holder = row.holder,
                            .terms = kNotTaxed,
                            .delinquent = row.delinquent,
                            .assessment = row.assessment,
                            .escrow = row.accrued.escrow,
                            .carry = 0,
                            .expires_at = row.expires_at};
  if (row.has_holder && row.expires_at > from_) {
    taken.terms = terms_row(row);
    if (from_ >= row.accrued.levied_to) {
      tax::Taxed taxed = taxed_since(taken.terms, row.accrued.levied_to);
      taxed.assessment = row.assessment;
      const tax::Levy levy = tax::levied(*baseline_, taxed, row.accrued, from_);
      taken.carry = levy.carry;
      taken.escrow = row.accrued.escrow - levy.paid;
      taken.delinquent = row.delinquent || levy.arrears > Money{};
    }
  }
  columns_.place(row.asset, taken);
}

tax::RegisterColumns SimulatedColumns::finished() && {
  const std::vector<tax::TaxedTerms> all = std::exchange(columns_.terms, {});
  std::vector<std::uint32_t> renumbered(all.size(), kNotTaxed);
  std::size_t kept = 0;
  for (std::size_t position = 0; position < columns_.size(); ++position) {
    tax::SimulatedAsset asset = columns_.at(position);
    if (asset.terms == kNotTaxed) continue;
    std::uint32_t& terms = renumbered.at(asset.terms);
    if (terms == kNotTaxed) {
      terms = static_cast<std::uint32_t>(columns_.terms.size());
      columns_.terms.push_back(all[asset.terms]);
    }
    asset.terms = terms;
    columns_.place(kept++, asset);
  }
  columns_.resize(kept);
  return std::move(columns_);
}

std::uint32_t SimulatedColumns::terms_row(const SimulatedRow& row) {
  const Particulars& particulars = *row.particulars;
  std::vector<std::pair<std::int64_t, OpennessLevels>> levels;
  for (const DatedOpennessLevels& one : particulars.levels) {
    levels.emplace_back(one.from.seconds(), one.levels);
  }
  const Terms& terms = particulars.terms;
  const auto next = static_cast<std::uint32_t>(columns_.terms.size());
  const auto [found, added] =
      terms_rows_.try_emplace(TermsKey{row.asset_class, terms.spdx, terms.commitment, terms.form,
                                       terms.source_withheld, std::move(levels)},
                              next);
  if (added) {
    kept_.push_back(row.particulars);
    columns_.terms.push_back({.asset_class = row.asset_class,
                              .licence = terms_in_words(terms),
                              .levels = particulars.levels});
  }
  return found->second;
}

const tax::Taxed& SimulatedColumns::taxed_since(std::uint32_t terms, Instant since) {
  if (taxed_.size() <= terms) taxed_.resize(terms + 1, {kEndOfTime, {}});
  auto& [at, taxed] = taxed_[terms];
  if (at != since) {
    taxed = tax::taxed_terms(*baseline_, {columns_.terms[terms]}, since).front();
    at = since;
  }
  return taxed;
}

}  // namespace quitrent::market
