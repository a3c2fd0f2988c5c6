// SPDX-License-Identifier: EUPL-1.2
#include "api/web/model.hpp"

namespace quitrent::api {

Page problem_page(const ApiAnswer& answer) {
  Page page{.status = answer.status,
            .template_name = "problem",
            .title = std::string{text_of(answer.body, "title")}};
  page.model.set("title", page.title);
  page.model.set("detail", std::string{text_of(answer.body, "detail")});
  page.model.set("code", std::string{text_of(answer.body, "code")});
  return page;
}

}  // namespace quitrent::api
