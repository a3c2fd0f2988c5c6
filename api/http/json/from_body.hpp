// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>

#include "api/http/protocol/problem.hpp"

namespace quitrent::api {

/// What a body asks for, or all that is wrong with its shape (422).
template <class Request>
using FromBody = std::expected<Request, Problem>;

}  // namespace quitrent::api
