// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/buy_page.hpp"

#include <array>
#include <string>

#include "api/http/json/json_writer.hpp"
#include "api/web/asset_words.hpp"
#include "api/web/forms.hpp"
#include "api/web/words.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent::api {
namespace {

constexpr std::array kBuyFields{Field{"assessment", "Your own value"}, Field{"escrow", "Escrow"},
                                Field{"max_price", "Highest price"}};

/// The longest address, in bytes, to which signing in leads back.
constexpr std::size_t kLongestReturn = 300;

/// What a purchase would cost now, with the value and escrow of the buyer where they are stated.
ApiAnswer quote(const PageRequest& request, const AddressQuery& given) {
  JsonWriter json;
  json.begin_object().text("asset", request.name);
  for (const std::string_view name : {"assessment", "escrow"}) {
    if (!given.value(name).empty()) json.text(name, given.value(name));
  }
  json.end_object();
  return request.api.post("/v1/quotes", json.take());
}

/// Sets the figures of a quote, or says that there are none.
void set_quote(Model& model, const ApiAnswer& quoted) {
  const bool is_quoted = quoted.status == 200;
  model.set("has_quote", is_quoted);
  model.set("has_notice", is_quoted && !is_null(quoted.body, "completes_at"));
  for (const std::string name : {"total", "cover", "tax_per_day"}) {
    model.set(name, is_quoted
                        ? amount_text(text_of(quoted.body, name), text_of(quoted.body, "currency"))
                        : std::string{});
  }
  for (const std::string name : {"funded_until", "completes_at"}) {
    model.set(name, is_quoted && !is_null(quoted.body, name)
                        ? time_model(text_of(quoted.body, name), text_of(quoted.body, "as_of"))
                        : Model{false});
  }
}

/// The page of the form: the asset, the fields with what was typed, and what that would cost.
Page buy_form(const PageRequest& request, const AddressQuery& given) {
  const ApiAnswer asset = request.api.get("/v1/assets/" + std::string{request.name});
  if (asset.status != 200) return problem_page(asset);
  Page page{.template_name = "buy", .title = "Buy " + std::string{text_of(asset.body, "name")}};
  Model& model = page.model;
  const ApiAnswer quoted = quote(request, given);
  AddressQuery values = given;
  if (quoted.status == 200) {
    const auto fill = [&values](std::string_view name, std::string_view value) {
      if (values.value(name).empty()) values = values.with(name, value);
    };
    fill("assessment", text_of(quoted.body, "price"));
    fill("escrow", text_of(quoted.body, "cover"));
    fill("max_price", text_of(quoted.body, "price"));
  }
  set_fields(model, kBuyFields, values);
  model.set("asset", asset_row(asset.body));
  model.set("buying", buying_sentence(asset.body));
  const JsonValue& holder = member(asset.body, "holder");
  model.set("holder_id", holder.kind == JsonValue::Kind::null ? std::string{}
                                                              : std::string{text_of(holder, "id")});
  model.set("was_faster", false);
  model.set("terms", terms_text(asset.body));
  model.set("price_now", std::string{text_of(asset.body, "price")});
  model.set("is_signed_in", request.visitor.is_signed_in());
  model.set("currency", std::string{text_of(asset.body, "currency")});
  model.set("form_address", "/buy/" + std::string{request.name});
  model.set("terms_digest", std::string{text_of(asset.body, "terms_digest")});
  set_quote(model, quoted);
  if (quoted.status != 200) set_faults(page, kBuyFields, quoted);
  return page;
}

/// What changed since the buyer opened the form, as faults of its page.
void set_changes(Page& page, const AddressQuery& form) {
  const auto text = [&page](const char* name) { return page.model.get(name)->string_value(); };
  const std::string_view terms = form.value("terms_digest");
  const std::string_view holder = form.value("holder");
  const auto most = parse_money(text("max_price"));
  const auto price = parse_money(text("price_now"));
  if (!terms.empty() && terms != text("terms_digest")) {
    set_fault(page, "max_price",
              "The public terms have changed since you opened the page. They are now: " +
                  text("terms") + '.');
  } else if (!holder.empty() && holder != text("holder_id")) {
    page.model.set("was_faster", true);
    set_fault(page, "max_price", "The asset has another holder than when you opened the page.");
  } else if (most && price && *most < *price) {
    set_fault(page, "max_price", "The price is now above the highest price that you pay.");
  }
}

/// The page on which a buyer checks its answers. Where what the buyer saw has changed, it is the
/// page of the form with that as a fault.
Page check_page(const PageRequest& request) {
  Page page = buy_form(request, request.form);
  if (page.status != 200) return page;
  set_changes(page, request.form);
  if (page.status != 200) return page;
  page.template_name = "buy_check";
  page.title = "Check your answers";
  for (const std::string name : {"assessment", "escrow", "max_price"}) {
    page.model.set(name + "_text", amount_text(page.model.get(name)->string_value(),
                                               page.model.get("currency")->string_value()));
  }
  page.model.set("repeat_key", drawn_token());
  page.model.set("back", request.form.only({"assessment", "escrow", "max_price"})
                             .behind("/buy/" + std::string{request.name}));
  return page;
}

ApiAnswer purchase(const PageRequest& request) {
  JsonWriter json;
  json.begin_object().key("items").begin_array().begin_object().text("asset", request.name);
  for (const std::string_view name : {"max_price", "assessment", "escrow"}) {
    json.text(name, request.form.value(name));
  }
  if (const std::string_view terms = request.form.value("terms_digest"); !terms.empty()) {
    json.text("expected_terms", terms);
  }
  json.end_object().end_array().end_object();
  return request.api.post("/v1/purchases", json.take(), request.form.value("repeat_key"));
}

}  // namespace

