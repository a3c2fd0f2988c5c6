// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "tax/accrual.hpp"
#include "tax/schedule_timeline.hpp"
#include "tax/simulation/register_columns.hpp"

namespace quitrent::market {

/// What a simulation needs of an asset's row: a copy that costs little while filings wait.
struct SimulatedRow {
  /// The row as it is.
  SimulatedRow(Ordinal ordinal, const Asset& row);

  Ordinal asset;
  Ordinal holder;
  AssetClass asset_class;
  bool has_holder;
  bool delinquent;
  Money assessment;
  tax::AccrualState accrued;
  Instant expires_at;
  std::shared_ptr<const Particulars> particulars;
};

/// The columns of a register at an instant, out of the rows of its assets. A row that changed since
/// is taken anew. The result depends on the last rows alone.
class SimulatedColumns {
 public:
  /// The columns at `from`, up to which assets are levied under `baseline`.
  SimulatedColumns(std::shared_ptr<const tax::ScheduleTimeline> baseline, Instant from);

  /// Takes the row of an asset, in any order. An asset counts if somebody holds it and it has not
  /// expired at `from`. Where it is levied beyond `from` already, its escrow is that of the row and
  /// its carry 0. An asset whose escrow fails before `from` counts as delinquent.
  void take(const SimulatedRow& row);

  /// The taxed assets by ordinal, and the terms that occur among them in the order of the first
  /// asset that has them.
  tax::RegisterColumns finished() &&;

 private:
  /// The terms and openness levels by which assets are told apart.
  using TermsKey = std::tuple<AssetClass, std::string_view, Commitment, TermsForm, bool,
                              std::vector<std::pair<std::int64_t, OpennessLevels>>>;
  /// The row of the terms of an asset in the columns.
  std::uint32_t terms_row(const SimulatedRow& row);
  /// What tax the terms bear from `since` on.
  const tax::Taxed& taxed_since(std::uint32_t terms, Instant since);

  std::shared_ptr<const tax::ScheduleTimeline> baseline_;
  Instant from_;
  tax::RegisterColumns columns_;  // by ordinal; kNotTaxed in place of the terms of others
  std::vector<std::shared_ptr<const Particulars>> kept_;  // own the texts of the keys
  std::map<TermsKey, std::uint32_t> terms_rows_;
  /// By row of the terms: what they bear from an instant on, the last one that was asked. Most
  /// assets were levied in the same second.
  std::vector<std::pair<Instant, tax::Taxed>> taxed_;
};

}  // namespace quitrent::market
