// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

/// What an answer has that the description of the API does not name, in words: a route, a status, a
/// kind of body, a field, or a value of another form. Empty where there is nothing. `request` are
/// the bytes that were sent; those that are no request may be answered by any problem.
std::string undocumented(std::string_view request, const RawReply& reply);

}  // namespace quitrent::testing