Page buy_page(const PageRequest& request) {
  return buy_form(request, AddressQuery{request.query}.only({"assessment", "escrow", "max_price"}));
}

Page buy(const PageRequest& request) {
  if (!request.visitor.is_signed_in()) {
    const std::string path = "/buy/" + std::string{request.name};
    std::string here = request.form.only({"assessment", "escrow", "max_price"}).behind(path);
    // No amount is so long; the address would not be taken either.
    if (here.size() > kLongestReturn) here = path;
    return redirect_to(AddressQuery{}.with("to", here).behind("/sign-in"));
  }
  if (request.form.value("step") != "buy") return check_page(request);
  const ApiAnswer bought = purchase(request);
  if (bought.status == 201) {
    return redirect_to("/purchases/" + std::string{text_of(bought.body, "id")});
  }
  Page page = buy_form(request, request.form);
  if (page.template_name != "buy") return page;
  set_faults(page, kBuyFields, bought);
  page.model.set("was_faster",
                 page.model.get("holder_id")->string_value() != request.form.value("holder"));
  return page;
}

Page purchase_page(const PageRequest& request) {
  const ApiAnswer answer = request.api.get("/v1/purchases/" + std::string{request.name});
  if (answer.status != 200) return problem_page(answer);
  const JsonValue& bought = answer.body;
  Page page{.template_name = "purchase", .title = "Purchase"};
  Model& model = page.model;
  model.set("is_complete", text_of(bought, "state") == "completed");
  model.set("is_pending", text_of(bought, "state") == "pending");
  model.set("is_cancelled", text_of(bought, "state") == "cancelled");
  const std::string_view now = text_of(bought, "as_of");
  for (const std::string name : {"filed_at", "completes_at", "completed_at"}) {
    model.set(name, is_null(bought, name) ? Model{false} : time_model(text_of(bought, name), now));
  }
  Model items = empty_list();
  for (const JsonValue& item : items_of(bought, "items")) {
    const ApiAnswer asset = request.api.get("/v1/assets/" + std::string{text_of(item, "asset")});
    if (asset.status != 200) return problem_page(asset);
    Model row = asset_row(asset.body);
    row.set("paid", amount_text(text_of(item, "price"), text_of(asset.body, "currency")));
    row.set("has_grant_back", !is_null(item, "grant_back"));
    items.push_back(row);
  }
  model.set("items", items);
  model.set("json_address", "/v1/purchases/" + std::string{request.name});
  return page;
}

}  // namespace quitrent::api
