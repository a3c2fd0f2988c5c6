// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/finding.hpp"

#include <algorithm>
#include <span>

#include "market/rules.hpp"
#include "market/state/figures.hpp"
#include "market/terms/clawback.hpp"
#include "market/terms/lineage.hpp"
#include "market/terms/pending_findings.hpp"
#include "market/terms/public_terms.hpp"
#include "registry/title/licence_documents.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::market {

namespace {

/// The longest name of a reference, in bytes.
constexpr std::size_t kLongestReference = 120;

/// The terms after a finding.
Outcome<Terms> found_terms(const Asset& row, const RecordFinding& request) {
  Terms terms = request.terms.value_or(row.particulars->terms);
  keep_names(terms, row.particulars->terms);
  if (!request.source_withheld) return terms;
  if (terms.form != TermsForm::licence) {
    return refused(RefusalCode::invalid_field, "Only a work has a source.", "/source_withheld");
  }
  terms.source_withheld = *request.source_withheld;
  return terms;
}

/// Whether a text is a `LicenseRef-` for which a registrar may record a profile.
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

/// The levels of `before` up to `now`, and those of `after` from then on.
std::vector<DatedOpennessLevels> followed_by(std::vector<DatedOpennessLevels> before,
                                             std::span<const DatedOpennessLevels> after,
                                             Instant now) {
  std::erase_if(before, [now](const DatedOpennessLevels& choice) { return choice.from >= now; });
  for (const DatedOpennessLevels& choice : after) {
    before.push_back({.from = std::max(choice.from, now), .levels = choice.levels});
  }
  return before;
}

/// The levels that a finding states for an asset in auction. A redemption pays for the time since
/// foreclosure, and never less than before: each part of that time under the found levels or the
/// recorded ones, whichever give the higher degree.
std::vector<DatedOpennessLevels> found_in_auction(const Draft& draft, const Asset& row,
                                                  std::span<const DatedOpennessLevels> found) {
  const tax::ScheduleTimeline& timeline = *draft.books().timeline();
  const std::vector<DatedOpennessLevels>& recorded = row.particulars->levels;
  const auto now = tax::levels_since(found, draft.now());
  std::vector<DatedOpennessLevels> answer;
  for (const DatedOpennessLevels& choice : recorded) {
    if (choice.from >= draft.now()) break;
    const Instant at = std::max(choice.from, row.status.levied_to);
    const bool higher = degree_at(timeline, row.asset_class, found, at) >
                        degree_at(timeline, row.asset_class, recorded, at);
    if (!higher) answer.push_back(choice);
    if (!higher || (!answer.empty() && answer.back().from == choice.from)) continue;
    for (const DatedOpennessLevels& instead : now) {
      if (instead.from == kBeginningOfTime) answer.push_back({choice.from, instead.levels});
    }
  }
  return followed_by(std::move(answer), found, draft.now());
}

/// Applies a new profile to one asset for whose terms it counts. Returns whether it changed the
/// levels of the asset.
bool reconsider(const Case& filed, Ordinal ordinal) {
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(ordinal);
  if (is_terminal(row.status.state)) return false;
  auto levels = levels_of(facts_of(filed), row.asset_class, row.particulars->terms);
  // A later licence table may know fewer licences; then the recorded levels stay.
  if (!levels) return false;
  if (*levels == tax::levels_since(row.particulars->levels, draft.now())) return false;
  TermsChanged changed;
  changed.cause = TermsCause::profile;
  // A redemption pays for the time since foreclosure under the levels of that time.
  if (!accrues(row.status)) levels = followed_by(row.particulars->levels, *levels, draft.now());
  changed.particulars = restated(row, row.particulars->terms, std::move(*levels));
  record_terms(draft, accrued_to_now(draft, ordinal), std::move(changed));
  return true;
}

/// Whether a profile counts for terms: they state its reference and document.
bool counts_for(const RecordedProfile& profile, const Terms& terms) {
  const LicenceDocument* const stated = stated_document(terms, profile.reference);
  if (stated == nullptr) return false;
  return stated->digest ? stated->digest == profile.document : profile.reach == ProfileReach::name;
}

/// The number of assets that a profile is considered for in one entry: some milliseconds.
constexpr std::size_t kProfileSlice = 500;

/// What a slice did.
struct Slice {
  std::uint32_t changed = 0;  ///< assets whose levels it changed
  /// The first asset that is not considered yet; nothing: none is left.
  std::optional<Ordinal> next = {};
};

/// Applies a new profile to the next assets from `from` on for whose terms it counts.
Slice consider_slice(const Case& filed, const RecordedProfile& profile, Ordinal from) {
  const auto assets =
      filed.draft.books().reached_by(profile, {.from = from, .most = kProfileSlice + 1});
  Slice slice;
  for (std::size_t at = 0; at < assets.size() && at < kProfileSlice; ++at) {
    if (reconsider(filed, assets[at])) ++slice.changed;
  }
  if (assets.size() > kProfileSlice) slice.next = assets[kProfileSlice];
  return slice;
}

/// Whether a profile counts for an asset of the filer.
bool is_own_matter(const Case& filed, const RecordedProfile& profile) {
  const Books& books = filed.draft.books();
  return std::ranges::any_of(books.held_by(filed.by), [&](Ordinal ordinal) {
    return counts_for(profile, books.asset(ordinal).particulars->terms);
  });
}

/// Applies a new profile to the terms that a pending finding replaced: they may stand again.
void reconsider_replaced(const Case& filed, const PendingFinding& pending) {
  Draft& draft = filed.draft;
  const Ordinal ordinal = *draft.books().asset_ordinal(pending.asset);
  const Asset& row = draft.books().asset(ordinal);
  auto levels = levels_of(facts_of(filed), row.asset_class, pending.before);
  if (!levels || *levels == tax::levels_since(pending.levels_before, draft.now())) return;
  if (!accrues(row.status)) levels = followed_by(pending.levels_before, *levels, draft.now());
  AccruedAsset asset = accrued_to_now(draft, ordinal);
  post_levy(draft, asset);
  draft.record(FindingChanged{.asset = pending.asset,
                              .finding = pending.finding.id,
                              .outcome = FindingOutcome::pending,
                              .at = draft.now(),
                              .parts = pending.finding.parts,
                              .arrears = {},
                              .levy = asset.levy,
                              .status = asset.status,
                              .levels_before = std::move(*levels)});
}

}  // namespace

