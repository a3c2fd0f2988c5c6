// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>

#include "api/http/protocol/problem.hpp"

namespace quitrent::api {

/// The request that a body states, or a problem (422) with all faults of its shape.
template <class Request>
using FromBody = std::expected<Request, Problem>;

}  // namespace quitrent::api
