// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/degree.hpp"

#include <array>
#include <set>
#include <utility>

#include "tax/degree/expression.hpp"
#include "tax/degree/expression_reader.hpp"
#include "tax/degree/parts.hpp"

namespace quitrent::tax {
namespace {

DegreeFault expression_fault(const ExpressionFault& fault, std::string pointer) {
  return {"Column " + std::to_string(fault.column) + ": " + fault.what, std::move(pointer)};
}

std::expected<void, DegreeFault> right_form(AssetClass asset_class, const Terms& terms) {
  const TermsForm form = terms_form(asset_class);
  if (terms.form == form) return {};
  constexpr std::array<std::string_view, 3> kWanted{
      "A trademark has no terms.", "Terms of this class are a licence: {\"spdx\": ...}.",
      "Terms of this class are a commitment: {\"commitment\": ...}."};
  return std::unexpected(DegreeFault{std::string{kWanted[static_cast<std::size_t>(form)]}, ""});
}

/// The facts with the documents of the terms.
DegreeFacts facts_for(const DegreeFacts& facts, const Terms& terms) {
  DegreeFacts own = facts;
  own.documents = terms.documents;
  return own;
}

/// The present degree of terms.
std::expected<Share, DegreeFault> present_degree(const DegreeFacts& facts,
                                                 const std::optional<Weights>& scheduled,
                                                 AssetClass asset_class, const Terms& terms) {
  if (const auto right = right_form(asset_class, terms); !right) {
    return std::unexpected(right.error());
  }
  if (terms.form == TermsForm::nothing) return kWhole;
  const Weights& own = facts.licences.weights(asset_class);
  if (terms.form == TermsForm::commitment) {
    return profile_degree(facts.licences.commitment(terms.commitment), own);
  }
  const auto expression = read_expression(facts.licences, terms.spdx);
  if (!expression) return std::unexpected(expression_fault(expression.error(), "/spdx"));
  const Weights weights = scheduled.value_or(own);
  const SourceForm source = terms.source_withheld ? SourceForm::withheld : SourceForm::open;
  return profile_degree(least_profile(facts_for(facts, terms), *expression, weights, source),
                        weights);
}

/// Adds the choices of the licensee under one licence expression, from an instant on.
std::expected<void, DegreeFault> add_choices(std::vector<DatedOpennessLevels>& levels,
                                             const DegreeFacts& facts, const DatedLicence& licence,
                                             const Terms& terms) {
  const auto expression = read_expression(facts.licences, licence.spdx);
  if (!expression) return std::unexpected(expression_fault(expression.error(), ""));
  const SourceForm source = terms.source_withheld ? SourceForm::withheld : SourceForm::open;
  for (const Profile& profile : choices(facts_for(facts, terms), *expression, source)) {
    levels.push_back({.from = licence.on, .levels = profile.levels});
  }
  return {};
}

/// Adds the lines of an expression that are no terms of their own; none where it cannot be read.
void add_parts(std::vector<const LicenceLine*>& parts, const LicenceTable& licences,
               std::string_view spdx) {
  const auto expression = read_expression(licences, spdx);
  if (!expression) return;
  for (const LicenceLine* const part : parts_of(*expression)) parts.push_back(part);
}

std::optional<DegreeFault> whole_fault(const LicenceTable& licences, std::string_view spdx,
                                       const std::vector<const LicenceLine*>& spared,
                                       std::string pointer) {
  const auto expression = read_expression(licences, spdx);
  if (!expression) return expression_fault(expression.error(), std::move(pointer));
  const auto part = part_fault(licences, *expression, spared);
  if (!part) return std::nullopt;
  return expression_fault(*part, std::move(pointer));
}

constexpr std::string_view kOr = " OR ";

/// The operands of the outermost OR of an expression in normal form; the expression itself where it
/// has none.
std::vector<std::string_view> alternatives_of(std::string_view expression) {
  std::vector<std::string_view> found;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t at = 0; at < expression.size(); ++at) {
    if (expression[at] == '(') ++depth;
    if (expression[at] == ')') --depth;
    if (depth > 0 || !expression.substr(at).starts_with(kOr)) continue;
    found.push_back(expression.substr(begin, at - begin));
    begin = at + kOr.size();
  }
  found.push_back(expression.substr(begin));
  return found;
}

}  // namespace

