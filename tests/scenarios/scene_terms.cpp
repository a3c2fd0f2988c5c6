// SPDX-License-Identifier: EUPL-1.2
//
// The `at` lines of a scenario about terms: terms that holders state, findings of registrars, and
// contests.
#include <utility>

#include "registry/title/licence_documents.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/degree/degree.hpp"
#include "tests/scenarios/scene.hpp"

namespace quitrent::scenarios {

using namespace market;
using namespace tax;
namespace {

const Authority kAudit{.reference = "audit", .document = {}};

bool is_operator(std::string_view word) { return word == "AND" || word == "OR" || word == "WITH"; }

/// A licence expression: words joined by operators.
std::string expression(Words& words) {
  std::string stated = words.word("a licence");
  while (is_operator(words.peek())) {
    stated += ' ' + words.word("an operator");
    stated += ' ' + words.word("a licence");
  }
  const auto normal = normal_form(founding_licences(), stated);
  if (!normal) throw ScenarioFault(normal.error().what);
  return *normal;
}

}  // namespace

Terms Scene::stated_terms(AssetClass asset_class, Words& words) {
  Terms terms;
  terms.form = terms_form(asset_class);
  if (words.take("licence")) {
    terms.form = TermsForm::licence;
    terms.spdx = expression(words);
    terms.source_withheld = words.take("withheld");
    while (words.take("then")) {
      DatedLicence later{.spdx = expression(words), .on = {}};
      words.expect("on");
      later.on = words.instant();
      terms.then.push_back(std::move(later));
    }
    while (words.take("where")) {
      const std::string reference = words.word("a reference");
      words.expect("is");
      state_document(terms, {.reference = reference, .digest = sha256(words.word("a text"))});
    }
  } else if (words.take("commitment")) {
    terms.form = TermsForm::commitment;
    const std::string stated = words.word("a commitment");
    const auto commitment = parse_commitment(stated);
    if (!commitment) throw ScenarioFault("no commitment \"" + stated + "\"");
    terms.commitment = *commitment;
  } else if (terms.form == TermsForm::licence) {
    terms.spdx = "NOASSERTION";
  }
  return terms;
}

Origin Scene::origin(Words& words) const {
  Origin origin{.asset = asset(words.word("an asset"))};
  words.expect("as");
  const std::string stated = words.word("a relation");
  const auto relation = parse_relation(stated);
  if (!relation) throw ScenarioFault("no relation \"" + stated + "\"");
  origin.relation = *relation;
  return origin;
}

Filing::Request Scene::restate(Words& words) {
  StateTerms request;
  request.asset = named_asset(words);
  request.terms = stated_terms(stage().at(request.asset.id).asset_class, words);
  if (words.take("accepting")) request.accept_clawback = words.money();
  return request;
}

void Scene::read_found(Words& words, RecordFinding& finding) {
  while (words.take("from")) finding.origins.push_back(origin(words));
  if (words.take("withheld")) {
    finding.source_withheld = true;
  } else if (words.take("open")) {
    finding.source_withheld = false;
  } else if (finding.origins.empty()) {
    finding.terms = stated_terms(stage().at(finding.asset.id).asset_class, words);
  }
}

Filing::Request Scene::finding(Words& words) {
  RecordFinding request{
      .asset = registrars_asset(words), .source_withheld = {}, .terms = {}, .authority = kAudit};
  if (words.take("by")) by_ = party(words);
  read_found(words, request);
  if (words.take("as")) recording_ = words.word("a name");
  return request;
}

Filing::Request Scene::profile(Words& words) {
  by_ = registrar();
  RecordProfile request{
      .reference = words.word("a reference"), .levels = {}, .reason = "read", .document = {}};
  words.expect("of");
  request.document = sha256(words.word("a text"));
  for (std::uint8_t& level : request.levels) level = static_cast<std::uint8_t>(words.number());
  return request;
}

Filing::Request Scene::contest(Words& words) {
  ContestDegree request{.asset = named_asset(words), .reason = "the degree is wrong"};
  if (words.take("finding")) {
    const auto named = recorded(words);
    request.finding = FindingId{named.value_or(Uuid{})};
  }
  if (words.take("as")) recording_ = words.word("a name");
  return request;
}

Filing::Request Scene::decide(Words& words) {
  DecideContest request{.asset = registrars_asset(words),
                        .contest = {},
                        .outcome = ContestOutcome::rejected,
                        .reason = "so it is",
                        .authority = kAudit};
  if (words.take("by")) by_ = party(words);
  const auto named = recorded(words);
  if (!named) throw ScenarioFault("it needs to be said which contest is decided: \"named\"");
  request.contest = ContestId{*named};
  if (words.take("upheld")) {
    request.outcome = ContestOutcome::upheld;
    if (words.take("finding")) {
      RecordFinding carried{
          .asset = request.asset, .source_withheld = {}, .terms = {}, .authority = kAudit};
      read_found(words, carried);
      request.source_withheld = carried.source_withheld;
      request.terms = carried.terms;
      request.origins = carried.origins;
    }
  } else if (words.take("frivolous")) {
    request.outcome = ContestOutcome::frivolous;
  } else {
    words.expect("rejected");
  }
  return request;
}

}  // namespace quitrent::scenarios
