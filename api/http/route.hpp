// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "api/http/handler_context.hpp"

namespace quitrent::api {

/// Who may call a route. The handler or the register checks finer rights, such as those of the
/// holder.
enum class Access : std::uint8_t {
  anyone,        ///< no key is read
  optional_key,  ///< anyone; a key is read where there is one, for what not everybody sees
  any_key,       ///< any party of the register
  member,        ///< a party with the role member
  registrar,     ///< a party with the role registrar
  policy,        ///< a party with the role policy
  operator_      ///< a party with the role operator
};

/// Whether a request has a body.
enum class BodyForm : std::uint8_t {
  none,
  json,
  optional_json,  ///< a missing body counts as `{}`
  toml,           ///< a tax schedule, `application/toml`
  toml_or_json    ///< either; only JSON is parsed
};

/// What a route does with the parameters of its query.
enum class Query : std::uint8_t {
  refused,  ///< it has none: each is unknown
  read,     ///< its handler reads them, and refuses those that it does not know
  ignored   ///< for probes and scrapers, which may add some
};

/// The registers in which a route exists.
enum class Realm : std::uint8_t { everywhere, sandbox };

/// One row of the table of routes.
struct Route {
  Method method = Method::get;
  std::string_view pattern;  ///< `{name}` matches one segment of a path
  Access access = Access::anyone;
  BodyForm body = BodyForm::none;
  Handler handler = nullptr;
  Query query = Query::refused;
  Realm realm = Realm::everywhere;
};

}  // namespace quitrent::api
