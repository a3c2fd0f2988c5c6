// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/pending_findings.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "market/state/figures.hpp"
#include "market/terms/bonds.hpp"
#include "market/terms/clawback.hpp"
#include "market/terms/public_terms.hpp"
#include "registry/title/licence_documents.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::market {
namespace {

/// Adds what its holder owes to the arrears of an asset, up to the assessment, and returns the
/// added amount.
Money add_arrears(const Draft& draft, AccruedAsset& asset, Money due) {
  AssetStatus& status = asset.status;
  const Money added = least(due, greatest(Money{}, status.assessment - status.arrears));
  if (added == Money{}) return added;
  status.arrears += added;
  if (status.state == AssetState::active) {
    begin_delinquency(draft.books(), draft.books().asset(asset.ordinal), draft.now(), status);
  } else {
    status.arisen = with_arisen(status.arisen, added);
  }
  return added;
}

/// Records that amounts of a finding about the asset are owed now, and collects them.
void collect_parts(Draft& draft, Ordinal ordinal, const FindingId& finding,
                   std::vector<FindingPart> parts) {
  AccruedAsset asset = accrued_to_now(draft, ordinal);
  const bool ended = is_terminal(asset.status.state);
  std::vector<std::pair<Ordinal, Money>> from_cash;
  Money arrears;
  for (const FindingPart& part : parts) {
    const Ordinal party = *draft.books().party_ordinal(part.party);
    Money left = part.owed();
    if (!ended && draft.books().asset(ordinal).holder == party) {
      arrears = add_arrears(draft, asset, left);
      left -= arrears;
    }
    if (left > Money{}) from_cash.emplace_back(party, left);
  }
  ++asset.status.version;
  post_levy(draft, asset);
  draft.record(FindingChanged{.asset = draft.books().asset(ordinal).id,
                              .finding = finding,
                              .outcome = FindingOutcome::due,
                              .at = draft.now(),
                              .parts = std::move(parts),
                              .arrears = arrears,
                              .levy = asset.levy,
                              .status = asset.status});
  for (const auto& [party, amount] : from_cash) collect_shortfall(draft, ordinal, party, amount);
}

/// Terms after the dates of their later terms up to `now`.
Terms as_of(Terms terms, Instant now) {
  while (!terms.then.empty() && terms.then.front().on <= now) {
    terms.spdx = std::move(terms.then.front().spdx);
    terms.then.erase(terms.then.begin());
  }
  forget_unnamed_documents(terms);
  return terms;
}

/// Whether the terms that a void finding replaced stand again.
bool stand_again(const Draft& draft, Ordinal ordinal, const PendingFinding& pending) {
  const Asset& row = draft.books().asset(ordinal);
  const auto all = draft.books().past().clawbacks(ordinal);
  auto at = std::ranges::find(all, pending.finding.id, &PastClawback::finding);
  const bool found_later = std::any_of(at, all.end(), [&](const PastClawback& later) {
    return later.asset == ordinal && later.finding && later.finding != pending.finding.id;
  });
  if (found_later) return false;
  if (row.particulars->terms == as_of(pending.stated, draft.now())) return true;
  // Who withdrew a commitment paid for it.
  return accrues(row.status) && !is_revocable(pending.before) &&
         less_open_at(*draft.books().timeline(), row.asset_class,
                      {.before = pending.levels_before, .after = row.particulars->levels},
                      draft.now())
             .has_value();
}

/// What stands again as it was before a void finding.
enum class Restored : std::uint8_t { origins = 0, origins_and_terms = 1 };

/// Forgets the origins that a void finding added. Puts the terms that it replaced in their place
/// again, where `restored` says so.
void restore(Draft& draft, Ordinal ordinal, const PendingFinding& pending, Restored restored) {
  const Asset& row = draft.books().asset(ordinal);
  const Particulars& now = *row.particulars;
  auto after = restored == Restored::origins
                   ? restated(row, now.terms, now.levels)
                   : restated(row, as_of(pending.before, draft.now()), pending.levels_before);
  std::erase_if(after->derived_from, [&pending](const Origin& origin) {
    return std::ranges::find(pending.origins, origin) != pending.origins.end();
  });
  TermsChanged changed;
  changed.cause = TermsCause::finding_void;
  changed.particulars = std::move(after);
  record_terms(draft, accrued_to_now(draft, ordinal), std::move(changed));
}

/// Records a change of what is owed because of a pending finding. `changed` says which finding,
/// what became of it and its parts; the rest is filled in.
void record_pending(Draft& draft, Ordinal ordinal, FindingChanged changed) {
  AccruedAsset asset = accrued_to_now(draft, ordinal);
  ++asset.status.version;
  post_levy(draft, asset);
  changed.asset = draft.books().asset(ordinal).id;
  changed.at = draft.now();
  changed.levy = asset.levy;
  changed.status = asset.status;
  draft.record(std::move(changed));
}

/// The parts of a finding with further ones.
std::vector<FindingPart> joined(const Books& books, const Finding& finding,
                                const std::vector<FindingPart>& more) {
  std::vector<FindingPart> parts = finding.parts;
  for (const FindingPart& part : more) {
    const auto same = std::ranges::find(parts, part.party, &FindingPart::party);
    if (same == parts.end()) {
      parts.push_back(with_surcharge(books, part, finding.at));
    } else {
      same->clawback = saturating_add(same->clawback, part.clawback);
      *same = with_surcharge(books, *same, finding.at);
    }
  }
  return parts;
}

/// Passes on what a void finding had claimed to a later clawback.
void pass_on(Draft& draft, const FindingId& voided, PassedOn passed) {
  const PastClawback& later = passed.later;
  const AssetId asset = draft.books().asset(later.asset).id;
  for (const PendingFinding& pending : draft.books().findings(asset)) {
    if (pending.finding.id != later.finding) continue;
    FindingChanged changed;
    changed.finding = pending.finding.id;
    changed.parts = joined(draft.books(), pending.finding, passed.parts);
    return record_pending(draft, later.asset, std::move(changed));
  }
  if (!later.payer) {
    for (FindingPart& part : passed.parts) part = with_surcharge(draft.books(), part, later.until);
  }
  collect_parts(draft, later.asset, later.finding.value_or(voided), std::move(passed.parts));
}

}  // namespace

