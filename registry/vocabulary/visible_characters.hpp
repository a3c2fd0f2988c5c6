// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

namespace quitrent {

/// Whether a character shows something by itself: a letter, number, punctuation mark or symbol that
/// Unicode 17.0 has given out. Not so marks, which need a letter, controls of format, private use
/// and what is ignorable.
bool is_visible(std::uint32_t code);

}  // namespace quitrent
