// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/refusal.hpp"

#include <algorithm>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent {

/// The name of an enumerator with hyphens instead of underscores.
std::string hyphenated(std::string name) {
  std::ranges::replace(name, '_', '-');
  return name;
}

std::string_view to_text(RefusalCode code) {
  switch (code) {
#define QUITRENT_ROW(name, number, status, title)       \
  case RefusalCode::name: {                             \
    static const std::string kText = hyphenated(#name); \
    return kText;                                       \
  }
    QUITRENT_REFUSALS(QUITRENT_ROW, QUITRENT_ROW)
#undef QUITRENT_ROW
  }
  broken_invariant("every refusal has a text");
}

Refusal refusal_with(RefusalCode code, std::string detail,
                     std::pair<std::string, std::string> current) {
  return {
      .code = code, .detail = std::move(detail), .pointer = {}, .current = {std::move(current)}};
}

}  // namespace quitrent
