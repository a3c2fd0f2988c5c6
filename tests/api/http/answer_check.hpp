// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

/// Says in words what in an answer the description of the API does not name: a route, a status, a
/// kind of body, a field, or a value of another form. Empty if there is nothing. `request` holds
/// the bytes that were sent; any problem may answer bytes that are no request.
std::string undocumented(std::string_view request, const RawReply& reply);

}  // namespace quitrent::testing
