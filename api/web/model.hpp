// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"

namespace quitrent::api {

/// What a template shows: texts, truths, lists and objects by name. Text is escaped when it is
/// shown, so a model holds plain text.
using Model = kainjow::mustache::data;

/// A page before its template is filled in. Tests read the model, and no HTML.
struct Page {
  int status = 200;
  std::string_view template_name;  ///< file in templates/, without its ending; must be a literal
  std::string title;               ///< what the page is about, for the title of the window
  Model model = {};
};

/// A request for a page.
struct PageRequest {
  std::string_view name;   ///< value of the parameter `{...}` of the path, as sent
  std::string_view query;  ///< as sent, without its `?`
  const ApiReader& api;
};

/// An empty list, to which items are added with push_back().
inline Model empty_list() { return Model{Model::type::list}; }

/// The page that tells why there is no other: what the API says about its problem.
Page problem_page(const ApiAnswer& answer);
/// The page for a name that the register does not know. `detail` is one sentence.
Page absent_page(std::string detail);

}  // namespace quitrent::api
