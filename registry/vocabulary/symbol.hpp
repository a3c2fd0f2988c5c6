// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace quitrent {

/// How many enumerators `Enum` has: they are numbered from 0 without a gap, and a constexpr
/// `to_text(Enum)` names each. It does so in a switch, in which a missing enumerator does not
/// compile; of any other number it answers with an empty text.
template <class Enum>
consteval std::size_t symbol_count() {
  using Number = std::underlying_type_t<Enum>;
  std::size_t count = 0;
  while (!to_text(static_cast<Enum>(static_cast<Number>(count))).empty()) ++count;
  return count;
}

}  // namespace quitrent
