// SPDX-License-Identifier: EUPL-1.2
#include "api/web/licence_words.hpp"

#include <algorithm>
#include <array>

#include "api/http/json/json_writer.hpp"

namespace quitrent::api {
namespace {

constexpr std::array<TermsClass, 6> kTermsClasses{
    TermsClass{"software", "Software"}, {"dataset", "Datasets"},
    {"copyright", "Copyrights"},        {"model", "Models"},
    {"patent", "Patents", false},       {"design", "Designs", false}};

constexpr std::array<CommitmentWords, 10> kCommitmentWords{
    CommitmentWords{"none", "The holder promises nothing. All rights are reserved."},
    {"exclusive", "One licensee alone may use it."},
    {"frand", "Whoever asks gets a licence on fair, reasonable and non-discriminatory terms."},
    {"licence-of-right",
     "Whoever asks gets a licence; the price is agreed or set by an authority."},
    {"limited-pledge", "The right is not asserted in a stated field, or for a stated time."},
    {"open-pool", "Members of a pool that everybody may join use it."},
    {"open-source-pledge", "The right is not asserted against open-source implementations."},
    {"rand-z", "Whoever asks gets a licence on reasonable terms and without payment."},
    {"defensive-pledge", "The right is asserted against nobody who does not attack first."},
    {"royalty-free", "Everybody may use it for ever, without payment and without asking."}};

}  // namespace

std::span<const TermsClass> terms_classes() { return kTermsClasses; }

const TermsClass& terms_class(std::string_view name) {
  const auto found = std::ranges::find(kTermsClasses, name, &TermsClass::name);
  return found == kTermsClasses.end() ? kTermsClasses.front() : *found;
}

std::span<const CommitmentWords> commitments() { return kCommitmentWords; }

const CommitmentWords* commitment(std::string_view name) {
  const auto found = std::ranges::find(kCommitmentWords, name, &CommitmentWords::name);
  return found == kCommitmentWords.end() ? nullptr : &*found;
}

ApiAnswer asked_degree(const ApiReader& api, const TermsQuestion& question) {
  JsonWriter json;
  json.begin_object().text("class", question.of.name).key("terms").begin_object();
  json.text(question.of.takes_licence ? "spdx" : "commitment", question.terms);
  if (!question.document.empty()) {
    json.key("documents").begin_object().text(question.terms, question.document).end_object();
  }
  json.end_object();
  if (!question.assessment.empty()) json.text("assessment", question.assessment);
  json.end_object();
  return api.post("/v1/degree", json.take());
}

Model class_links(std::string_view path, const AddressQuery& query,
                  std::span<const TermsClass> classes) {
  const TermsClass& chosen =
      query.value("class").empty() ? classes.front() : terms_class(query.value("class"));
  Model links = empty_list();
  for (const TermsClass& one : classes) {
    Model link;
    link.set("words", std::string{one.words});
    link.set("address", query.with("class", one.name).with("cursor", "").behind(path));
    link.set("is_chosen", one.name == chosen.name);
    links.push_back(link);
  }
  return links;
}

}  // namespace quitrent::api
