// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"
#include "api/web/model.hpp"

namespace quitrent::api {

/// The name of a field of a form: in the form, in the JSON of the API, and its label.
struct Field {
  std::string_view name;
  std::string_view label;
};

/// Sets what a form shows: for each field its value (`NAME`) and no fault (`NAME_fault`), and an
/// empty summary of faults (`faults`, `has_faults`).
void set_fields(Model& model, std::span<const Field> fields, const AddressQuery& values);

/// Puts the problem of the API into the page of a form: each fault beside the field that it names,
/// and all of them in a summary that links to the fields. A fault that names no field stands in the
/// summary alone. The title begins with `Error:`, and the status is that of the problem.
void set_faults(Page& page, std::span<const Field> fields, const ApiAnswer& problem);

/// Puts one fault of a field into the page of a form, with status 422.
void set_fault(Page& page, std::string_view field, const std::string& text);

}  // namespace quitrent::api
