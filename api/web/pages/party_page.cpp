// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/party_page.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/links.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// What a role allows, in words.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kRoleWords{
    std::pair{"member", "Member: it may hold and buy"},
    std::pair{"registrar", "Registrar: it records evidence, holds and findings"},
    std::pair{"policy", "Policy officer: it proposes and approves tax schedules"},
    std::pair{"auditor", "Auditor: it may read all accounts"},
    std::pair{"operator", "Operator: it registers parties and moves money in and out"}};

Model role_words(const JsonValue& party) {
  Model roles = empty_list();
  for (const JsonValue& role : items_of(party, "roles")) {
    for (const auto& [word, words] : kRoleWords) {
      if (word != role.text) continue;
      Model row;
      row.set("words", std::string{words});
      roles.push_back(row);
    }
  }
  return roles;
}

}  // namespace

Page party_page(const PageRequest& request) {
  const std::string path = "/v1/parties/" + std::string{request.name};
  const ApiAnswer answer = request.api.get(path);
  if (answer.status != 200) return problem_page(answer);
  const JsonValue& party = answer.body;
  const std::string_view id = text_of(party, "id");
  const AddressQuery query = AddressQuery{request.query}.only({"cursor"});
  const AddressQuery asked = query.with("holder", id).with("limit", "20");
  const ApiAnswer held = request.api.get("/v1/assets", asked.text());
  if (held.status != 200) return problem_page(held);

  Page page{.template_name = "party", .title = std::string{text_of(party, "name")}};
  Model& model = page.model;
  model.set("name", page.title);
  model.set("roles", role_words(party));
  model.set("holds", counted(number_of(party, "holds"), "asset", "assets"));
  model.set("sold", counted(number_of(party, "sold"), "asset", "assets"));
  model.set("bought", counted(number_of(party, "bought"), "asset", "assets"));
  Model rows = empty_list();
  for (const JsonValue& asset : items_of(held.body, "data")) rows.push_back(asset_row(asset));
  model.set("has_rows", rows.is_non_empty_list());
  model.set("rows", rows);
  const std::string_view next = text_of(held.body, "next_cursor");
  model.set("next", next.empty()
                        ? Model{false}
                        : Model{query.with("cursor", next).behind("/parties/" + std::string{id})});
  model.set("search_address", AddressQuery{}.with("holder", id).behind("/search"));
  model.set("as_of", time_model(text_of(held.body, "as_of"), text_of(held.body, "as_of")));
  model.set("json_address", path);
  return page;
}

}  // namespace quitrent::api
