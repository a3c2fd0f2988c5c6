// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "market/state/overlay.hpp"
#include "market/state/schedule_events.hpp"

namespace quitrent::market {

/// The state of a schedule. Source: API.md, Schedule.
enum class ScheduleState : std::uint8_t {
  proposed = 0,
  approved = 1,  ///< published, not in force yet
  in_force = 2,
  superseded = 3,  ///< it was in force, and a later one followed
  withdrawn = 4,
  lapsed = 5,  ///< nobody approved it in time
  stale = 6    ///< another schedule was approved or came into force before it was approved
};
/// Every state, in the order of its number.
inline constexpr std::array kScheduleStates{ScheduleState::proposed,  ScheduleState::approved,
                                            ScheduleState::in_force,  ScheduleState::superseded,
                                            ScheduleState::withdrawn, ScheduleState::lapsed,
                                            ScheduleState::stale};
/// The state as it stands in JSON.
constexpr std::string_view to_text(ScheduleState state) {
  switch (state) {
    case ScheduleState::proposed:
      return "proposed";
    case ScheduleState::approved:
      return "approved";
    case ScheduleState::in_force:
      return "in-force";
    case ScheduleState::superseded:
      return "superseded";
    case ScheduleState::withdrawn:
      return "withdrawn";
    case ScheduleState::lapsed:
      return "lapsed";
    case ScheduleState::stale:
      return "stale";
  }
  return {};
}
/// Reads a state; nothing for any other text.
std::optional<ScheduleState> parse_schedule_state(std::string_view text);

/// A proposed schedule as the books hold it.
struct ScheduleProposal {
  ScheduleProposed proposed;
  /// The first second in which it is stale, unless a person ended it before: another schedule was
  /// approved, or came into force.
  Instant stale_at = kEndOfTime;
  std::optional<ScheduleDecided> decided = {};
  /// Its state at `now`. Of an approved one, only that: the published schedules tell the rest.
  ScheduleState state(Instant now) const;
};

/// The proposals of schedules. Either whole or an overlay over a base, which it does not change and
/// which must outlive it.
class ScheduleBooks {
 public:
  /// Empty, or an overlay over `base`.
  explicit ScheduleBooks(const ScheduleBooks* base)
      : proposals_{base == nullptr ? nullptr : &base->proposals_} {}
  /// The proposal, or null.
  const ScheduleProposal* proposal(const ScheduleId& id) const { return proposals_.find(id); }
  /// Every proposal in the order of identifiers, which is the order of proposal by seconds.
  auto all() const { return proposals_.all(); }
  /// Adds a proposal that a schedule which is published already makes stale at `stale_at`.
  void propose(const ScheduleProposed& event, Instant stale_at);
  /// Ends a proposal; an approval makes every other open one stale. Requires that it is there.
  void decide(const ScheduleDecided& event);
  /// Puts a proposal back, from a snapshot.
  void put(ScheduleProposal proposal);
  /// Takes over the changes of an overlay.
  void merge(ScheduleBooks&& overlay) { proposals_.merge(std::move(overlay.proposals_)); }

 private:
  OverlayMap<ScheduleId, ScheduleProposal> proposals_;
};

}  // namespace quitrent::market
