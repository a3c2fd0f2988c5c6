// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <span>

namespace quitrent {

/// A letter, a mark, and the one character for both.
using Composition = std::array<char16_t, 3>;

/// Every primary composite with a mark of U+0300 to U+036F, sorted by the composed character.
/// Source: Unicode 14.0, UnicodeData.txt and CompositionExclusions.txt.
std::span<const Composition> compositions();

}  // namespace quitrent
