// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/web/template_names.hpp"

#include <algorithm>
#include <iterator>

namespace quitrent::testing {

using api::Model;
namespace {

/// The value of a name: that of the innermost model that sets it.
const Model* value_of(const std::vector<const Model*>& around, const std::string& name) {
  for (auto at = around.rbegin(); at != around.rend(); ++at) {
    if (const Model* const value = (*at)->get(name)) return value;
  }
  return nullptr;
}

}  // namespace

std::vector<TemplateNames::Tag> TemplateNames::tags_of(const std::string& text) {
  std::vector<Tag> tags;
  for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
    const std::size_t end = text.find("}}", at);
    std::string name = text.substr(at + 2, end - at - 2);
    const bool is_marked = !name.empty() && std::string_view{"#^/{&>"}.contains(name[0]);
    tags.push_back({.kind = is_marked ? name[0] : ' ', .name = name.substr(is_marked ? 1 : 0)});
    at = end + 2;
  }
  return tags;
}

void TemplateNames::read(const std::string& name, const Model& model) {
  std::vector<const Model*> around{&model};
  walk_whole(name, around);
}

void TemplateNames::walk_whole(const std::string& name, std::vector<const Model*>& around) {
  const std::vector<Tag> tags = tags_of(text_of_(name));
  for (const Tag& tag : tags) {
    if (tag.kind == '{' || tag.kind == '&') unescaped_.insert(name + ": " + tag.name);
    if (tag.kind == '#' || tag.kind == '^') sections_.insert(name + ": " + tag.kind + tag.name);
  }
  walk({.name = name, .tags = tags, .around = around}, 0, tags.size());
}

void TemplateNames::walk(const Walk& walk, std::size_t first, std::size_t last) {
  for (std::size_t at = first; at < last; ++at) {
    const Tag& tag = walk.tags[at];
    if (tag.kind == '>') {
      walk_whole(tag.name.substr(tag.name.find_first_not_of(' ')), walk.around);
      continue;
    }
    if (value_of(walk.around, tag.name) == nullptr) missing_.insert(walk.name + ": " + tag.name);
    if (tag.kind != '#' && tag.kind != '^') continue;
    std::size_t end = at + 1;
    for (int depth = 1; end < last; ++end) {
      const Tag& other = walk.tags[end];
      if (other.kind == '#' || other.kind == '^') ++depth;
      if (other.kind == '/' && --depth == 0) break;
    }
    enter(walk, at, end);
    at = end;
  }
}

void TemplateNames::enter(const Walk& walk, std::size_t begin, std::size_t end) {
  const Tag& tag = walk.tags[begin];
  const Model* const value = value_of(walk.around, tag.name);
  const bool is_nothing = value == nullptr || value->is_false() || value->is_empty_list();
  if ((tag.kind == '#') == is_nothing) return;
  entered_.insert(walk.name + ": " + tag.kind + tag.name);
  if (tag.kind == '^') {
    this->walk(walk, begin + 1, end);
    return;
  }
  std::vector<const Model*> inner{value};
  if (value->is_list()) {
    inner.clear();
    for (const Model& item : value->list_value()) inner.push_back(&item);
  }
  for (const Model* const one : inner) {
    walk.around.push_back(one);
    this->walk(walk, begin + 1, end);
    walk.around.pop_back();
  }
}

std::set<std::string> TemplateNames::unentered() const {
  std::set<std::string> rest;
  std::ranges::set_difference(sections_, entered_, std::inserter(rest, rest.end()));
  return rest;
}

}  // namespace quitrent::testing
