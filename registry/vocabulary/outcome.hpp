// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>

#include "registry/vocabulary/refusal.hpp"

namespace quitrent {

/// The answer, or a lawful refusal. Faults are thrown; bugs end the process.
template <class T>
using Outcome = std::expected<T, Refusal>;

}  // namespace quitrent
