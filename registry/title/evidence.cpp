// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/evidence.hpp"

namespace quitrent {

std::optional<ContestOutcome> parse_contest_outcome(std::string_view text) {
  for (const ContestOutcome outcome :
       {ContestOutcome::upheld, ContestOutcome::rejected, ContestOutcome::frivolous}) {
    if (to_text(outcome) == text) return outcome;
  }
  return std::nullopt;
}

}  // namespace quitrent
