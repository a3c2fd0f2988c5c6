// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace quitrent {

/// The description of every route in OpenAPI 3.1, as openapi.json of this folder has it. A test
/// holds it to the table of routes.
std::string_view openapi_document();

}  // namespace quitrent
