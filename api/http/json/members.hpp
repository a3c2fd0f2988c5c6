// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>

#include "api/http/json/json_writer.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

/// A member that is the text of a value or, where there is none, `null`.
template <class Value>
void text_or_null(JsonWriter& json, std::string_view name, const std::optional<Value>& value) {
  if (value) {
    json.text(name, to_text(*value));
  } else {
    json.null(name);
  }
}

/// A member that is an instant or, for kEndOfTime ("never"), `null`.
inline void instant_or_null(JsonWriter& json, std::string_view name, Instant instant) {
  if (instant < kEndOfTime) {
    json.text(name, to_text(instant));
  } else {
    json.null(name);
  }
}

}  // namespace quitrent::api