Outcome<Receipt> decide_finding(const Case& filed, const RecordFinding& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (auto may = within_findings(row, draft.now(), "finding"); !may) {
    return std::unexpected(std::move(may.error()));
  }
  if (row.holder == filed.by) return in_own_matter();
  auto terms = found_terms(row, request);
  if (!terms) return std::unexpected(std::move(terms.error()));
  auto levels = stated_levels(filed, row, *terms);
  if (!levels) return std::unexpected(std::move(levels.error()));
  auto parts = parts_of_finding(draft.books(), *ordinal, *levels, draft.now());
  const PartyId finder = draft.books().party(filed.by).id;
  if (std::ranges::find(parts, finder, &FindingPart::party) != parts.end()) return in_own_matter();
  if (row.status.state == AssetState::auction) levels = found_in_auction(draft, row, *levels);
  auto after = restated(row, std::move(*terms), std::move(*levels));
  if (auto may = add_found_origins(filed, row.id, request.origins, *after); !may) {
    return std::unexpected(std::move(may.error()));
  }
  TermsChanged changed;
  changed.cause = TermsCause::finding;
  changed.because = request.authority;
  changed.particulars = std::move(after);
  if (auto may = within_bounds(*changed.particulars); !may) return std::unexpected(may.error());
  if (auto may = without_exclusive_licence(filed, row, changed.particulars->terms); !may) {
    return std::unexpected(std::move(may.error()));
  }
  for (const FindingPart& part : parts) {
    changed.clawback = saturating_add(changed.clawback, part.clawback);
  }
  changed.finding = Finding{.id = FindingId::derived(filed.seed, 0, draft.now()),
                            .finder = finder,
                            .at = draft.now(),
                            .due_at = draft.now() + kFindingDueAfter,
                            .degree = {},
                            .parts = std::move(parts)};
  record_terms(draft, accrued_to_now(draft, *ordinal), std::move(changed));
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
  const LicenceDocument document{.reference = request.reference, .digest = request.document};
  const auto before = draft.books().profile(document);
  const RecordedProfile profile{
      .reference = request.reference,
      .levels = request.levels,
      .reason = request.reason,
      .document = request.document,
      .recorded_at = draft.now(),
      .reach = before ? before->reach : ProfileReach::document,
  };
  if (is_own_matter(filed, profile)) return in_own_matter();
  draft.record(ProfileRecorded{.profile = profile});
  const Slice first = consider_slice(filed, profile, 0);
  ProfileReceipt receipt{.recorded = document, .assets = first.changed};
  if (first.next) {
    // The remaining ones follow, slice by slice: see ChangeKind::profile.
    receipt.assets +=
        static_cast<std::uint32_t>(draft.books().reached_by(profile, {.from = *first.next}).size());
    draft.record(ProfileConsidered{.profile = document,
                                   .recorded_at = draft.now(),
                                   .next = *first.next,
                                   .end = draft.books().asset_count()});
  }
  for (const PendingFinding& pending : draft.books().findings()) {
    if (counts_for(profile, pending.before)) reconsider_replaced(filed, pending);
  }
  return receipt;
}

void continue_profile(Draft& draft, const tax::LicenceTable& licences) {
  ensure(draft.books().unfinished_profile().has_value(), "a profile is still taking effect");
  ProfileConsidered considered = *draft.books().unfinished_profile();
  const auto profile = draft.books().profile(considered.profile);
  ensure(profile.has_value(), "a profile that is taking effect is recorded");
  const Case filed{.draft = draft, .seed = {}, .licences = licences, .by = 0};
  const Slice slice = consider_slice(filed, *profile, considered.next);
  considered.next = slice.next.value_or(considered.end);
  draft.record(std::move(considered));
}

}  // namespace quitrent::market
