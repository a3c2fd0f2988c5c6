// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/finding.hpp"

namespace quitrent {

Money owed_in_all(const Finding& finding) {
  Money sum;
  for (const FindingPart& part : finding.parts) sum = saturating_add(sum, part.owed());
  return sum;
}

}  // namespace quitrent
