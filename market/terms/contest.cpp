// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/contest.hpp"

#include <algorithm>

#include "market/rules.hpp"
#include "market/terms/bonds.hpp"
#include "market/terms/finding.hpp"
#include "market/terms/pending_findings.hpp"

namespace quitrent::market {
namespace {

/// Checks that a party may contest a finding about an asset: one that owes because of it, within
/// the 30 days after it.
Outcome<void> contestable(const Case& filed, const ContestDegree& request) {
  if (!request.finding) return {};
  const Books& books = filed.draft.books();
  for (const PendingFinding& pending : books.findings(request.asset.id)) {
    const Finding& finding = pending.finding;
    if (finding.id != *request.finding) continue;
    const PartyId by = books.party(filed.by).id;
    if (std::ranges::find(finding.parts, by, &FindingPart::party) == finding.parts.end()) {
      return refused(RefusalCode::forbidden,
                     "Only who owes because of a finding contests it; anybody may contest the "
                     "degree.");
    }
    if (filed.draft.now() - finding.at < kFindingDueAfter) return {};
    return refused(RefusalCode::wrong_state, "A finding can be contested for 30 days.");
  }
  return refused(RefusalCode::not_found, "No such finding of this asset is pending.", "/finding");
}

/// Whether a contest is about a finding of this registrar: of the finding itself, or of the degree
/// since then.
bool is_about_finding_of(const Books& books, const PartyId& registrar, const Contest& contest) {
  return std::ranges::any_of(books.findings(contest.asset), [&](const PendingFinding& pending) {
    const Finding& finding = pending.finding;
    if (finding.finder != registrar) return false;
    return contest.finding ? *contest.finding == finding.id : contest.filed_at >= finding.at;
  });
}

/// Makes the finding void whose contest was upheld, if it is pending still.
void void_contested(Draft& draft, Ordinal ordinal, const Contest& contest) {
  for (const PendingFinding& pending : draft.books().findings(contest.asset)) {
    if (pending.finding.id == contest.finding) return void_finding(draft, ordinal, pending);
  }
}

}  // namespace

Outcome<Receipt> decide_contest(const Case& filed, const ContestDegree& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Books& books = draft.books();
  const Asset& row = books.asset(*ordinal);
  if (auto may = contestable(filed, request); !may) return std::unexpected(may.error());
  if (!request.finding) {
    if (auto may = within_findings(row, draft.now(), "contest"); !may) {
      return std::unexpected(std::move(may.error()));
    }
  }
  const NamedParty by = books.named(filed.by);
  const Contest contest{.id = ContestId::derived(filed.seed, 0, draft.now()),
                        .asset = request.asset.id,
                        .by = by,
                        .reason = request.reason,
                        .filed_at = draft.now(),
                        .finding = request.finding,
                        .bond = bond_of(row)};
  if (auto may = bond_payable(filed, contest.bond); !may) return std::unexpected(may.error());
  const std::vector<Contest> open = books.contests(request.asset.id);
  const auto own =
      std::ranges::find_if(open, [&by](const Contest& one) { return one.by.id == by.id; });
  if (own != open.end()) {
    return std::unexpected(
        Refusal{.code = RefusalCode::contest_pending,
                .detail = "A contest of yours about this asset waits for a decision already.",
                .pointer = {},
                .current = {{"contest", to_text(own->id)}}});
  }
  if (auto may = free_to_spend(filed, contest.bond); !may) return std::unexpected(may.error());
  take_bond(draft, contest);
  draft.record(ContestFiled{contest});
  return ContestReceipt{.contest = contest};
}

Outcome<Receipt> decide_contest_decision(const Case& filed, const DecideContest& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const std::vector<Contest> open = draft.books().contests(request.asset.id);
  const auto found = std::ranges::find(open, request.contest, &Contest::id);
  if (found == open.end()) {
    return refused(RefusalCode::not_found, "No such contest of this degree waits for a decision.");
  }
  const PartyId by = draft.books().party(filed.by).id;
  const bool own = found->by.id == by || draft.books().asset(*ordinal).holder == filed.by ||
                   is_about_finding_of(draft.books(), by, *found);
  if (own) return in_own_matter();
  draft.record(ContestDecided{.contest = *found,
                              .outcome = request.outcome,
                              .because = request.authority,
                              .reason = request.reason,
                              .decided_at = draft.now()});
  pay_out_bond(draft, *found, request.outcome);
  if (request.outcome == ContestOutcome::upheld) {
    if (found->finding) void_contested(draft, *ordinal, *found);
    if (request.terms || request.source_withheld || !request.origins.empty()) {
      auto carried = decide_finding(filed, {.asset = {.id = request.asset.id},
                                            .source_withheld = request.source_withheld,
                                            .terms = request.terms,
                                            .authority = request.authority,
                                            .origins = request.origins});
      if (!carried) return carried;
    }
  }
  return ContestReceipt{.contest = *found, .outcome = request.outcome};
}

}  // namespace quitrent::market
