// SPDX-License-Identifier: EUPL-1.2
#include "market/state/schedule_books.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {

std::optional<ScheduleState> parse_schedule_state(std::string_view text) {
  const auto found = std::ranges::find_if(
      kScheduleStates, [text](ScheduleState state) { return to_text(state) == text; });
  return found == kScheduleStates.end() ? std::nullopt : std::optional{*found};
}

ScheduleState ScheduleProposal::state(Instant now) const {
  if (decided) {
    return decided->end == ProposalEnd::approved ? ScheduleState::approved
                                                 : ScheduleState::withdrawn;
  }
  if (now < std::min(stale_at, proposed.lapses_at)) return ScheduleState::proposed;
  return stale_at <= proposed.lapses_at ? ScheduleState::stale : ScheduleState::lapsed;
}

void ScheduleBooks::propose(const ScheduleProposed& event, Instant stale_at) {
  put({.proposed = event, .stale_at = stale_at});
}

void ScheduleBooks::decide(const ScheduleDecided& event) {
  const ScheduleProposal* const before = proposal(event.id);
  ensure(before != nullptr, "a schedule was proposed before it is decided");
  ScheduleProposal ended = *before;
  ended.decided = event;
  std::vector<ScheduleProposal> overtaken;
  if (event.end == ProposalEnd::approved) {
    for (const auto& [id, other] : all()) {
      if (id == event.id || other->state(event.at) != ScheduleState::proposed) continue;
      overtaken.push_back(*other);
      overtaken.back().stale_at = event.at;
    }
  }
  put(std::move(ended));
  for (ScheduleProposal& other : overtaken) put(std::move(other));
}

void ScheduleBooks::put(ScheduleProposal proposal) {
  const ScheduleId id = proposal.proposed.id;
  proposals_.put(id, std::move(proposal));
}

}  // namespace quitrent::market
