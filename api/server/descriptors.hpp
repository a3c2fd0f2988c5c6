// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "api/http/protocol/limits.hpp"

namespace quitrent::api {

/// The number of file descriptors that a register needs at once, without those that it inherits:
/// for each served connection its socket and the files by which it reads journal and views; for
/// connections that wait; for the files of the register; and some spare ones.
std::uint64_t needed_descriptors(const HttpLimits& limits);

/// Raises the limit of open files to the hard limit of this process. Throws CannotStart where that
/// is less than the register needs, since it could then neither read nor answer.
void raise_descriptor_limit(const HttpLimits& limits);

}  // namespace quitrent::api
