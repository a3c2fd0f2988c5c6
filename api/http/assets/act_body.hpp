// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <utility>
#include <vector>

#include "api/http/json/from_body.hpp"
#include "api/http/json/shape.hpp"

namespace quitrent::api {

/// Reads a body about one asset: its fields and their faults.
struct ActBody {
  std::vector<FieldFault> faults = {};  ///< found so far
  Shape shape;                          ///< of the body

  /// Begins to read; `body` must outlive this object.
  explicit ActBody(const JsonValue& body) : shape{body, "", faults} {}

  /// The asset of the route, in the version that the caller expects.
  market::AssetRef asset(const AssetId& id) {
    return {.id = id, .expected_version = shape.count("expected_version", Presence::optional)};
  }

  /// The reference and document on which a registrar bases an act.
  Authority authority() {
    return {.reference = shape.text("reference", Presence::required).value_or(""),
            .document = shape.digest("document_digest", Presence::optional)};
  }

  /// The request, where no field has a fault. Call it last.
  template <class Request>
  FromBody<Request> finished(Request request) {
    shape.done();
    if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
    return request;
  }
};

}  // namespace quitrent::api
