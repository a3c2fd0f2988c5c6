// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/explanation.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "tax/degree/expression.hpp"
#include "tax/degree/expression_reader.hpp"
#include "tax/degree/parts.hpp"

namespace quitrent::tax {
namespace {

/// The meaning of a word in the column `evidence`, and its sources.
struct Evidence {
  std::string_view word, meaning;
  std::array<std::string_view, 2> sources;
};
constexpr auto kEvidence = std::to_array<Evidence>({
    {"curated", "read clause by clause", {"curated", ""}},
    {"choosealicense-tags", "permissions, conditions and limitations", {"choosealicense", ""}},
    {"anchor+category", "open or free by anchor, the rest by category", {"spdx", "scancode"}},
    {"cc-elements", "elements of Creative Commons in the identifier", {"cc", "spdx"}},
    {"scancode-category", "category of ScanCode", {"scancode", ""}},
    {"scancode-category+fsf-nonfree",
     "category of ScanCode, not free by the FSF",
     {"scancode", "spdx"}},
    {"blueoak/fedora only", "permissive by the Blue Oak Council", {"blueoak", ""}},
    {"via replaced_by", "as the expression that the list gives in its stead", {"spdx", ""}},
    {"none", "nobody has rated it: closed", {"", ""}},
});

/// Precedes, in the evidence, the words of an identifier that restrict more than its category.
constexpr std::string_view kNamed = ", name: ";

void add_source(const LicenceTable& licences, DegreeFact& fact, std::string_view id) {
  if (std::ranges::find(fact.sources, id, &LicenceSource::id) != fact.sources.end()) return;
  const auto found = std::ranges::find(licences.sources(), id, &LicenceSource::id);
  if (found != licences.sources().end()) fact.sources.push_back(*found);
}

DegreeFact listed_fact(const LicenceTable& licences, const LicenceLine& line) {
  DegreeFact fact{.of = line.id,
                  .evidence = line.evidence,
                  .basis = line.basis,
                  .anchors = line.anchors,
                  .sources = {}};
  if (is_part(line)) {
    fact.evidence = "no terms of its own, " + line.evidence + "; taken as it was recorded";
    add_source(licences, fact, "scancode");
    return fact;
  }
  const std::size_t name = std::min(line.evidence.find(kNamed), line.evidence.size());
  const auto known = std::ranges::find(kEvidence, std::string_view{line.evidence}.substr(0, name),
                                       &Evidence::word);
  if (known == kEvidence.end()) return fact;
  fact.evidence = known->meaning;
  if (known->word == "via replaced_by") fact.basis = line.replaced_by;
  if (!line.category.empty() && known->meaning.find("category") != std::string_view::npos) {
    fact.evidence += ": " + line.category;
  }
  if (name < line.evidence.size()) {
    fact.evidence += "; restricted by its name: " + line.evidence.substr(name + kNamed.size());
  }
  for (const std::string_view id : known->sources) add_source(licences, fact, id);
  if (!fact.anchors.empty()) add_source(licences, fact, "spdx");
  return fact;
}

std::string_view ground_words(ProfileGround ground) {
  constexpr std::array<std::string_view, 5> kWords{
      "listed", "recorded by a registrar", "closed until a registrar records a profile",
      "no licence is granted", "nothing is said about a licence"};
  return kWords[static_cast<std::size_t>(ground)];
}

std::string_view addition_words(const ExpressionNode& node, const Profile& profile) {
  if (node.addition == Addition::listed_exception) {
    return "an exception permits more: core unchanged, enclosable at least 2/3";
  }
  return profile == kClosed ? "closed: an addition may restrict anything"
                            : "Commons Clause: use 1/3, redistribution and royalty 1/4 at least";
}

/// Collects the facts of one explanation.
class Explaining {
 public:
  Explaining(const DegreeFacts& facts, DegreeExplanation& explanation)
      : facts_{facts}, told_{explanation} {}

  void tell_work(const Expression& expression, SourceForm source);
  void tell_fact(const Profile& profile, DegreeFact fact);

 private:
  void tell_pick(const Expression& expression, const Pick& pick);

