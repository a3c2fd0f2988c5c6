// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "api/http/protocol/limits.hpp"

namespace quitrent::api {

/// How many descriptors a register needs at once, those aside that it was started with: connections
/// that are served, each with what it reads the journal and the views by; connections that wait;
/// the files of the register; some more.
std::uint64_t needed_descriptors(const HttpLimits& limits);

/// Raises the limit of open files to what this process may have. Throws CannotStart where that is
/// less than the register needs: short of them it could neither read nor answer.
void raise_descriptor_limit(const HttpLimits& limits);

}  // namespace quitrent::api
