// SPDX-License-Identifier: EUPL-1.2
#include "api/web/forms.hpp"

#include <utility>

namespace quitrent::api {
namespace {

Model summary_line(std::string_view field, const std::string& text) {
  Model line;
  line.set("field", field.empty() ? Model{false} : Model{std::string{field}});
  line.set("text", text);
  return line;
}

void mark_as_faulty(Page& page, int status, const Model& lines) {
  if (!page.title.starts_with("Error: ")) page.title = "Error: " + page.title;
  page.status = status;
  page.model.set("faults", lines);
  page.model.set("has_faults", true);
}

/// The field that a pointer ends with: `/items/0/max_price` names `max_price`.
std::string_view field_of(std::string_view pointer, std::span<const Field> fields) {
  const std::string_view last = pointer.substr(pointer.rfind('/') + 1);
  for (const Field& field : fields) {
    if (field.name == last) return field.name;
  }
  return {};
}

}  // namespace

void set_fields(Model& model, std::span<const Field> fields, const AddressQuery& values) {
  for (const Field& field : fields) {
    const std::string name{field.name};
    model.set(name, std::string{values.value(name)});
    model.set(name + "_fault", false);
  }
  model.set("faults", empty_list());
  model.set("has_faults", false);
}

void set_faults(Page& page, std::span<const Field> fields, const ApiAnswer& problem) {
  Model lines = empty_list();
  if (const JsonValue* const errors = problem.body.member("errors")) {
    for (const JsonValue& error : errors->items) {
      const std::string_view field = field_of(text_of(error, "pointer"), fields);
      const std::string text{text_of(error, "detail")};
      lines.push_back(summary_line(field, text));
      if (!field.empty()) page.model.set(std::string{field} + "_fault", text);
    }
  }
  if (lines.is_empty_list()) {
    lines.push_back(summary_line({}, std::string{text_of(problem.body, "detail")}));
  }
  mark_as_faulty(page, problem.status, lines);
}

void set_fault(Page& page, std::string_view field, const std::string& text) {
  Model lines = empty_list();
  lines.push_back(summary_line(field, text));
  page.model.set(std::string{field} + "_fault", text);
  mark_as_faulty(page, 422, lines);
}

}  // namespace quitrent::api
