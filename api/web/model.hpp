// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"
#include "api/web/links.hpp"
#include "api/web/visitor.hpp"

namespace quitrent::api {

/// What a template shows: texts, truths, lists and objects by name. Text is escaped when it is
/// shown, so a model holds plain text.
using Model = kainjow::mustache::data;

/// A page before its template is filled in. Tests read the model, and no HTML.
struct Page {
  int status = 200;
  std::string_view template_name =
      {};                  ///< file in templates/, without its ending; must be a literal
  std::string title = {};  ///< what the page is about, for the title of the window
  Model model = {};
  std::string redirect = {};  ///< where a form leads to (303); empty: the page itself is shown
};

/// A request for a page.
struct PageRequest {
  std::string_view name;   ///< value of the parameter `{...}` of the path, as sent
  std::string_view query;  ///< as sent, without its `?`
  const ApiReader& api;    ///< asks for the visitor
  Visitor& visitor;
  AddressQuery form = {};  ///< the fields of the form that was sent
};

/// An empty list, to which items are added with push_back().
inline Model empty_list() { return Model{Model::type::list}; }

/// A row with a label and a value.
Model labelled(const std::string& label, const std::string& value);

/// A text, or false where it is empty.
Model text_or_false(const std::string& text);

/// Leads the browser to another address, once a form is done (303).
Page redirect_to(std::string address);

/// The page that tells why there is no other: what the API says about its problem.
Page problem_page(const ApiAnswer& answer);
/// The page for a name that the register does not know. `detail` is one sentence.
Page absent_page(const std::string& detail);

}  // namespace quitrent::api