  const DegreeFacts& facts_;
  DegreeExplanation& told_;
};

/// Adds a fact, and names it as the cause of the levels that it is the first to reach.
void Explaining::tell_fact(const Profile& profile, DegreeFact fact) {
  const auto same = std::ranges::find(told_.facts, fact.of, &DegreeFact::of);
  if (same != told_.facts.end()) return;
  told_.facts.push_back(std::move(fact));
  for (const Dimension dimension : kDimensions) {
    LevelCause& cause = told_.causes[static_cast<std::size_t>(dimension)];
    cause.level = told_.profile.level(dimension);
    if (cause.level == 0 || cause.fact || profile.level(dimension) != cause.level) continue;
    cause.fact = told_.facts.size() - 1;
  }
}

void Explaining::tell_pick(const Expression& expression, const Pick& pick) {
  const ExpressionNode& node = *pick.node;
  std::string written{pick.line != nullptr ? std::string_view{pick.line->id}
                                           : expression.licence(node)};
  if (pick.line != nullptr) {
    tell_fact(pick.licence, listed_fact(facts_.licences, *pick.line));
  } else {
    DegreeFact fact{.of = written,
                    .evidence = std::string{ground_words(pick.ground)},
                    .basis = {},
                    .anchors = {},
                    .sources = {}};
    const auto stated = std::ranges::find(facts_.documents, written, &LicenceDocument::reference);
    if (stated != facts_.documents.end()) fact.document = stated->digest;
    if (pick.ground == ProfileGround::unknown && !fact.document) {
      fact.evidence = "closed: the terms do not state which text this name stands for";
    }
    tell_fact(pick.licence, std::move(fact));
  }
  if (node.addition != Addition::absent) {
    const std::string added = " WITH " + std::string{expression.addition(node)};
    tell_fact(pick.profile, {.of = written + added,
                             .evidence = std::string{addition_words(node, pick.profile)},
                             .basis = {},
                             .anchors = {},
                             .sources = {}});
    written += added;
  }
  const std::string_view between = " AND ";
  const std::string all = std::string{between} + told_.branch + std::string{between};
  if (all.find(std::string{between} + written + std::string{between}) != std::string::npos) return;
  if (!told_.branch.empty()) told_.branch += between;
  told_.branch += written;
}

void Explaining::tell_work(const Expression& expression, SourceForm source) {
  told_.normal = expression.normal_form();
  told_.profile = least_profile(facts_, expression, told_.weights, source);
  for (const Pick& pick : picked(facts_, expression, told_.profile)) tell_pick(expression, pick);
  if (source == SourceForm::withheld) {
    tell_fact(Profile{{24, 0, 0, 0, 0, 0, 0, 0}},
              {.of = "source withheld",
               .evidence = "access is closed whatever the licence says",
               .basis = {},
               .anchors = {},
               .sources = {}});
  }
  for (const LicenceLine* const line : expression.deprecated()) {
    told_.deprecated.push_back(
        {.id = line->id, .instead = line->replaced_by == line->id ? "" : line->replaced_by});
  }
  for (const Expression& alternative : expression.alternatives()) {
    const Profile profile = least_profile(facts_, alternative, told_.weights, source);
    told_.alternatives.push_back({.normal = alternative.normal_form(),
                                  .degree = profile_degree(profile, told_.weights),
                                  .raw = rounded(raw_degree(profile, told_.weights))});
  }
}

/// Fills in the figures that follow from profile and weights.
void tell_figures(DegreeExplanation& told) {
  told.open = is_open(told.profile, told.weights);
  told.raw = raw_degree(told.profile, told.weights);
  told.degree = told.open ? Fraction{} : told.raw;
  told.raw_ppm = rounded(told.raw);
  told.degree_ppm = rounded(told.degree);
}

DegreeFact commitment_fact(Commitment commitment) {
  return {.of = std::string{to_text(commitment)},
          .evidence = "what this commitment leaves closed, by the register's own table",
          .basis = {},
          .anchors = {},
          .sources = {}};
}

}  // namespace

std::string fraction_text(const Fraction& fraction) {
  return std::to_string(fraction.numerator) + '/' + std::to_string(fraction.denominator);
}

std::vector<std::string> warnings(const DegreeExplanation& explanation) {
  std::vector<std::string> sentences;
  for (const DeprecatedUse& use : explanation.deprecated) {
    sentences.push_back(use.id + " is deprecated");
    if (!use.instead.empty()) sentences.back() += "; the list gives " + use.instead;
  }
  return sentences;
}

std::expected<DegreeExplanation, DegreeFault> explained_degree(
    const DegreeFacts& facts, const std::optional<Weights>& scheduled, AssetClass asset_class,
    const Terms& terms) {
  Terms now = terms;
  now.then.clear();
  if (const auto found = levels_of(facts, asset_class, now); !found) {
    return std::unexpected(found.error());
  }
  DegreeExplanation explanation;
  DegreeFacts own = facts;
  own.documents = terms.documents;
  Explaining explaining{own, explanation};
  explanation.weights = scheduled.value_or(facts.licences.weights(asset_class));
  if (terms.form == TermsForm::licence) {
    explaining.tell_work(*read_expression(facts.licences, terms.spdx),
                         terms.source_withheld ? SourceForm::withheld : SourceForm::open);
  } else if (terms.form == TermsForm::commitment) {
    explanation.normal = explanation.branch = to_text(terms.commitment);
    explanation.profile = facts.licences.commitment(terms.commitment);
    explaining.tell_fact(explanation.profile, commitment_fact(terms.commitment));
  } else {
    explanation.weights.shares.fill(kWhole);
    explanation.profile = kClosed;
    explaining.tell_fact(kClosed, {.of = "trademark",
                                   .evidence = "a sign is closed to all others",
                                   .basis = {},
                                   .anchors = {},
                                   .sources = {}});
  }
  tell_figures(explanation);
  return explanation;
}

DegreeExplanation recorded_degree(const RecordedTerms& recorded,
                                  const std::optional<DegreeFacts>& facts) {
  const Terms& terms = recorded.terms;
  std::vector<Profile> profiles;
  for (const DatedOpennessLevels& choice : recorded.choices) profiles.push_back({choice.levels});
  if (profiles.empty()) profiles.push_back(kClosed);
  const Profile profile = chosen(profiles, recorded.weights);
  if (facts) {
    auto told = explained_degree(*facts, recorded.weights, recorded.asset_class, terms);
    if (told && told->profile == profile) return *std::move(told);
  }
  DegreeExplanation untold;
  if (terms.form == TermsForm::licence) untold.normal = terms.spdx;
  if (terms.form == TermsForm::commitment) untold.normal = to_text(terms.commitment);
  untold.profile = profile;
  untold.weights = recorded.weights;
  for (const Dimension dimension : kDimensions) {
    untold.causes[static_cast<std::size_t>(dimension)].level = profile.level(dimension);
  }
  tell_figures(untold);
  return untold;
}

}  // namespace quitrent::tax
