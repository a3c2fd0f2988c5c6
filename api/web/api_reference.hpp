// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"
#include "api/web/model.hpp"

namespace quitrent::api {

/// The reference of the API for people, made from the OpenAPI document.
struct ApiReference {
  Model groups;                                     ///< `name` and `address`, in their order
  std::map<std::string, Model, std::less<>> pages;  ///< by the last part of the address
};

/// Makes the reference of an OpenAPI document. It takes some milliseconds, so make it once.
ApiReference api_reference(const JsonValue& document);

}  // namespace quitrent::api
