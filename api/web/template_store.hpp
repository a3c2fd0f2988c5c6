// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "api/web/model.hpp"
#include "api/web/web_files.hpp"

namespace quitrent::api {

/// A template with its parts put in: each `{{> name}}` becomes the text of `templates/name`. Throws
/// std::runtime_error where a file is missing or parts contain one another.
std::string whole_template(const WebFiles& files, std::string_view name);

/// The templates, read once where they are part of the program. Thread-safe.
class TemplateStore {
 public:
  /// Reads all templates. Throws std::runtime_error where one cannot be read. `files` must outlive
  /// this object.
  explicit TemplateStore(const WebFiles& files);
  /// The HTML of a template with the texts of a model.
  std::string filled_in(std::string_view name, const Model& model) const;

 private:
  const WebFiles& files_;
  // The library's render() changes a template only where it finds a fault in it.
  mutable std::map<std::string, kainjow::mustache::mustache, std::less<>> read_;
};

}  // namespace quitrent::api
