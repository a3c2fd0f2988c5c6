// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"
#include "api/web/model.hpp"

namespace quitrent::api {

// What the reference says about schemas of the OpenAPI document. `document` is the whole of it.

/// What a reference within the document names. A reference to nothing is a fault of this program.
const JsonValue& referenced(const JsonValue& document, std::string_view reference);

/// The description of a schema, parameter or operation; false where there is none. The document
/// marks names with backticks; people read quotation marks.
Model description_model(const JsonValue& described);

/// The type of a schema in words: `before`, `thing` (`name` and `address` of a thing with a table
/// of its own, else false), `after`.
Model type_model(const JsonValue& schema);

/// The fields of an object, those of inner objects with their path: `name`, `is_required`, `type`,
/// `description`, `limits`. Empty where the schema is no object.
Model field_rows(const JsonValue& document, const JsonValue& schema);

/// A body that has every required field, as JSON.
std::string example_json(const JsonValue& document, const JsonValue& schema);

}  // namespace quitrent::api
