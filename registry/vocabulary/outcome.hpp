// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>

#include "registry/vocabulary/refusal.hpp"

namespace quitrent {

/// What was asked for, or the lawful "no". Faults are thrown, bugs end the process.
template <class T>
using Outcome = std::expected<T, Refusal>;

}  // namespace quitrent
