// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/vocabulary/refusal_table.hpp"

namespace quitrent {

/// Why a well-formed filing was refused; nothing was recorded. If several reasons apply, the
/// earlier one wins; for a purchase, the reasons per item come first. QUITRENT_REFUSALS has the
/// list.
enum class RefusalCode : int {
#define QUITRENT_ROW(name, number, status, title) name = (number),
  QUITRENT_REFUSALS(QUITRENT_ROW, QUITRENT_ROW)
#undef QUITRENT_ROW
};

/// The name of an enumerator as the API writes it: with hyphens in the place of underscores.
std::string hyphenated(std::string name);

/// The code as it stands in an answer: words joined by hyphens. Any other number than one of the
/// list is a bug.
std::string_view to_text(RefusalCode code);

/// A lawful "no". Nothing was recorded.
struct Refusal {
  RefusalCode code = RefusalCode::not_found;  ///< the rule that refuses
  std::string detail;                         ///< one sentence that says what to do
  std::string pointer;                        ///< JSON pointer to the faulty field, or empty
  /// The present values that the caller needs, as name and text, in order.
  std::vector<std::pair<std::string, std::string>> current = {};
};

/// A refusal that tells one present value.
Refusal refusal_with(RefusalCode code, std::string detail,
                     std::pair<std::string, std::string> current);

}  // namespace quitrent
