// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"

namespace quitrent::api {

/// Reads the instant to which the sandbox's clock moves, from `{to}` or `{by}`; not before `now`.
FromBody<Instant> clock_from(const JsonValue& body, Instant now);

}  // namespace quitrent::api
