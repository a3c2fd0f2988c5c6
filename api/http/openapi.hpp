// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace quitrent::api {

/// The description of every route in OpenAPI 3.1: openapi.json of this folder, with the codes of
/// all problems. A test compares it with the table of routes.
std::string_view openapi_document();

}  // namespace quitrent::api
