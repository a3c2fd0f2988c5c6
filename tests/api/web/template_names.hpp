// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "api/web/model.hpp"

namespace quitrent::testing {

/// Compares the names in templates with models. The library shows nothing for a name that a model
/// does not set; a reading of all tags finds it.
class TemplateNames {
 public:
  /// `text_of` answers with the text of a template or part by its name.
  explicit TemplateNames(std::function<std::string(const std::string& name)> text_of)
      : text_of_{std::move(text_of)} {}
  /// Walks through a template and its parts as the library would fill them in with the model. Notes
  /// each name that no model around it sets.
  void read(const std::string& name, const api::Model& model);
  /// Names that were not set, as `template: name`.
  const std::set<std::string>& missing() const { return missing_; }
  /// Sections that are in a template and that no model has entered, as `template: section`.
  std::set<std::string> unentered() const;
  /// Tags that show a text without escaping it, as `template: name`.
  const std::set<std::string>& unescaped() const { return unescaped_; }

 private:
  struct Tag {
    char kind = ' ';  ///< `#` and `^` begin a section, `/` ends it, `{` is unescaped, `>` a part
    std::string name;
  };
  struct Walk {
    const std::string& name;
    const std::vector<Tag>& tags;
    std::vector<const api::Model*>& around;
  };
  static std::vector<Tag> tags_of(const std::string& text);
  void walk_whole(const std::string& name, std::vector<const api::Model*>& around);
  void walk(const Walk& walk, std::size_t first, std::size_t last);
  void enter(const Walk& walk, std::size_t begin, std::size_t end);

  std::function<std::string(const std::string& name)> text_of_;
  std::set<std::string> missing_, unescaped_, sections_, entered_;
};

}  // namespace quitrent::testing
