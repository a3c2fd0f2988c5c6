// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <utility>
#include <vector>

#include "api/http/json/from_body.hpp"
#include "api/http/json/shape.hpp"

namespace quitrent::api {

/// A body about one asset while it is read: its fields, and what is wrong with them.
struct ActBody {
  std::vector<FieldFault> faults = {};  ///< so far
  Shape shape;                          ///< of the body

  /// Begins to read; the body outlives it.
  explicit ActBody(const JsonValue& body) : shape{body, "", faults} {}

  /// The asset of the route, in the version that the caller expects.
  market::AssetRef asset(const AssetId& id) {
    return {.id = id, .expected_version = shape.count("expected_version", Presence::optional)};
  }

  /// What a registrar rests an act on.
  Authority authority() {
    return {.reference = shape.text("reference", Presence::required).value_or(""),
            .document = shape.digest("document_digest", Presence::optional)};
  }

  /// The request, if every field was as it must be; call it last.
  template <class Request>
  FromBody<Request> finished(Request request) {
    shape.done();
    if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
    return request;
  }
};

}  // namespace quitrent::api
