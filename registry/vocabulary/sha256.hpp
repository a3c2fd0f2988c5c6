// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "registry/vocabulary/digest.hpp"

namespace quitrent {

/// The SHA-256 digest of `message`. It fails only for lack of memory, which ends the process.
Digest sha256(std::string_view message);

}  // namespace quitrent
