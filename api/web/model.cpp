// SPDX-License-Identifier: EUPL-1.2
#include "api/web/model.hpp"

#include <utility>

namespace quitrent::api {

Model labelled(const std::string& label, const std::string& value) {
  Model row;
  row.set("label", label);
  row.set("value", value);
  return row;
}

Model text_or_false(const std::string& text) { return text.empty() ? Model{false} : Model{text}; }

Page redirect_to(std::string address) {
  Page page;
  page.redirect = std::move(address);
  return page;
}

Page problem_page(const ApiAnswer& answer) {
  Page page{.status = answer.status,
            .template_name = "problem",
            .title = std::string{text_of(answer.body, "title")}};
  page.model.set("title", page.title);
  page.model.set("detail", std::string{text_of(answer.body, "detail")});
  page.model.set("code", std::string{text_of(answer.body, "code")});
  return page;
}

Page absent_page(const std::string& detail) {
  Page page{.status = 404, .template_name = "problem", .title = "Not found"};
  page.model.set("title", page.title);
  page.model.set("detail", detail);
  page.model.set("code", Model{"not-found"});
  return page;
}

}  // namespace quitrent::api
