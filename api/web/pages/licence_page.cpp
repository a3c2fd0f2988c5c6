// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/licence_page.hpp"

#include <algorithm>
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

/// The line of a licence in a list of the API; null where the register does not know it.
const JsonValue* line_of(const JsonValue& list, std::string_view id, std::string_view document) {
  for (const JsonValue& one : items_of(list, "data")) {
    if (text_of(one, "id") != id) continue;
    const JsonValue* const digest = one.member("document_digest");
    if (document.empty() || (digest != nullptr && digest->text == document)) return &one;
  }
  return nullptr;
}

/// What a registrar recorded about a licence; false where none did.
Model recorded_model(const JsonValue& line) {
  const JsonValue* const reason = line.member("reason");
  if (reason == nullptr) return Model{false};
  Model recorded;
  recorded.set("reason", reason->text);
  recorded.set("day", day_text(text_of(line, "recorded_at")));
  recorded.set("document", is_null(line, "document_digest")
                               ? Model{false}
                               : Model{string_of(line, "document_digest")});
  return recorded;
}

/// The page with what the API says about the degree.
Page degree_page(const PageRequest& request, const TermsQuestion& question, std::string name) {
  const ApiAnswer answer = asked_degree(request.api, question);
  if (answer.status != 200) return problem_page(answer);
  Page page{.template_name = "licence", .title = std::move(name)};
  Model& model = page.model;
  model.set("name", page.title);
  model.set("degree", explained_degree(answer.body));
  model.set("class_words", std::string{question.of.words});
  model.set("try_address", AddressQuery{}
                                   .with("class", question.of.name)
                                   .with("terms", question.terms)
                                   .behind("/licences") +
                               "#try");
  const auto classes = terms_classes();
  const auto half = static_cast<std::size_t>(
      std::ranges::find(classes, false, &TermsClass::takes_licence) - classes.begin());
  model.set(
      "classes",
      class_links("/licences/" + std::string{request.name},
                  AddressQuery{request.query}.only({"document"}).with("class", question.of.name),
                  question.of.takes_licence ? classes.first(half) : classes.subspan(half)));
  model.set("recorded", Model{false});
  model.set("replaced_by", Model{false});
  model.set("replaced_address", Model{false});
  return page;
}

Page commitment_page(const PageRequest& request, const CommitmentWords& words) {
  const AddressQuery query{request.query};
  const TermsClass& asked = terms_class(query.value("class"));
  const TermsClass& of = asked.takes_licence ? terms_class("patent") : asked;
  Page page = degree_page(request, {.of = of, .terms = words.name}, commitment_text(words.name));
  page.model.set("title", std::string{words.sentence});
  page.model.set("what", "Commitment");
  return page;
}

}  // namespace

Page licence_page(const PageRequest& request) {
  const auto id = percent_decoded(request.name, PlusSign::plus);
  if (!id || !is_clean_utf8(*id)) return absent_page("This address names no licence.");
  if (const CommitmentWords* const words = commitment(*id)) return commitment_page(request, *words);
  const AddressQuery query{request.query};
  const TermsClass& of = terms_class(query.value("class"));
  if (!of.takes_licence) return absent_page("There is no such commitment.");
  const ApiAnswer list = request.api.get(
      "/v1/licences",
      AddressQuery{}.with("q", *id).with("class", of.name).with("limit", "200").text());
  if (list.status >= 500) return problem_page(list);
  const JsonValue* const line =
      list.status == 200 ? line_of(list.body, *id, query.value("document")) : nullptr;
  if (line == nullptr) {
    return absent_page("The register knows no such licence. Terms that name it count as closed.");
  }
  const JsonValue* const digest = line->member("document_digest");
  const std::string_view document = digest == nullptr ? std::string_view{} : digest->text;
  Page page = degree_page(request, {.of = of, .terms = *id, .document = document}, *id);
  if (page.status != 200) return page;
  page.model.set("what", "Licence");
  page.model.set("title", is_null(*line, "name") ? Model{false} : Model{string_of(*line, "name")});
  page.model.set("recorded", recorded_model(*line));
  if (!is_null(*line, "replaced_by")) {
    const std::string other = string_of(*line, "replaced_by");
    page.model.set("replaced_by", other);
    page.model.set("replaced_address", "/licences/" + percent_encoded(other));
  }
  return page;
}

}  // namespace quitrent::api
