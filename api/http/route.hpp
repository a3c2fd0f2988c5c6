// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "api/http/handler_context.hpp"

namespace quitrent::api {

/// Who may call. Finer rights (the holder, the party itself) are for the handler and the register.
enum class Access : std::uint8_t {
  anyone,     ///< no key is looked at
  any_key,    ///< any party of the register
  member,     ///< a party with this role
  registrar,  ///< likewise
  operator_   ///< likewise
};

/// What a request brings along.
enum class BodyForm : std::uint8_t {
  none,
  json,
  optional_json  ///< no body stands for `{}`
};

/// Where a route exists.
enum class Realm : std::uint8_t { everywhere, sandbox };

/// One row of the table of routes.
struct Route {
  Method method = Method::get;
  std::string_view pattern;  ///< `{name}` stands for one part of a path
  Access access = Access::anyone;
  BodyForm body = BodyForm::none;
  Handler handler = nullptr;
  Realm realm = Realm::everywhere;
};

}  // namespace quitrent::api
