// SPDX-License-Identifier: EUPL-1.2
#include "market/governance/schedule_proposals.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "market/state/schedule_views.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/succession.hpp"

namespace quitrent::market {
namespace {

/// The most faults that a refusal tells; a check of the file tells all.
constexpr std::size_t kMostFaultsTold = 5;

bool names(const tax::Schedule& schedule, AssetClass asset_class) {
  return std::ranges::find(schedule.classes, asset_class, &tax::ClassSchedule::asset_class) !=
         schedule.classes.end();
}

/// The classes with live assets that the schedule does not name. Reads every asset only where the
/// schedule drops a class.
std::vector<AssetClass> dropped_classes(const Books& books, const tax::Schedule& next) {
  std::set<AssetClass> dropped;
  for (const AssetClass asset_class : kAssetClasses) {
    const bool named = names(books.timeline()->published().back().schedule, asset_class);
    if (named && !names(next, asset_class)) dropped.insert(asset_class);
  }
  std::set<AssetClass> live;
  for (Ordinal ordinal = 0; ordinal < books.asset_count() && live.size() < dropped.size();
       ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    if (dropped.contains(asset.asset_class) && !is_terminal(asset.status.state)) {
      live.insert(asset.asset_class);
    }
  }
  return {live.begin(), live.end()};
}

/// Checks that the charter allows the schedule, were it approved now. Refuses: charter-breach.
Outcome<void> within_charter(const Case& filed, const std::string& toml) {
  const Books& books = filed.draft.books();
  const auto next = schedule_from(toml);
  const auto timeline = books.timeline()->published();
  std::vector<tax::PublishedSchedule> published{timeline.begin(), timeline.end()};
  // For the timeline the founding schedule was always in force.
  published.front().in_force_from = books.founding().effective;
  const auto faults = tax::succession_faults(books.acts().charter(),
                                             {.before = std::move(published),
                                              .next = *next,
                                              .approved_at = filed.draft.now(),
                                              .live_classes = dropped_classes(books, *next)});
  if (faults.empty()) return {};
  std::string detail;
  for (std::size_t at = 0; at < faults.size() && at < kMostFaultsTold; ++at) {
    const tax::ScheduleFault& fault = faults[at];
    detail += (at == 0 ? "" : "; ") + std::to_string(fault.line) + ":" +
              std::to_string(fault.column) + ": " + fault.what;
  }
  if (faults.size() > kMostFaultsTold) {
    detail += "; and " + std::to_string(faults.size() - kMostFaultsTold) + " more";
  }
  return std::unexpected(Refusal{.code = RefusalCode::charter_breach,
                                 .detail = "Were the schedule approved now: " + detail + '.',
                                 .pointer = {},
                                 .current = {{"line", std::to_string(faults.front().line)},
                                             {"column", std::to_string(faults.front().column)}}});
}

/// The proposal, if it may still be approved or withdrawn. Refuses: not-found, stale, wrong-state.
Outcome<const ScheduleProposal*> open_proposal(const Case& filed, const ScheduleId& id) {
  const auto found = schedule_of(filed.draft.books(), id, filed.draft.now());
  if (!found) return refused(RefusalCode::not_found, "There is no such schedule.");
  if (found->state == ScheduleState::proposed) return found->proposal;
  const std::string state{to_text(found->state)};
  const bool stale = found->state == ScheduleState::stale;
  return std::unexpected(
      Refusal{.code = stale ? RefusalCode::stale : RefusalCode::wrong_state,
              .detail = stale ? "Another schedule was approved or came into force since; compare "
                                "this one with it, and propose it anew."
                              : "The schedule is " + state + "; propose another one.",
              .pointer = {},
              .current = {{"state", state}}});
}

/// Orders typed rates and changed rates alike.
template <class Rate>
auto place_of(const Rate& rate) {
  return std::tuple{rate.asset_class, rate.from, rate.above};
}

std::unexpected<Refusal> other_rates(std::string detail) {
  return refused(RefusalCode::rates_mismatch, std::move(detail), "/rates");
}

std::string in_words(const auto& rate) {
  return std::string{to_text(rate.asset_class)} + " above " + to_text(rate.above) + " from " +
         to_text(rate.from);
}

/// Checks that exactly the changed rates were typed. It never tells the right one.
Outcome<void> typed_right(const std::vector<tax::ChangedRate>& changes,
                          std::vector<TypedRate> typed) {
  std::ranges::sort(typed, {}, [](const TypedRate& rate) { return place_of(rate); });
  for (std::size_t at = 1; at < typed.size(); ++at) {
    if (place_of(typed[at - 1]) == place_of(typed[at])) {
      return other_rates("The rate of " + in_words(typed[at]) + " is typed twice.");
    }
  }
  for (const tax::ChangedRate& change : changes) {
    const auto found = std::ranges::find_if(
        typed, [&change](const TypedRate& rate) { return place_of(rate) == place_of(change); });
    if (found == typed.end()) {
      return other_rates(
          "The rate of " + in_words(change) +
          " changes; read the schedule and type its new rate, 0% where it has none.");
    }
    if (found->rate == change.after.value_or(AnnualRate{})) continue;
    return other_rates("The rate of " + in_words(change) +
                       " is another one in the schedule; read it again.");
  }
  for (const TypedRate& rate : typed) {
    const bool changed = std::ranges::any_of(changes, [&rate](const tax::ChangedRate& change) {
      return place_of(rate) == place_of(change);
    });
    if (!changed) return other_rates("The rate of " + in_words(rate) + " does not change.");
  }
  return {};
}

}  // namespace

Outcome<Receipt> decide_schedule_proposal(const Case& filed, const ProposeSchedule& request) {
  const bool unknown =
      !request.prediction && request.prediction.error().code == RefusalCode::not_found;
  if (unknown) return std::unexpected(request.prediction.error());
  const Digest baseline = sha256(filed.draft.books().schedules().back().toml);
  if (request.baseline && *request.baseline != baseline) {
    return std::unexpected(
        Refusal{.code = RefusalCode::stale,
                .detail = "Another schedule was approved since; compare this one with it.",
                .pointer = {},
                .current = {{"baseline_digest", to_text(baseline)}}});
  }
  if (auto lawful = within_charter(filed, request.toml); !lawful) {
    return std::unexpected(std::move(lawful.error()));
  }
  if (!request.prediction) return std::unexpected(request.prediction.error());
  Draft& draft = filed.draft;
  const Books& books = draft.books();
  ScheduleProposed event{.id = ScheduleId::derived(filed.seed, 0, draft.now()),
                         .toml = request.toml,
                         .digest = sha256(request.toml),
                         .effective = *schedule_from(request.toml)->effective,
                         .by = books.named(filed.by),
                         .at = draft.now(),
                         .lapses_at = draft.now() + books.acts().rules().lapse_after,
                         .baseline = baseline,
                         .prediction = *request.prediction};
  const ScheduleId id = event.id;
  draft.record(std::move(event));
  const auto view = schedule_of(draft.books(), id, draft.now());
  if (rates_changed_by(draft.books(), *view).size() > kMostChangedRates) {
    return refused(RefusalCode::out_of_range,
                   "A schedule changes at most " + std::to_string(kMostChangedRates) +
                       " rates, since whoever approves it types each; change fewer at once.");
  }
  return ScheduleReceipt{id};
}

Outcome<Receipt> decide_schedule_approval(const Case& filed, const ApproveSchedule& request) {
  const auto open = open_proposal(filed, request.schedule);
  if (!open) return std::unexpected(open.error());
  Draft& draft = filed.draft;
  const ScheduleProposed proposed = (*open)->proposed;
  if (proposed.by.id == draft.books().party(filed.by).id) {
    return refused(RefusalCode::same_person,
                   "Whoever proposed a schedule cannot approve it; ask another policy officer.");
  }
  if (proposed.digest != request.digest) {
    return std::unexpected(Refusal{.code = RefusalCode::digest_mismatch,
                                   .detail = "Read the schedule again and name its digest.",
                                   .pointer = "/digest",
                                   .current = {{"digest", to_text(proposed.digest)}}});
  }
  const auto view = schedule_of(draft.books(), request.schedule, draft.now());
  if (auto right = typed_right(rates_changed_by(draft.books(), *view), request.rates); !right) {
    return std::unexpected(std::move(right.error()));
  }
  if (auto lawful = within_charter(filed, proposed.toml); !lawful) {
    return std::unexpected(std::move(lawful.error()));
  }
  draft.record(ScheduleDecided{.id = proposed.id,
                               .end = ProposalEnd::approved,
                               .by = draft.books().named(filed.by),
                               .at = draft.now()});
  draft.record(
      SchedulePublished{.id = proposed.id, .toml = proposed.toml, .effective = proposed.effective});
  return ScheduleReceipt{proposed.id};
}

Outcome<Receipt> decide_schedule_withdrawal(const Case& filed, const WithdrawSchedule& request) {
  const auto open = open_proposal(filed, request.schedule);
  if (!open) return std::unexpected(open.error());
  filed.draft.record(ScheduleDecided{.id = request.schedule,
                                     .end = ProposalEnd::withdrawn,
                                     .by = filed.draft.books().named(filed.by),
                                     .at = filed.draft.now()});
  return ScheduleReceipt{request.schedule};
}

}  // namespace quitrent::market
