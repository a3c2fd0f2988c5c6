// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/sign_in_page.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "api/web/forms.hpp"

namespace quitrent::api {
namespace {

constexpr std::array kKeyFields{Field{"api_key", "API key"}};

/// Where to go after signing in: a path of this server, encoded, else the holdings.
std::string next_path(std::string_view to) {
  const bool is_path =
      to.starts_with('/') && !to.starts_with("//") &&
      std::ranges::all_of(to, [](char one) { return one > ' ' && one < 0x7f && one != '\\'; });
  return std::string{is_path ? to : "/holdings"};
}

Page sign_in_form(const PageRequest& request, const AddressQuery& given) {
  Page page{.template_name = "sign_in", .title = "Sign in"};
  set_fields(page.model, kKeyFields, AddressQuery{});  // a key is never sent back
  page.model.set("to", next_path(given.value("to")));
  page.model.set("is_signed_in", request.visitor.is_signed_in());
  return page;
}

}  // namespace

Page sign_in_page(const PageRequest& request) {
  return sign_in_form(request, AddressQuery{request.query});
}

Page sign_in(const PageRequest& request) {
  const std::string_view key = request.form.value("api_key");
  if (key.empty()) {
    Page page = sign_in_form(request, request.form);
    set_fault(page, "api_key", "Enter the API key of your party.");
    return page;
  }
  const Digest key_hash = request.visitor.keyed_hash(key);
  const ApiAnswer me = request.api.as(key_hash).get("/v1/me");
  if (me.status != 200) {
    Page page = sign_in_form(request, request.form);
    if (me.status == 401) {
      set_fault(page, "api_key",
                "No party of this register has this key. Check it, and try again.");
    } else {
      set_faults(page, kKeyFields, me);
    }
    return page;
  }
  request.visitor.sign_in(key_hash);
  return redirect_to(next_path(request.form.value("to")));
}

Page sign_out(const PageRequest& request) {
  request.visitor.sign_out();
  return redirect_to("/");
}

}  // namespace quitrent::api
