// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "api/engine/folded_journal.hpp"
#include "tax/schedule/difference.hpp"
#include "tax/schedule/schedule.hpp"
#include "tax/simulation/tax_sum.hpp"

namespace quitrent {

/// The live assets of a register that a change touches.
struct Touched {
  std::size_t assets = 0;
  std::size_t holders = 0;    ///< who hold these assets, each once
  tax::TaxSum assessed = {};  ///< sum of their assessments
  /// Equal where all are.
  friend bool operator==(const Touched&, const Touched&) = default;
};

/// What every change of a difference touches.
struct TouchedByAll {
  std::vector<Touched> changes;  ///< in the order of the changes
  Touched together;              ///< every asset once
};

/// Whom the changes from `before` to `after` touch in a register. An asset counts where somebody
/// holds it and it has not expired in the first second of the change, or at the register's newest
/// entry where that is later. Degrees are those of the asset in that second: for a curve under the
/// register's own schedules, for weights under both schedules. Neither depends on which schedule is
/// the earlier.
TouchedByAll touched_by(const api::FoldedJournal& folded, const tax::Schedule& before,
                        const tax::Schedule& after);

/// `Touches 2 assets of 1 holder, assessed at 1,250.00.`
std::string touched_sentence(const Touched& touched);

/// `{assets, holders, assessed}`.
nlohmann::ordered_json touched_json(const Touched& touched);

}  // namespace quitrent