Outcome<void> within_findings(const Asset& asset, Instant now, std::string_view call) {
  // The last levy of an asset that has ended is that of its end.
  const bool over =
      is_terminal(asset.status.state) && now - asset.status.levied_to >= kFoundAfterEnd;
  if (over) return wrong_state(asset, call);
  return {};
}

void change_finding(Draft& draft, Ordinal ordinal) {
  const AssetId asset = draft.books().asset(ordinal).id;
  for (const PendingFinding& pending : draft.books().findings(asset)) {
    if (change_of_finding(draft.books(), pending) > draft.now()) continue;
    if (contests_of(draft.books(), pending).empty()) {
      return collect_parts(draft, ordinal, pending.finding.id, pending.finding.parts);
    }
    return void_finding(draft, ordinal, pending);
  }
  broken_invariant("a finding was due that is not pending");
}

void void_finding(Draft& draft, Ordinal ordinal, const PendingFinding& pending) {
  const FindingId& id = pending.finding.id;
  std::vector<PassedOn> passed = passed_on(draft.books(), ordinal, id, draft.now());
  const bool terms_too = stand_again(draft, ordinal, pending);
  for (const Contest& contest : contests_of(draft.books(), pending)) {
    return_bond(draft, contest);
  }
  FindingChanged changed;
  changed.finding = id;
  changed.outcome = FindingOutcome::is_void;
  record_pending(draft, ordinal, std::move(changed));
  if (terms_too) {
    restore(draft, ordinal, pending, Restored::origins_and_terms);
  } else if (!pending.origins.empty()) {
    restore(draft, ordinal, pending, Restored::origins);
  }
  for (PassedOn& one : passed) pass_on(draft, id, std::move(one));
}

}  // namespace quitrent::market
