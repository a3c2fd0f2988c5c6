// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/finding.hpp"

#include <algorithm>
#include <span>

#include "market/rules.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"
#include "market/terms/clawback.hpp"
#include "market/terms/public_terms.hpp"
#include "tax/course.hpp"

namespace quitrent {

namespace {

/// The longest name of a reference, in bytes.
constexpr std::size_t kLongestReference = 120;

/// What a finding makes of the terms on record.
Outcome<Terms> found_terms(const Asset& row, const RecordFinding& request) {
  Terms terms = request.terms.value_or(row.particulars->terms);
  if (!request.source_withheld) return terms;
  if (terms.form != TermsForm::licence) {
    return refused(RefusalCode::invalid_field, "Only a work has a source.", "/source_withheld");
  }
  terms.source_withheld = *request.source_withheld;
  return terms;
}

/// Adds what false terms saved to the arrears, up to the assessment, and answers with how much.
Money add_arrears(const Draft& draft, LevelledAsset& asset, Money due) {
  Standing& standing = asset.standing;
  const Money added = least(due, greatest(Money{}, standing.assessment - standing.arrears));
  if (added == Money{}) return added;
  standing.arrears += added;
  if (standing.state == AssetState::active) {
    begin_delinquency(draft.books(), draft.books().asset(asset.ordinal), draft.now(), standing);
  } else {
    standing.arisen = with_arisen(standing.arisen, added);
  }
  return added;
}

/// Whether a text is a `LicenseRef-` that a registrar may know more of than the table.
bool is_own_reference(std::string_view reference) {
  constexpr std::string_view kPrefix = "LicenseRef-";
  constexpr std::string_view kKnown = "LicenseRef-scancode-";
  if (!reference.starts_with(kPrefix) || reference.starts_with(kKnown)) return false;
  const std::string_view name = reference.substr(kPrefix.size());
  return !name.empty() && name.size() <= kLongestReference &&
         std::ranges::all_of(name, [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                  (letter >= '0' && letter <= '9') || letter == '-' || letter == '.';
         });
}

/// Levels of the time up to `now`, and others from then on.
std::vector<DatedLevels> followed_by(std::vector<DatedLevels> before,
                                     std::span<const DatedLevels> after, Instant now) {
  std::erase_if(before, [now](const DatedLevels& choice) { return choice.from >= now; });
  for (const DatedLevels& choice : after) {
    before.push_back({.from = std::max(choice.from, now), .levels = choice.levels});
  }
  return before;
}

/// Levels that a finding states in an auction. A redemption pays for the time since foreclosure,
/// and never less than before: each part of it under the found levels or those on record, whichever
/// have the higher degree.
std::vector<DatedLevels> found_in_auction(const Draft& draft, const Asset& row,
                                          std::span<const DatedLevels> found) {
  const Calendar& calendar = *draft.books().calendar();
  const std::vector<DatedLevels>& recorded = row.particulars->levels;
  const auto now = levels_since(found, draft.now());
  std::vector<DatedLevels> answer;
  for (const DatedLevels& choice : recorded) {
    if (choice.from >= draft.now()) break;
    const Instant at = std::max(choice.from, row.standing.levied_to);
    const bool higher = degree_at(calendar, row.asset_class, found, at) >
                        degree_at(calendar, row.asset_class, recorded, at);
    if (!higher) answer.push_back(choice);
    if (!higher || (!answer.empty() && answer.back().from == choice.from)) continue;
    for (const DatedLevels& instead : now) {
      if (instead.from == kBeginningOfTime) answer.push_back({choice.from, instead.levels});
    }
  }
  return followed_by(std::move(answer), found, draft.now());
}

/// Takes a profile into account for one asset whose terms may name the reference. Answers whether
/// they do.
bool reconsider(const Case& filed, Ordinal ordinal) {
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(ordinal);
  if (is_terminal(row.standing.state)) return false;
  auto levels = levels_of(facts_of(filed), row.asset_class, row.particulars->terms);
  // A table that was exchanged may know fewer licences; what stands on record then stays.
  if (!levels) return false;
  if (*levels == levels_since(row.particulars->levels, draft.now())) return false;
  TermsChanged changed;
  changed.cause = TermsCause::profile;
  // A redemption pays for the time since foreclosure as it was.
  if (!accrues(row.standing)) levels = followed_by(row.particulars->levels, *levels, draft.now());
  changed.particulars = restated(row, row.particulars->terms, std::move(*levels));
  record_terms(draft, levelled(draft, ordinal), std::move(changed));
  return true;
}

}  // namespace

Outcome<Receipt> decide_finding(const Case& filed, const RecordFinding& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (auto lives = live(row, "finding"); !lives) return std::unexpected(std::move(lives.error()));
  if (row.holder == filed.by) return in_own_matter();
  auto terms = found_terms(row, request);
  if (!terms) return std::unexpected(std::move(terms.error()));
  auto levels = stated_levels(filed, row, *terms);
  if (!levels) return std::unexpected(std::move(levels.error()));
  TermsChanged changed;
  changed.cause = TermsCause::finding;
  changed.because = request.authority;
  if (!accrues(row.standing)) levels = found_in_auction(draft, row, *levels);
  changed.particulars = restated(row, std::move(*terms), std::move(*levels));
  if (auto may = within_bounds(*changed.particulars); !may) return std::unexpected(may.error());
  if (auto may = without_exclusive_licence(filed, row, changed.particulars->terms); !may) {
    return std::unexpected(std::move(may.error()));
  }
  LevelledAsset asset = levelled(draft, *ordinal);
  changed.clawback = add_arrears(
      draft, asset, clawback_of(draft.books(), *ordinal, changed.particulars->levels, draft.now()));
  record_terms(draft, asset, std::move(changed));
  return AssetReceipt{request.asset.id};
}

Outcome<Receipt> decide_profile(const Case& filed, const RecordProfile& request) {
  if (!is_own_reference(request.reference)) {
    return refused(RefusalCode::invalid_field,
                   "A profile is recorded for a LicenseRef- of letters, digits, points and hyphens "
                   "that the licence table does not know.",
                   "/reference");
  }
  Draft& draft = filed.draft;
  const std::vector<Ordinal> named = draft.books().mentioning(request.reference);
  const bool own = std::ranges::any_of(
      named, [&](Ordinal place) { return draft.books().asset(place).holder == filed.by; });
  if (own) return in_own_matter();
  draft.record(ProfileRecorded{.profile = {.reference = request.reference,
                                           .levels = request.levels,
                                           .reason = request.reason,
                                           .document = request.document,
                                           .recorded_at = draft.now()}});
  ProfileReceipt receipt{.reference = request.reference};
  for (const Ordinal ordinal : named) {
    if (reconsider(filed, ordinal)) ++receipt.assets;
  }
  return receipt;
}

}  // namespace quitrent
