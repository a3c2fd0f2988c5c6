// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

namespace quitrent {

// Sizes in SQLite's write-ahead log. Unit: bytes. Source: SQLite's description of its file formats.
inline constexpr std::size_t kLogHeader = 32;    ///< the head of the log
inline constexpr std::size_t kFrameHeader = 24;  ///< the head of a frame; one page follows

}  // namespace quitrent
