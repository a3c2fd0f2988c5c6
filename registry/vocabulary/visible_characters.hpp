// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

namespace quitrent {

/// Whether a character is visible by itself: an assigned letter, number, punctuation mark or symbol
/// of Unicode 17.0. Not visible are marks, which need a letter, format controls, private use and
/// ignorable characters.
bool is_visible(std::uint32_t code);

}  // namespace quitrent
