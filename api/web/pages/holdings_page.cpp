// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/holdings_page.hpp"

#include <string>

#include "api/web/asset_words.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// The line of an asset for its holder: also until when the tax is paid, and whether paying in is
/// possible now.
Model holding_row(const JsonValue& asset) {
  Model row = asset_row(asset);
  row.set("value", is_null(asset, "assessment")
                       ? std::string{"none"}
                       : amount_text(text_of(asset, "assessment"), text_of(asset, "currency")));
  row.set("funded_until",
          is_null(asset, "funded_until")
              ? Model{false}
              : time_model(text_of(asset, "funded_until"), text_of(asset, "as_of")));
  row.set("deposit_address", "/deposit/" + std::string{text_of(asset, "id")});
  row.set("is_overdue", text_of(asset, "state") == "delinquent");
  return row;
}

}  // namespace

Page holdings_page(const PageRequest& request) {
  const ApiAnswer me = request.api.get("/v1/me");
  if (me.status != 200) return problem_page(me);
  const std::string id{text_of(me.body, "id")};
  Page page{.template_name = "holdings", .title = "Your assets"};
  Model& model = page.model;
  model.set("party", party_model(me.body));
  const ApiAnswer account = request.api.get("/v1/parties/" + id + "/account");
  if (account.status != 200) return problem_page(account);
  const std::string_view currency = text_of(account.body, "currency");
  model.set("available", amount_text(text_of(account.body, "available"), currency));
  model.set("reserved", amount_text(text_of(account.body, "held"), currency));
  model.set("debt", amount_text(text_of(account.body, "debt"), currency));
  const AddressQuery shown = AddressQuery{request.query}.only({"cursor"});
  const AddressQuery asked =
      shown.with("holder", id).with("sort", "funded_until").with("limit", "20");
  const ApiAnswer assets = request.api.get("/v1/assets", asked.text());
  if (assets.status != 200) return problem_page(assets);
  Model rows = empty_list();
  for (const JsonValue& asset : items_of(assets.body, "data")) rows.push_back(holding_row(asset));
  const std::string_view next = text_of(assets.body, "next_cursor");
  model.set("has_rows", rows.is_non_empty_list());
  model.set("rows", rows);
  model.set("next", next.empty() ? Model{false}
                                 : Model{AddressQuery{}.with("cursor", next).behind("/holdings")});
  return page;
}

}  // namespace quitrent::api
