// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/deposit_page.hpp"

#include <array>
#include <string>

#include "api/http/json/json_writer.hpp"
#include "api/web/asset_words.hpp"
#include "api/web/forms.hpp"

namespace quitrent::api {
namespace {

constexpr std::array kDepositFields{Field{"amount", "Amount"}};

std::string asset_path(const PageRequest& request) {
  return "/v1/assets/" + std::string{request.name};
}

Page deposit_form(const PageRequest& request) {
  const ApiAnswer asset = request.api.get(asset_path(request));
  if (asset.status != 200) return problem_page(asset);
  Page page{.template_name = "deposit", .title = "Pay into the escrow"};
  Model& model = page.model;
  set_fields(model, kDepositFields, request.form);
  model.set("asset", asset_row(asset.body));
  model.set("currency", std::string{text_of(asset.body, "currency")});
  model.set("form_address", "/deposit/" + std::string{request.name});
  model.set("funded_until",
            is_null(asset.body, "funded_until")
                ? Model{false}
                : time_model(text_of(asset.body, "funded_until"), text_of(asset.body, "as_of")));
  model.set("repeat_key", drawn_token());
  return page;
}

}  // namespace

Page deposit_page(const PageRequest& request) { return deposit_form(request); }

Page deposit(const PageRequest& request) {
  JsonWriter json;
  json.begin_object().text("amount", request.form.value("amount")).end_object();
  const ApiAnswer paid = request.api.post(asset_path(request) + "/escrow/deposits", json.take(),
                                          request.form.value("repeat_key"));
  if (paid.status == 200) return redirect_to("/holdings");
  Page page = deposit_form(request);
  if (page.status == 200) set_faults(page, kDepositFields, paid);
  return page;
}

}  // namespace quitrent::api
