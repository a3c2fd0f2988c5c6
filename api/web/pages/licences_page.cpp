// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/licences_page.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "api/http/protocol/parameters.hpp"
#include "api/web/asset_words.hpp"
#include "api/web/degree_words.hpp"
#include "api/web/licence_words.hpp"
#include "api/web/links.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// The row of a licence of the API's list.
Model licence_row(const PageRequest& request, const TermsClass& of, const JsonValue& licence) {
  const std::string_view id = text_of(licence, "id");
  const JsonValue* const digest = licence.member("document_digest");
  const std::string_view document = digest == nullptr ? std::string_view{} : digest->text;
  Model row;
  row.set("name", std::string{id});
  row.set("title", is_null(licence, "name") ? Model{false} : Model{string_of(licence, "name")});
  row.set("address", AddressQuery{}
                         .with("class", of.name)
                         .with("document", document)
                         .behind("/licences/" + percent_encoded(id)));
  row.set("degree", percent_text(text_of(licence, "degree")));
  row.set("is_recorded", text_of(licence, "kind") == "recorded");
  row.set("replaced_by", is_null(licence, "replaced_by")
                             ? Model{false}
                             : Model{string_of(licence, "replaced_by")});
  const ApiAnswer why = asked_degree(request.api, {.of = of, .terms = id, .document = document});
  row.set("why",
          why.status == 200 ? degree_sentence(why.body) : std::string{text_of(why.body, "detail")});
  return row;
}

Model commitment_row(const PageRequest& request, const TermsClass& of,
                     const CommitmentWords& words) {
  const ApiAnswer why = asked_degree(request.api, {.of = of, .terms = words.name});
  Model row;
  row.set("name", commitment_text(words.name));
  row.set("title", std::string{words.sentence});
  row.set("address",
          AddressQuery{}.with("class", of.name).behind("/licences/" + std::string{words.name}));
  row.set("degree", why.status == 200 ? percent_text(text_of(why.body, "degree")) : std::string{});
  row.set("is_recorded", false);
  row.set("replaced_by", false);
  row.set("why", why.status == 200 ? degree_sentence(why.body) : string_of(why.body, "detail"));
  return row;
}

/// What the form found: the degree explained, and the tax on a stated value.
Model tried_model(const JsonValue& degree) {
  Model tried = explained_degree(degree);
  tried.set("terms", string_of(degree, "normal"));
  tried.set("tax",
            is_null(degree, "tax_per_year")
                ? Model{false}
                : Model{amount_text(text_of(degree, "tax_per_year"), text_of(degree, "currency"))});
  tried.set("value",
            is_null(degree, "assessment")
                ? Model{false}
                : Model{amount_text(text_of(degree, "assessment"), text_of(degree, "currency"))});
  tried.set("rate",
            is_null(degree, "rate") ? Model{false} : Model{percent_text(text_of(degree, "rate"))});
  return tried;
}

Model commitment_choices(std::string_view chosen) {
  Model choices = empty_list();
  for (const CommitmentWords& one : commitments()) {
    Model choice;
    choice.set("name", std::string{one.name});
    choice.set("words", commitment_text(one.name));
    choice.set("is_chosen", one.name == chosen);
    choices.push_back(choice);
  }
  return choices;
}

/// Fills in the form and what it found.
void set_form(Model& model, const PageRequest& request, const TermsClass& of,
              const AddressQuery& query) {
  model.set("terms", std::string{query.value("terms")});
  model.set("value", std::string{query.value("value")});
  model.set("takes_licence", of.takes_licence);
  model.set("choices", commitment_choices(query.value("terms")));
  model.set("tried", Model{false});
  model.set("fault", Model{false});
  if (query.value("terms").empty()) return;
  const ApiAnswer answer = asked_degree(
      request.api, {.of = of, .terms = query.value("terms"), .assessment = query.value("value")});
  if (answer.status == 200) {
    model.set("tried", tried_model(answer.body));
  } else {
    model.set("fault", string_of(answer.body, "detail"));
  }
}

}  // namespace

Page licences_page(const PageRequest& request) {
  const AddressQuery query =
      AddressQuery{request.query}.only({"q", "class", "cursor", "terms", "value"});
  const TermsClass& of = terms_class(query.value("class"));
  Page page{.template_name = "licences", .title = "Licences and commitments"};
  Model& model = page.model;
  set_form(model, request, of, query);
  const AddressQuery listed = query.only({"q", "class", "cursor"});
  model.set("words", std::string{query.value("q")});
  model.set("class_name", std::string{of.name});
  model.set("class_words", std::string{of.words});
  model.set("classes", class_links("/licences", listed, terms_classes()));
  model.set("next", Model{false});
  model.set("list_fault", Model{false});
  model.set("api_address", Model{false});
  Model rows = empty_list();
  if (of.takes_licence) {
    const AddressQuery asked = listed.with("class", of.name).with("limit", "20");
    const ApiAnswer answer = request.api.get("/v1/licences", asked.text());
    if (answer.status >= 500) return problem_page(answer);
    model.set("api_address", asked.behind("/v1/licences"));
    if (answer.status == 200) {
      for (const JsonValue& one : items_of(answer.body, "data")) {
        rows.push_back(licence_row(request, of, one));
      }
      const std::string_view next = text_of(answer.body, "next_cursor");
      if (!next.empty()) model.set("next", listed.with("cursor", next).behind("/licences"));
    } else {
      page.status = answer.status;
      model.set("list_fault", string_of(answer.body, "detail"));
    }
  } else {
    for (const CommitmentWords& one : commitments()) {
      rows.push_back(commitment_row(request, of, one));
    }
  }
  model.set("has_rows", rows.is_non_empty_list());
  model.set("is_empty", page.status == 200 && rows.is_empty_list());
  model.set("rows", rows);
  return page;
}

}  // namespace quitrent::api