std::expected<void, DegreeFault> whole_terms(const LicenceTable& licences, const Terms& terms,
                                             const Terms& before) {
  if (terms.form != TermsForm::licence) return {};
  std::vector<const LicenceLine*> spared;
  if (before.form == TermsForm::licence) {
    add_parts(spared, licences, before.spdx);
    for (const DatedLicence& later : before.then) add_parts(spared, licences, later.spdx);
  }
  if (auto fault = whole_fault(licences, terms.spdx, spared, "/spdx")) {
    return std::unexpected(*std::move(fault));
  }
  std::string pointer;
  for (const DatedLicence& later : terms.then) {
    pointer += "/then";
    if (auto fault = whole_fault(licences, later.spdx, spared, pointer + "/spdx")) {
      return std::unexpected(*std::move(fault));
    }
  }
  return {};
}

std::expected<std::vector<DatedOpennessLevels>, DegreeFault> levels_of(const DegreeFacts& facts,
                                                                       AssetClass asset_class,
                                                                       const Terms& terms) {
  if (const auto right = right_form(asset_class, terms); !right) {
    return std::unexpected(right.error());
  }
  if (terms.form != TermsForm::licence) {
    const Profile& profile =
        terms.form == TermsForm::commitment ? facts.licences.commitment(terms.commitment) : kClosed;
    return std::vector{DatedOpennessLevels{.from = kBeginningOfTime, .levels = profile.levels}};
  }
  std::vector<DatedOpennessLevels> levels;
  if (auto added = add_choices(levels, facts, {terms.spdx, kBeginningOfTime}, terms); !added) {
    return std::unexpected(DegreeFault{added.error().what, "/spdx"});
  }
  std::string pointer;
  for (const DatedLicence& later : terms.then) {
    pointer += "/then";
    if (later.on <= levels.back().from) {
      return std::unexpected(
          DegreeFault{"Later terms begin on a later day than those before.", pointer + "/on"});
    }
    if (auto added = add_choices(levels, facts, later, terms); !added) {
      return std::unexpected(DegreeFault{added.error().what, pointer + "/spdx"});
    }
  }
  return levels;
}

bool is_share_alike(const DegreeFacts& facts, const Weights& weights, const Terms& terms) {
  if (terms.form != TermsForm::licence) return false;
  const auto expression = read_expression(facts.licences, terms.spdx);
  if (!expression) return false;
  const SourceForm source = terms.source_withheld ? SourceForm::withheld : SourceForm::open;
  const DegreeFacts own = facts_for(facts, terms);
  DegreeFacts otherwise = own;
  otherwise.share_alike = ShareAlike::closed;
  return profile_degree(least_profile(otherwise, *expression, weights, source), weights) >
         profile_degree(least_profile(own, *expression, weights, source), weights);
}

std::expected<std::string, DegreeFault> normal_form(const LicenceTable& licences,
                                                    std::string_view spdx) {
  const auto expression = read_expression(licences, spdx);
  if (!expression) return std::unexpected(expression_fault(expression.error(), "/spdx"));
  return expression->normal_form();
}

bool grants_nothing(std::string_view expression) {
  return expression == "NONE" || expression == "NOASSERTION";
}

std::string either_of(std::string_view granted, std::string_view stated) {
  std::string all;
  std::set<std::string_view> seen;
  for (const std::string_view text : {granted, stated}) {
    if (grants_nothing(text)) continue;
    for (const std::string_view one : alternatives_of(text)) {
      if (!seen.insert(one).second) continue;
      if (!all.empty()) all += kOr;
      all += one;
    }
  }
  return all.empty() ? std::string{stated} : all;
}

std::expected<Share, DegreeFault> degree(const LicenceTable& licences,
                                         const std::optional<Weights>& scheduled,
                                         AssetClass asset_class, const Terms& terms) {
  return degree(DegreeFacts{.licences = licences}, scheduled, asset_class, terms);
}

std::expected<Share, DegreeFault> degree(const DegreeFacts& facts,
                                         const std::optional<Weights>& scheduled,
                                         AssetClass asset_class, const Terms& terms) {
  if (terms.form == TermsForm::licence && terms_form(asset_class) == TermsForm::licence &&
      !terms.then.empty()) {
    return std::unexpected(DegreeFault{"This register does not read later terms.", "/then"});
  }
  if (terms.form == terms_form(asset_class)) {
    if (auto whole = whole_terms(facts.licences, terms); !whole) {
      return std::unexpected(std::move(whole.error()));
    }
  }
  return present_degree(facts, scheduled, asset_class, terms);
}

}  // namespace quitrent::tax
