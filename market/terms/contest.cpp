// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/contest.hpp"

#include <algorithm>

#include "market/rules.hpp"
#include "market/terms/public_terms.hpp"

namespace quitrent::market {
namespace {

/// The most undecided contests of one asset.
constexpr std::size_t kMostContests = 64;

}  // namespace

Outcome<Receipt> decide_contest(const Case& filed, const ContestDegree& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Books& books = draft.books();
  if (auto lives = live(books.asset(*ordinal), "contest"); !lives) {
    return std::unexpected(std::move(lives.error()));
  }
  const std::vector<Contest> open = books.contests(request.asset.id);
  const NamedParty by = books.named(filed.by);
  const auto own =
      std::ranges::find_if(open, [&by](const Contest& contest) { return contest.by.id == by.id; });
  if (own != open.end()) {
    return std::unexpected(
        Refusal{.code = RefusalCode::contest_pending,
                .detail = "Your contest of this degree waits for a decision already.",
                .pointer = {},
                .current = {{"contest", to_text(own->id)}}});
  }
  if (open.size() >= kMostContests) {
    return refused(RefusalCode::out_of_range,
                   "64 contests of this degree wait for a decision already; try again later.");
  }
  const Contest contest{.id = ContestId::derived(filed.seed, 0, draft.now()),
                        .asset = request.asset.id,
                        .by = by,
                        .reason = request.reason,
                        .filed_at = draft.now()};
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
  const bool own = found->by.id == draft.books().party(filed.by).id ||
                   draft.books().asset(*ordinal).holder == filed.by;
  if (own) return in_own_matter();
  draft.record(ContestDecided{.contest = *found,
                              .outcome = request.outcome,
                              .because = request.authority,
                              .reason = request.reason,
                              .decided_at = draft.now()});
  return ContestReceipt{.contest = *found, .outcome = request.outcome};
}

}  // namespace quitrent::market
