// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/docs_page.hpp"

#include <stdexcept>

#include "api/web/api_reference.hpp"

namespace quitrent::api {
namespace {

/// The reference. The document is part of the program, so one reading is enough.
const ApiReference& reference_of(const ApiReader& api) {
  static const ApiReference kReference = [&api] {
    const ApiAnswer document = api.get("/openapi.json");
    if (document.status != 200) throw std::runtime_error("the OpenAPI document is not answered");
    return api_reference(document.body);
  }();
  return kReference;
}

}  // namespace

Page docs_page(const PageRequest& request) {
  Page page{.template_name = "docs", .title = "For programs: the API"};
  page.model.set("groups", reference_of(request.api).groups);
  return page;
}

Page docs_part_page(const PageRequest& request) {
  const ApiReference& reference = reference_of(request.api);
  const auto found = reference.pages.find(request.name);
  if (found == reference.pages.end()) return absent_page("The API has no such part.");
  return {.template_name = "docs_part", .title = "API", .model = found->second};
}

}  // namespace quitrent::api
