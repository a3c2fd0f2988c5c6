// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/evidence.hpp"

namespace quitrent {

std::string_view to_text(ContestOutcome outcome) {
  return outcome == ContestOutcome::upheld ? "upheld" : "rejected";
}

std::optional<ContestOutcome> parse_contest_outcome(std::string_view text) {
  for (const ContestOutcome outcome : {ContestOutcome::upheld, ContestOutcome::rejected}) {
    if (to_text(outcome) == text) return outcome;
  }
  return std::nullopt;
}

}  // namespace quitrent
