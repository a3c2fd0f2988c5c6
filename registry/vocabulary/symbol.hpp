// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace quitrent {

/// The count of enumerators of `Enum`. They are numbered from 0 without a gap, and a constexpr
/// `to_text(Enum)` names each. Its switch does not compile when an enumerator is missing; for any
/// other number it returns an empty text.
template <class Enum>
consteval std::size_t symbol_count() {
  using Number = std::underlying_type_t<Enum>;
  std::size_t count = 0;
  while (!to_text(static_cast<Enum>(static_cast<Number>(count))).empty()) ++count;
  return count;
}

}  // namespace quitrent
