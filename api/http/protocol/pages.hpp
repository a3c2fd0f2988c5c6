// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>

#include "api/http/protocol/exchange.hpp"

namespace quitrent::api {

/// Asks the API within the program. The answer is the one that a client would get; it is neither
/// logged nor counted. Never throws.
using AskApi = std::function<Response(const Request&)>;

/// The pages for people, which stand beside the API. Called by many threads at once.
class Pages {
 public:
  virtual ~Pages() = default;
  /// Whether the body of a request that matches no route of the API must be read: it sends a form.
  virtual bool takes_form(const Request& request) const = 0;
  /// The page at the path of a request that matches no route of the API. Nothing where the caller
  /// expects an answer for programs. `ask` is valid during the call. May throw.
  virtual std::optional<Response> page(const Request& request, const AskApi& ask) const = 0;
};

}  // namespace quitrent::api
