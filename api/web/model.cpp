// SPDX-License-Identifier: EUPL-1.2
#include "api/web/model.hpp"

#include <utility>

namespace quitrent::api {

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

Page absent_page(std::string detail) {
  Page page{.status = 404, .template_name = "problem", .title = "Not found"};
  page.model.set("title", page.title);
  page.model.set("detail", std::move(detail));
  page.model.set("code", Model{"not-found"});
  return page;
}

}  // namespace quitrent::api
